//! The lists of this module: filters, order and columns, once for page, file and API.

mod articles;

pub(crate) use articles::{Articles, badges};
