//! Who may do what with articles: the rights of staff and of API keys, as types that queries and actions ask proof of.

use crate::texts;
use gatehouse_core::Role;

pub use gatehouse_web::{NotAllowed, may};

/// Staff who read what is for the team: all of them.
pub const LOOKERS: &[Role] = &[Role::Support, Role::Lab, Role::Licensing, Role::Privacy, Role::Marketing];
/// Staff who write.
pub const WRITERS: &[Role] = &[Role::Support, Role::Marketing];

gatehouse_web::rights! {
    texts;
    /// Reading articles of every audience, with their versions and what readers say of them.
    ArticlesRead = "help:read", LOOKERS, msg_scope_read;
    /// Writing articles.
    ArticlesWrite = "help:write", WRITERS, msg_scope_write;
}
