//! The mails of this module.

pub(crate) mod receipt;
