//! The list of this module: filters, order and columns, once for page, file and API.

mod products;

pub(crate) use products::Products;
