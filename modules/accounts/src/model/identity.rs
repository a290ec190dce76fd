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

    /// The same, where the service's word counts that it is theirs. It vouches for the address letter by letter: one that becomes another one
    /// here (full-width letters, signs that nobody sees) is proven by a mailed link.
    pub fn proven_address(&self) -> Option<Email> {
        let told = self.email.as_deref().filter(|_| self.is_verified)?;
        self.address().filter(|email| told.eq_ignore_ascii_case(email.written()))
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

#[cfg(test)]
mod tests {
    use super::Identity;

    /// ACC-8
    #[test]
    fn a_service_vouches_for_the_very_address_that_it_tells() {
        let told = |email: &str, is_verified| Identity {
            provider: "work".to_owned(),
            issuer: "https://id.example".to_owned(),
            subject: "1".to_owned(),
            email: Some(email.to_owned()),
            is_verified,
            first_name: None,
            last_name: None,
        };
        let proven =
            |email, is_verified| told(email, is_verified).proven_address().map(|email| email.normalized().to_owned());
        assert_eq!(proven("Aiko@Example.com", true).as_deref(), Some("aiko@example.com"));
        assert_eq!(proven("aiko@example.com", false), None);
        for other in [
            "\u{ff41}iko@example.com",
            "ai\u{212a}o@example.com",
            "\u{200b}aiko@example.com",
            "aiko@example\u{3002}com",
        ] {
            assert!(told(other, true).address().is_some(), "a mail proves it: {other:?}");
            assert_eq!(proven(other, true), None, "{other:?}");
        }
    }
}
