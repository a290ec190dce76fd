//! Entities; each column says what personal data it holds.

pub mod trial;
pub mod trial_count;
pub mod trial_device;
pub mod trial_taken;
