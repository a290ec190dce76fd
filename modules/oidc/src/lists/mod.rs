//! The lists of this module: filters, order and columns, once for page, file and API.

mod entries;

pub(crate) use entries::Entries;
