//! The program: configuration, the list of modules, and what the command line offers.

pub mod audit;
pub mod backup;
pub mod client_command;
pub mod clock;
pub mod compact;
pub mod config;
pub mod config_command;
pub mod demo;
mod disk;
pub mod doctor;
mod figures;
pub mod import_command;
pub mod import_requests;
pub mod install;
pub mod keys_command;
pub mod license_command;
pub mod log;
pub mod mail_command;
pub mod pepper_command;
pub mod restore;
pub mod root_key;
pub mod serve;
pub mod signals;
pub mod staff_command;
pub mod text_command;

pub use config::Config;
pub use install::{Installed, modules};

/// The commit that the program was built from, where the builder set the variable `GATEHOUSE_COMMIT`.
pub const COMMIT: &str = match option_env!("GATEHOUSE_COMMIT") {
    Some(commit) => commit,
    None => "unknown",
};
