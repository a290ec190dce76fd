//! The lists of this module.

mod audit;
mod users;

pub(crate) use audit::{AUDIT_AT, Audit};
pub(crate) use users::{USERS_AT, UserList};
