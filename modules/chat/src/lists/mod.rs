//! The lists of this module: filters, order and columns, once for page and file.

mod chats;

pub(crate) use chats::{Chats, language, whose};
