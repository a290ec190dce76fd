//! The entities: one file per table. Rows are written by `actions` only.

pub mod app;
pub mod client;
pub mod client_secret;
pub mod code;
pub mod device;
pub mod family;
pub mod logout_notice;
pub mod proof;
pub mod refresh;
pub mod request;
pub mod signing_key;
pub mod subject;
