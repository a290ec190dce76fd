//! Types and pure rules.

pub mod change;
pub mod form;
pub mod name;
pub mod order;
pub mod place;
pub mod rights;
pub mod slug;
mod state_names;
pub mod states;
