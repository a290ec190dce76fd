//! Email addresses: one parser for customers, staff, buyers and the sender of mails.
//!
//! It reads what people paste and type with input methods, and accepts only what the mail builder accepts (a test of
//! the crate `mail` gives the same list to both). Domains are internationalized names (UTS 46): stored as `xn--…`, shown
//! decoded by [`shown`].

mod email;
mod error;
mod shown;
mod texts;

pub use email::{Email, LONGEST, normalized, old_normalized};
pub use error::EmailError;
pub use shown::shown;
pub use texts::TEXTS;
pub(crate) use texts::texts;
