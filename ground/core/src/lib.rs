//! The types that every crate of Gatehouse shares; no business.
//!
//! Time, randomness and ids come from here so that a test can set them; a rule that says no is a
//! [`Refusal`], a thing that broke is a [`Fault`]; every column that can hold personal data is
//! declared with [`personal`]. Nothing in this crate does I/O.

pub mod actor;
pub mod agent;
mod boxed;
pub mod clock;
pub mod day;
pub mod declared;
pub mod host;
pub mod invalid;
pub mod lang;
pub mod note;
pub mod personal;
pub mod random;
pub mod refusal;
pub mod secret;
pub mod text;
pub mod tone;
pub mod zone;

pub use actor::{Actor, Role, StaffActor};
pub use boxed::boxed;
pub use clock::{Clock, DAY, HOUR, MINUTE, Moment, SECOND, SKEW, SystemClock, TestClock};
pub use declared::{Notification, Notifications, Scopes, Words, in_words};
pub use gatehouse_macros::async_trait;
#[doc(hidden)]
pub use gatehouse_macros::boxed_by_function;
pub use invalid::{Errors, Invalid};
pub use lang::Lang;
pub use random::{Ids, Random, SystemRandom};
pub use refusal::{Fault, Finality, NoRefusal, OrRefuse, Outcome, Refusal, Refused, Stop, refuse};
pub use secret::{Personal, Secret};
pub use tone::Tone;
pub use uuid::Uuid;

/// The most rows of a list with which one thing is done at once.
pub const MOST_ROWS: usize = 100;
