//! The mails about companies (ALL-4, COM-13): one file each, in the reader's language.

pub(crate) mod blocked;
pub(crate) mod carried_over;
pub(crate) mod leave;
pub(crate) mod left;
pub(crate) mod password;
pub(crate) mod removed;
pub(crate) mod rights_changed;
pub(crate) mod unblocked;
