//! Who may do what with articles: the rights of staff and of API keys, as types that queries and actions ask proof of.

use crate::model::words::Reader;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Role};

pub use gatehouse_web::{NotAllowed, may};

/// Staff who read what is for the team: all of them.
pub const LOOKERS: &[Role] = &[Role::Support, Role::Lab, Role::Licensing, Role::Privacy, Role::Marketing];
/// Staff who write.
pub const WRITERS: &[Role] = &[Role::Support, Role::Marketing];

/// Who reads, as the actor says.
pub(crate) fn reader(cx: &Cx) -> Reader {
    match &cx.actor {
        Actor::Account { .. } => Reader::Customer,
        Actor::Staff(_) | Actor::Program(_) => Reader::Staff,
        _ => Reader::Visitor,
    }
}

gatehouse_web::rights! {
    texts;
    /// Reading articles of every audience, with their versions and what readers say of them.
    ArticlesRead = "help:read", LOOKERS, msg_scope_read;
    /// Writing articles.
    ArticlesWrite = "help:write", WRITERS, msg_scope_write;
}
