//! What runs by itself.

pub mod forget_key;
pub mod new_devices;
pub mod unconfirmed;
