//! What pages, the API and the protocol read. Queries change nothing.

pub(crate) mod client_seals;
pub mod clients;
pub mod staff_clients;
