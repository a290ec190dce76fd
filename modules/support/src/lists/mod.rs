//! The lists of this module: filters, order and columns, once for page, file and API.

mod contracts;
mod staff_requests;
mod ticked;

pub(crate) use contracts::{Contracts, contract_badge};
pub(crate) use staff_requests::{Requests, place, status_badge};
pub(crate) use ticked::Ticked;
