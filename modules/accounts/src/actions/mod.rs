//! What can be done with accounts; one file per use case.

pub mod browsers;
pub mod change_password;
pub mod confirm;
pub mod delete;
pub mod erase;
pub mod forget;
pub mod notifications;
pub mod pause_mails;
pub mod profile;
pub mod recover;
pub mod register;
pub mod search_account;
pub mod send_again;
pub mod sessions;
pub mod set_password;
pub mod sign_in;
pub mod step_up;
pub(crate) mod steps;
