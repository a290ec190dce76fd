//! What runs by itself.

pub mod forget_key;
pub mod unconfirmed;
