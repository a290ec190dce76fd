//! The record that proves a claim: a name below the domain that nothing else uses, and a value that only this claim has.

use crate::{Answer, Found, MailDomain};
use gatehouse_core::Random;

/// The label of the record's name.
pub const LABEL: &str = "_gatehouse-challenge";
/// What its value begins with.
pub const PREFIX: &str = "gatehouse-domain-verification=";
/// 160 bits.
const BYTES: usize = 20;

/// The random part of a claim's record. No secret: whoever asks the domain's name server reads it, and it proves nothing elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge(String);

impl Challenge {
    /// A new one.
    pub fn new(random: &dyn Random) -> Self {
        let mut bytes = [0; BYTES];
        random.fill(&mut bytes);
        Self(hex::encode(bytes))
    }

    /// One that was stored ([`Challenge::as_str`]).
    pub fn read(stored: &str) -> Option<Self> {
        let fits = stored.len() == 2 * BYTES && stored.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| Self(stored.to_owned()))
    }

    /// To be stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where the record stands: `_gatehouse-challenge.acme.example`.
    pub fn record_name(domain: &MailDomain) -> String {
        format!("{LABEL}.{domain}")
    }

    /// What it says.
    pub fn record_value(&self) -> String {
        format!("{PREFIX}{}", self.0)
    }

    /// Whether an answer has the record of this claim, among others or alone. Blanks and one pair of quotation marks around it, which
    /// forms of DNS hosts leave, do no harm.
    pub fn is_in(&self, domain: &MailDomain, answer: &Answer) -> bool {
        let Found::Records { texts, .. } = &answer.found else { return false };
        let value = self.record_value();
        answer.asked == Self::record_name(domain) && texts.iter().any(|text| bare(text) == value)
    }
}

fn bare(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::Challenge;
    use crate::{Answer, Found, MailDomain};
    use gatehouse_core::{Moment, SystemRandom};

    /// COM-14
    #[test]
    fn only_the_own_value_at_the_own_name_proves_a_claim() {
        let acme = MailDomain::parse("acme.example").unwrap();
        let (own, other) = (Challenge::new(&SystemRandom), Challenge::new(&SystemRandom));
        assert_ne!(own, other);
        let value = own.record_value();
        assert_eq!(value.len(), "gatehouse-domain-verification=".len() + 40);
        let of = |asked: &str, text: &str| Answer {
            asked: asked.to_owned(),
            at: Moment(0),
            found: Found::Records { texts: vec!["v=spf1 -all".to_owned(), text.to_owned()], more: 0 },
        };
        let name = "_gatehouse-challenge.acme.example";
        for good in [value.clone(), format!(" {value}\t"), format!("\"{value}\"")] {
            assert!(own.is_in(&acme, &of(name, &good)), "{good}");
            assert!(!other.is_in(&acme, &of(name, &good)));
        }
        for bad in [format!("{value}0"), value[..value.len() - 1].to_owned(), value.to_uppercase(), String::new()] {
            assert!(!own.is_in(&acme, &of(name, &bad)), "{bad}");
        }
        assert!(!own.is_in(&acme, &of("_gatehouse-challenge.evil.example", &value)));
        assert_eq!(Challenge::read(own.as_str()), Some(own));
        for bad in ["", "0", "g000000000000000000000000000000000000000", "A000000000000000000000000000000000000000"] {
            assert_eq!(Challenge::read(bad), None);
        }
    }
}
