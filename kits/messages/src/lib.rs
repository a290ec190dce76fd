//! Text messages to phones: queued with the change that causes them, sent by a job, never after they have lost their use (ACC-9).
//!
//! - [`number`]: telephone numbers (E.164).
//! - [`provider`]: who sends, as the operator configures it, and what an answer means.
//! - [`messages`]: which numbers are sent to, in which order the providers are asked, and what it may cost.
//! - [`queue`]: queueing and reading back; [`send`]: the job.
//!
//! Each message costs the operator money and reaches a person's pocket. So a message is let through by three caps first
//! ([`messages::Messages::admit`]), goes only to the countries that the operator lists, and is queued in the transaction of what it is
//! about. Number and text are sealed, and gone when the message is.

mod data_set;
mod http;
pub mod inventory;
pub mod messages;
pub mod number;
pub mod provider;
pub mod queue;
pub mod send;
pub mod table;
mod template;
mod texts;
mod trouble;
mod twilio;

pub use data_set::SentMessages;
pub use http::{BodyKind, Http};
pub use messages::{Admitted, Capped, Messages, Tried, of};
pub use number::{NumberError, PhoneNumber};
pub use provider::{Outgoing, Provider, Way};
pub use queue::{TextMessage, forget_account, forget_discarded, queue};
pub use send::MessageSender;
pub use template::Template;
pub use trouble::Trouble;
pub use twilio::{API as TWILIO, Twilio};

pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_db::Migration;

/// The migrations of this crate.
pub fn migrations() -> Vec<Migration> {
    vec![gatehouse_db::migration!(20261220000100, "text_messages")]
}

/// What the test of an operator says.
pub fn trial_text(lang: gatehouse_core::Lang, brand: &str) -> String {
    texts(lang).msg_trial_text(brand)
}
