//! The tables, one file each.

pub mod account;
pub mod account_export;
pub mod account_note;
pub mod deleted_session;
pub mod known_device;
pub mod notification_choice;
pub mod one_time_token;
pub mod session;
