//! The lists of this module.

mod audit;
mod scim_log;
mod users;

pub(crate) use audit::{AUDIT_AT, Audit};
pub(crate) use scim_log::ScimLog;
pub(crate) use users::{USERS_AT, UserList};
