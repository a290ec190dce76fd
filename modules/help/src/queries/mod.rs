//! What pages, the search and the API read. Queries change nothing.

pub mod advised;
pub mod feedback;
pub mod reading;
pub mod search;
pub mod staff;
