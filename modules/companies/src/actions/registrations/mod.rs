//! Registrations with a company (COM-1, COM-5): from the form to the activation.

pub mod activate;
pub mod register;
pub mod send_again;
pub(crate) mod store;

pub(crate) use store::{NewRegistration, renew, store};

/// The ledger's word for mails that activate.
pub(crate) const MAIL: &str = "companies.activate";
