//! Who may look after staff, keys and jobs (ALL-8).

use gatehouse_context::Cx;
use gatehouse_core::{Actor, Lang, Refusal, Role, Uuid};

/// The actor lacks the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAllowed;

impl Refusal for NotAllowed {
    fn code(&self) -> &'static str {
        "staff.not_allowed"
    }
    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_refusal_not_allowed()
    }
    fn status(&self) -> u16 {
        403
    }
}

/// Administrators, and Gatehouse itself (the command line).
pub fn administrator(cx: &Cx) -> Result<(), NotAllowed> {
    let allowed = match &cx.actor {
        Actor::Staff(staff) => staff.roles.contains(&Role::Administrator),
        Actor::Program(_) => true,
        Actor::Visitor | Actor::Account { .. } | Actor::ApiKey { .. } | Actor::Product { .. } => false,
    };
    if allowed { Ok(()) } else { Err(NotAllowed) }
}

/// The staff member who acts for himself.
pub fn member(cx: &Cx) -> Result<Uuid, NotAllowed> {
    match &cx.actor {
        Actor::Staff(staff) => Ok(staff.id),
        _ => Err(NotAllowed),
    }
}

/// Whether the actor reads the whole audit log; others read their own lines (ALL-3).
pub fn reads_whole_log(cx: &Cx) -> bool {
    match &cx.actor {
        Actor::Staff(staff) => staff.roles.iter().any(|r| matches!(r, Role::Administrator | Role::Privacy)),
        Actor::Program(_) => true,
        _ => false,
    }
}
