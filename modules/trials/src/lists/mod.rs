//! The lists of this module.

mod trials;

pub(crate) use trials::Trials;
