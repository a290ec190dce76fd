//! Who may do what with entries.

use crate::{CLERKS, LOOKERS};
use gatehouse_core::{Actor, Lang, Refusal, Role};
use gatehouse_db::Cx;

/// The actor has neither the role nor the scope.
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

/// Who sees entries: staff with a role for it, a key that may read, Gatehouse itself.
pub fn may_look(cx: &Cx) -> Result<(), NotAllowed> {
    may(cx, LOOKERS, Some("{{name}}:read"))
}

/// Who changes them. No key: an operation of the API that does so needs a scope of its own.
pub fn may_change(cx: &Cx) -> Result<(), NotAllowed> {
    may(cx, CLERKS, None)
}

fn may(cx: &Cx, roles: &[Role], scope: Option<&str>) -> Result<(), NotAllowed> {
    let allowed = match &cx.actor {
        Actor::Staff(staff) => staff.roles.iter().any(|role| *role == Role::Administrator || roles.contains(role)),
        Actor::ApiKey { scopes, .. } => scopes.iter().any(|known| Some(known.as_str()) == scope),
        Actor::Program(_) => true,
        Actor::Visitor | Actor::Account { .. } | Actor::Product { .. } => false,
    };
    if allowed { Ok(()) } else { Err(NotAllowed) }
}
