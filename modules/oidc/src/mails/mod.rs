//! The mails of this module: one file each.

pub(crate) mod connected;
