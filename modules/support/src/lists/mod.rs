//! The lists of requests.

mod requests;

pub(crate) use requests::{OfCompany, Own, Requests, status_badge};
