//! The lists of this module: filters, order and columns, once for page and file.

mod activity;
mod sessions;

pub(crate) use activity::Activity;
pub(crate) use sessions::Sessions;
