//! The lists of this module: filters, order and columns, once for page, file and API.

mod articles;
mod missed;

pub(crate) use articles::{Articles, badges};
pub(crate) use missed::Missed;
