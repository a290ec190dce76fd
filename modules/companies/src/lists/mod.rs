//! The lists of this module.

mod audit;
mod invitations;
mod users;

pub(crate) use audit::{AUDIT_AT, Audit};
pub(crate) use invitations::{INVITATIONS_AT, Invitations};
pub(crate) use users::{USERS_AT, UserList};
