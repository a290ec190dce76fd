//! What is stored.

pub mod api_key;
pub mod staff;
pub mod staff_browser;
pub mod staff_identity;
pub mod staff_logout_token;
pub mod staff_passkey;
pub mod staff_recovery_code;
pub mod staff_session;
pub mod staff_token;
