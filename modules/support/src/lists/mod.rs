//! The lists of this module: filters, order and columns, once for page, file and API.

pub(crate) mod contracts;
pub(crate) mod staff_requests;
pub(crate) mod ticked;
