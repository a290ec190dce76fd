//! Types and pure rules.

pub mod client;
pub mod client_secret;
pub mod redirect;
