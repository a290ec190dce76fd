//! The lists of this module: filters, order and columns, once for page, file and API.

pub(crate) mod contracts;
<<<<<<< HEAD
pub(crate) mod ratings;
pub(crate) mod reports;
=======
pub(crate) mod import_items;
>>>>>>> s34
mod requests;
pub(crate) mod staff_requests;
pub(crate) mod ticked;

pub(crate) use requests::{OfCompany, Own, Requests, status_badge};
