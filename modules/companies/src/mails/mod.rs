//! The mails about companies (ALL-4): one file each, in the language of who reads it.

pub(crate) mod news;
