//! The lists of this module.

mod audit;
mod companies;

mod invitations;
mod scim_log;
mod users;
mod users_of;

pub(crate) use audit::{AUDIT_AT, Audit};
pub(crate) use companies::{Companies, company_badge, place};

pub(crate) use invitations::{INVITATIONS_AT, Invitations};
pub(crate) use scim_log::ScimLog;
pub(crate) use users::{USERS_AT, UserList};
pub(crate) use users_of::UsersOf;
