//! The lists of this module: filters, order and columns, once for page, file and API.

mod clients;

pub(crate) use clients::{Clients, client_badge, kind_name};
