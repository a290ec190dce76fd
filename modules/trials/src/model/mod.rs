//! Values and rules without a database.

pub mod mailbox;
pub mod month;
pub mod person;
pub mod reminder;
pub mod state;
pub mod stop_link;
