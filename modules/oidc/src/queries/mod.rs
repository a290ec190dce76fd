//! What pages, the API and the protocol read. Queries change nothing.

pub mod apps;
pub(crate) mod client_seals;
pub mod clients;
pub(crate) mod data_sets;
pub mod families;
pub mod keys;
pub mod requests;
pub mod staff_clients;
pub mod subjects;
pub mod tokens;
pub mod userinfo;
pub mod way_out;
