//! Who may do what with licenses (ALL-8).

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

/// A proof that the actor may change: licensing clerks, administrators, a key with `scope`, Gatehouse itself.
pub fn may_change(cx: &Cx, scope: &str) -> Result<(), NotAllowed> {
    may(cx, crate::CLERKS, scope)
}

/// A proof that the actor may look: also support engineers.
pub fn may_look(cx: &Cx, scope: &str) -> Result<(), NotAllowed> {
    may(cx, crate::LOOKERS, scope)
}

fn may(cx: &Cx, roles: &[Role], scope: &str) -> Result<(), NotAllowed> {
    let allowed = match &cx.actor {
        Actor::Staff(staff) => staff.roles.iter().any(|role| *role == Role::Administrator || roles.contains(role)),
        Actor::ApiKey { scopes, .. } => scopes.iter().any(|s| s == scope),
        Actor::Program(_) => true,
        Actor::Visitor | Actor::Account { .. } | Actor::Product { .. } => false,
    };
    if allowed { Ok(()) } else { Err(NotAllowed) }
}
