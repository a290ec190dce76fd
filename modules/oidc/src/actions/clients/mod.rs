//! Registering, changing and ending the sites, apps and products that sign people in here (ACC-21).

pub mod add_secret;
pub mod change;
pub mod disable;
pub mod enable;
pub mod end_secret;
pub mod fields;
pub mod register;
pub mod remove;
mod steps;
mod use_secret;

pub use use_secret::use_secret;
