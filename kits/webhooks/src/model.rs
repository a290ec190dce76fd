//! Types and pure rules.

pub mod backoff;
pub mod chosen;
pub mod entry;
pub mod judged;
pub mod message;
pub mod secret;
