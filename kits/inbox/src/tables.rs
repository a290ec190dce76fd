//! The kit's tables.

pub mod incoming_mail;
pub mod mailbox_mark;
