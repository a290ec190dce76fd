//! Who may do what with entries: the rights of staff and of API keys, as types that queries ask proof of.

use crate::{CLERKS, LOOKERS, texts};
use gatehouse_context::{Cx, May, Right};
use gatehouse_core::{Lang, Refusal, Role};

gatehouse_web::rights! {
    texts;
    /// Reading entries.
    EntriesRead = "{{name}}:read", LOOKERS, msg_scope_read;
}

/// Adding entries. No API key has it: for an operation that adds them it stands above, with a scope of its own.
pub enum EntriesWrite {}

impl Right for EntriesWrite {
    const ROLES: &'static [Role] = CLERKS;
    const SCOPE: Option<&'static str> = None;
}

/// The actor has neither the role nor the scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAllowed;

impl Refusal for NotAllowed {
    fn code(&self) -> &'static str {
        "staff.not_allowed"
    }
    fn text(&self, lang: Lang) -> String {
        texts(lang).msg_refusal_not_allowed()
    }
    fn status(&self) -> u16 {
        403
    }
}

/// The proof that the actor has the right.
pub fn may<R: Right>(cx: &Cx) -> Result<May<R>, NotAllowed> {
    May::of(cx).ok_or(NotAllowed)
}
