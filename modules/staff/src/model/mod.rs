//! Rules without input or output.

pub mod api_key;
pub mod recovery_code;
pub mod roles;
pub mod totp;
