//! Rules without input or output.

pub mod api_key;
pub mod name;
pub mod passkey;
pub mod roles;
pub mod single_sign_on;
pub mod token;

pub use gatehouse_signin::{recovery_code, totp};
