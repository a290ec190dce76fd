//! The lists of this module: filters, order and columns, once for page and file.

mod statements;

pub(crate) use statements::Statements;
