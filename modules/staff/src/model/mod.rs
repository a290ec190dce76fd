//! Rules without input or output.

pub mod api_key;
pub mod name;
pub mod recovery_code;
pub mod roles;
pub mod token;
pub mod totp;
