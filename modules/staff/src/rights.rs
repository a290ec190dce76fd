//! Who may do what in the console (ALL-8), as types that queries, lists and actions ask proof of. No API key has these rights, but for those
//! of webhooks.

use crate::{OPERATORS, texts};
use gatehouse_context::Right;
use gatehouse_core::Role;

pub use gatehouse_web::rights::member;
pub use gatehouse_web::{NotAllowed, may};

gatehouse_web::rights! {
    texts;
    /// Reading where other systems are told, and what they were told.
    WebhooksRead = "webhooks:read", OPERATORS, msg_scope_webhooks_read;
    /// Adding, changing and removing where other systems are told.
    WebhooksWrite = "webhooks:write", OPERATORS, msg_scope_webhooks_write;
}

/// Looking after the staff, API keys and jobs.
pub enum Administer {}

impl Right for Administer {
    const ROLES: &'static [Role] = OPERATORS;
    const SCOPE: Option<&'static str> = None;
}

/// Reading the whole audit log; other staff read their own lines (ALL-3).
pub enum ReadWholeLog {}

impl Right for ReadWholeLog {
    const ROLES: &'static [Role] = &[Role::Privacy];
    const SCOPE: Option<&'static str> = None;
}
