//! Types and pure rules.

pub mod acr;
pub mod client;
pub mod client_secret;
pub mod device;
pub mod discovery;
pub mod dpop;
pub mod jwt;
pub mod pkce;
pub mod problem;
pub mod redirect;
pub mod request;
pub mod request_check;
pub mod signing;
pub mod terms;
