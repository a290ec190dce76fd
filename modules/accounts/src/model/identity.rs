//! Who somebody is elsewhere (ACC-8).

use super::profile::{LONGEST_LINE, line};
use super::{Email, PersonName};
use serde::{Deserialize, Serialize};

/// Identities of an account.
pub const MOST: u32 = 10;

/// What a service has just said of somebody. Who they are goes by service and subject alone, never by the address.
#[derive(Clone, Deserialize, Serialize)]
pub struct Identity {
    /// The service's word.
    pub provider: String,
    /// By whose name its subjects are told apart.
    pub issuer: String,
    /// What the service calls them, for ever.
    pub subject: String,
    /// The address that it has of them.
    pub email: Option<String>,
    /// Whether its word counts that the address is theirs.
    pub is_verified: bool,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
}

impl Identity {
    /// What is hashed and sealed: an issuer is an address, so it has no space.
    pub fn text(&self) -> String {
        format!("{} {}", self.issuer, self.subject)
    }

    /// The address, if a mail can reach it.
    pub fn address(&self) -> Option<Email> {
        Email::parse(self.email.as_deref()?).ok()
    }

    /// The same, where the service's word counts that it is theirs.
    pub fn proven_address(&self) -> Option<Email> {
        self.address().filter(|_| self.is_verified)
    }

    /// The name, without what cannot be one.
    pub fn name(&self) -> PersonName {
        let part = |text: &Option<String>, field| {
            text.as_deref().and_then(|text| line(text, field, LONGEST_LINE).ok()).flatten()
        };
        let (first, last) = (part(&self.first_name, "first_name"), part(&self.last_name, "last_name"));
        PersonName { first, last, ..PersonName::default() }
    }
}
