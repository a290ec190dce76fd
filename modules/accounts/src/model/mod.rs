//! Values and rules of accounts; nothing here touches the database.

pub(crate) mod config;
mod country;
pub mod csv_file;
pub(crate) mod export;
pub mod factor;
mod form_error;
pub mod identity;
pub mod import;
pub(crate) mod login;
pub(crate) mod login_page;
mod name;
pub(crate) mod profile;
pub(crate) mod question_text;
pub(crate) mod sent_address;
mod state;
pub(crate) mod term;
pub mod text_code;
pub(crate) mod token;

pub use country::Country;
pub use export::ExportState;
pub use factor::FactorKind;
pub use form_error::{BadEmail, FormError};
pub use gatehouse_address::{self as email, Email, EmailError};
pub use login::PlainLogin;
pub use name::PersonName;
pub use profile::ProfileForm;
pub use state::State;
pub use token::{NewToken, TokenKind};
