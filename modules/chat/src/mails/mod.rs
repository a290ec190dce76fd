//! Mails of chats: one file per mail.

pub(crate) mod transcript;
