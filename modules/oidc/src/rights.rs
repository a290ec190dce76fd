//! Who may do what with clients: the rights of staff and of API keys, as types that queries ask proof of.

use crate::texts;
use gatehouse_core::Role;

pub use gatehouse_web::{NotAllowed, may};

/// Staff who see clients.
pub(crate) const LOOKERS: &[Role] = &[Role::Support];

/// Those who register them: a client is sent to by people's browsers, so these are administrators alone.
pub(crate) const CLERKS: &[Role] = &[Role::Administrator];

gatehouse_web::rights! {
    texts;
    /// Reading clients.
    ClientsRead = "clients:read", LOOKERS, msg_scope_clients_read;
    /// Registering, changing and disabling them.
    ClientsWrite = "clients:write", CLERKS, msg_scope_clients_write;
}
