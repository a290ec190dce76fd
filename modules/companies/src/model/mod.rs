//! Types and pure rules.

pub mod change;
pub mod form;
pub mod name;
pub mod order;
pub mod place;
pub mod proposed;
pub mod rights;
pub mod settings;
pub mod slug;
pub(crate) mod sorting;
mod state_names;
pub mod states;
