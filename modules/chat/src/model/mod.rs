//! Types and pure rules.

pub mod files;
pub mod hours;
pub mod limits;
pub mod person;
pub mod places;
pub mod state;
pub mod transcript;
