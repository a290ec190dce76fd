//! The mails about companies (ALL-4): one file each, in the language of who reads it.

pub(crate) mod confirm_deletion;
pub(crate) mod deleted;
pub(crate) mod news;
pub(crate) mod portal_change;
pub(crate) mod restored;
