//! What pages and the API read. Queries change nothing.

pub mod apps;
pub mod clients;
pub mod data_sets;
pub mod families;
pub mod keys;
pub mod requests;
pub mod subjects;
pub mod tokens;
pub mod userinfo;
pub mod way_out;
