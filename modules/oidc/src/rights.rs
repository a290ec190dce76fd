//! Who may do what with entries: the rights of staff and of API keys, as types that queries ask proof of.

use crate::{CLERKS, LOOKERS, texts};
use gatehouse_context::Right;
use gatehouse_core::Role;

pub use gatehouse_web::{NotAllowed, may};

gatehouse_web::rights! {
    texts;
    /// Reading entries.
    EntriesRead = "oidc:read", LOOKERS, msg_scope_read;
}

/// Adding entries. No API key has it: for an operation that adds them it stands above, with a scope of its own.
pub enum EntriesWrite {}

impl Right for EntriesWrite {
    const ROLES: &'static [Role] = CLERKS;
    const SCOPE: Option<&'static str> = None;
}
