//! What pages, the search and the API read. Queries change nothing.

pub mod advised;
pub mod contents;
pub mod feedback;
pub(crate) mod kept;
pub mod missed;
pub mod pictures;
pub mod products;
pub(crate) mod proposals;
pub mod reading;
pub mod search;
pub mod staff;
