//! The entities: one file per table. Rows are written by `actions` only.

pub mod chat;
pub mod chat_message;
pub mod chat_setting;
