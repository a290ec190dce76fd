//! The tables, one file each.

pub mod account;
pub mod account_export;
pub mod account_factor;
pub mod account_identity;
pub mod account_note;
pub mod account_recovery_code;
pub mod address_change;
pub mod deleted_session;
pub mod factor_removal;
pub mod first_factor;
pub mod former_address;
pub mod half_sign_in;
pub mod known_device;
pub mod notification_choice;
pub mod one_time_token;
pub mod secret_question;
pub mod session;
pub mod text_code;
pub mod waiting_identity;
pub mod waiting_password;
