//! What operations need of an API key, as types. Staff choose among them for a key.

use crate::texts;

gatehouse_web::scopes! {
    texts;
    /// Reading entries.
    Read = "{{name}}:read", msg_scope_read;
}
