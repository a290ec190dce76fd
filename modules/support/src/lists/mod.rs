//! The lists of this module: filters, order and columns, once for page, file and API.

pub(crate) mod contracts;
pub(crate) mod import_items;
pub(crate) mod own_contracts;
pub(crate) mod quotas;
pub(crate) mod ratings;
pub(crate) mod reports;
mod requests;
pub(crate) mod staff_requests;
pub(crate) mod ticked;

pub(crate) use requests::{OfCompany, Own, Requests, status_badge};
