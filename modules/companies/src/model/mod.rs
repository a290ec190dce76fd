//! Types and pure rules.

pub mod blocked;
pub mod change;
pub mod form;

pub mod logo;
pub mod name;
pub mod notice;
pub mod order;
pub mod place;
pub mod proposed;

pub mod portal_text;
pub mod rights;
pub mod settings;
pub mod slug;
mod state_names;

pub mod joining_form;
pub mod sorting;
pub mod states;
