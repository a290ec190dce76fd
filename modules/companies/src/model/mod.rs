//! Types and pure rules.

pub mod change;
pub mod logo;
pub mod name;
pub mod notice;
pub mod order;
pub mod place;
pub mod portal_text;
pub mod rights;
pub mod slug;
pub mod sorting;
pub mod states;
