//! Values and rules of accounts; nothing here touches the database.

pub mod country;
pub mod form_error;
pub mod profile;
pub mod sent_address;
pub mod state;
pub mod term;
pub mod token;

pub use country::Country;
pub use form_error::{BadEmail, FormError, note_password};
pub use gatehouse_address::{self as email, Email, EmailError};
pub use profile::Profile;
pub use state::State;
pub use token::{NewToken, TokenKind};
