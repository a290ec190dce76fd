//! Values and rules without a database.

pub mod answer;
pub mod countries;
pub mod entry;
pub mod published;
pub mod text;
