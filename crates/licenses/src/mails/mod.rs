//! What holders and buyers are told: one file per mail.

pub mod blocked;
pub mod codes;
pub mod device_activated;
