//! A domain as mail knows it: A-labels in lower case (UTS 46), with a dot.

use gatehouse_address::Email;
use gatehouse_core::text::{is_format, is_joiner};
use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use std::fmt;

/// The longest that is read, in bytes, before it is normalized: one character can become eighteen.
const LONGEST_TYPED: usize = 1024;
/// The longest domain, so that the record that proves it still has a name (RFC 1035 §2.3.4: 253, less the label before it).
pub const LONGEST: usize = 253 - crate::challenge::LABEL.len() - 1;

/// The domain of mail addresses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailDomain(String);

/// What is typed is no domain of mail addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADomain {
    /// Nothing was typed.
    #[error("no domain was given")]
    Missing,
    /// Longer than a domain can be.
    #[error("the domain is too long")]
    TooLong,
    /// It is none, or an address of a machine.
    #[error("this is not a domain")]
    Malformed,
}

impl MailDomain {
    /// Reads what a person typed: with an `@` or a whole address before it, with a final dot, in full-width letters.
    pub fn parse(typed: &str) -> Result<Self, NotADomain> {
        if typed.len() > LONGEST_TYPED {
            return Err(NotADomain::TooLong);
        }
        let typed = typed.trim();
        let domain = typed.rsplit(['@', '＠']).next().unwrap_or_default();
        let domain = domain.strip_suffix(['.', '。', '．']).unwrap_or(domain);
        if domain.is_empty() {
            return Err(NotADomain::Missing);
        }
        // UTS 46 drops them unseen; what a person cannot see is not what they meant.
        if domain.chars().any(|c| c.is_control() || (is_format(c) && !is_joiner(c))) {
            return Err(NotADomain::Malformed);
        }
        let read =
            Uts46::new().to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify);
        let ascii = read.map_err(|_| NotADomain::Malformed)?;
        let top = ascii.rsplit_once('.').ok_or(NotADomain::Malformed)?.1;
        if top.len() < 2 || top.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotADomain::Malformed);
        }
        if ascii.len() > LONGEST { Err(NotADomain::TooLong) } else { Ok(Self(ascii.into_owned())) }
    }

    /// The domain of an address.
    pub fn of(address: &Email) -> Self {
        Self(address.normalized().rsplit('@').next().unwrap_or_default().to_owned())
    }

    /// In A-labels, as it is stored and asked for.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it, where that names the same domain; else in A-labels.
    pub fn shown(&self) -> String {
        let (text, is_good) = Uts46::new().to_unicode(self.0.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast);
        if is_good.is_ok() { text.into_owned() } else { self.0.clone() }
    }

    /// Whether addresses of `other` belong to this domain: it is the same, or with `subdomains` one below it.
    pub fn covers(&self, other: &Self, subdomains: bool) -> bool {
        let below = || other.0.strip_suffix(self.as_str()).is_some_and(|rest| rest.ends_with('.'));
        self == other || (subdomains && below())
    }
}

impl fmt::Display for MailDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The claim to which addresses of a domain belong, of several (each with its domain, and whether it takes those below it): the one
/// with the longest domain.
pub fn fitting<'a, T>(
    of: &MailDomain,
    claims: impl IntoIterator<Item = T>,
    parts: impl Fn(&T) -> (&'a MailDomain, bool),
) -> Option<T> {
    let covering = claims.into_iter().filter(|claim| {
        let (domain, subdomains) = parts(claim);
        domain.covers(of, subdomains)
    });
    covering.max_by_key(|claim| parts(claim).0.0.len())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, MailDomain, NotADomain, fitting};
    use gatehouse_address::Email;
    use proptest::prelude::*;

    fn read(typed: &str) -> Result<String, NotADomain> {
        MailDomain::parse(typed).map(|domain| domain.as_str().to_owned())
    }

    /// COM-14
    #[test]
    fn a_domain_is_read_as_it_is_meant() {
        for (typed, meant) in [
            ("acme.example", "acme.example"),
            (" ACME.Example. ", "acme.example"),
            ("@acme.example", "acme.example"),
            ("info@acme.example", "acme.example"),
            ("ａｃｍｅ．example", "acme.example"),
            ("日本語。jp", "xn--wgv71a119e.jp"),
            ("xn--wgv71a119e.jp", "xn--wgv71a119e.jp"),
            ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
            ("Bücher.example", "xn--bcher-kva.example"),
            ("faß.example", "xn--fa-hia.example"),
            ("r3---sn.example", "r3---sn.example"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(meant), "{typed}");
        }
        for (typed, why) in [
            ("", NotADomain::Missing),
            ("  ", NotADomain::Missing),
            ("info@", NotADomain::Missing),
            ("acme", NotADomain::Malformed),
            ("acme..example", NotADomain::Malformed),
            (".acme.example", NotADomain::Malformed),
            ("-acme.example", NotADomain::Malformed),
            ("a_b.example", NotADomain::Malformed),
            ("a b.example", NotADomain::Malformed),
            ("acme.example/mail", NotADomain::Malformed),
            ("https://acme.example", NotADomain::Malformed),
            ("192.0.2.1", NotADomain::Malformed),
            ("[::1]", NotADomain::Malformed),
            ("xn--a.example", NotADomain::Malformed),
            ("ac\u{ad}me.example", NotADomain::Malformed),
            ("acme\u{202e}.example", NotADomain::Malformed),
            ("ac\0me.example", NotADomain::Malformed),
        ] {
            assert_eq!(read(typed), Err(why), "{typed:?}");
        }
        assert_eq!(read(&"a".repeat(2_000)), Err(NotADomain::TooLong));
        let long = |length: usize| {
            let tail = ".example";
            let mut text: String = "a.".repeat((length - tail.len()) / 2);
            text.pop();
            while text.len() + tail.len() < length {
                text.insert(0, 'b');
            }
            text + tail
        };
        assert_eq!(read(&long(LONGEST)).map(|text| text.len()), Ok(LONGEST));
        assert_eq!(read(&long(LONGEST + 1)), Err(NotADomain::TooLong));
    }

    /// COM-14
    #[test]
    fn people_read_it_in_their_letters() {
        assert_eq!(MailDomain::parse("xn--wgv71a119e.jp").unwrap().shown(), "日本語.jp");
        assert_eq!(MailDomain::parse("acme.example").unwrap().shown(), "acme.example");
    }

    /// COM-14
    #[test]
    fn the_longest_claim_wins_and_a_name_that_only_ends_alike_is_another() {
        let domain = |text: &str| MailDomain::parse(text).unwrap();
        let claims =
            [(domain("acme.example"), true), (domain("jp.acme.example"), false), (domain("other.example"), true)];
        let of = |text: &str| {
            let found = fitting(&domain(text), &claims, |claim| (&claim.0, claim.1));
            found.map(|claim| claim.0.as_str().to_owned())
        };
        assert_eq!(of("acme.example").as_deref(), Some("acme.example"));
        assert_eq!(of("mail.acme.example").as_deref(), Some("acme.example"));
        assert_eq!(of("jp.acme.example").as_deref(), Some("jp.acme.example"));
        assert_eq!(of("mail.jp.acme.example").as_deref(), Some("acme.example"));
        assert_eq!(of("notacme.example"), None);
        assert_eq!(of("acme.example.evil.example"), None);
        assert_eq!(of("example.org"), None);
        let only = [(domain("acme.example"), false)];
        assert!(fitting(&domain("mail.acme.example"), &only, |claim| (&claim.0, claim.1)).is_none());
        assert_eq!(MailDomain::of(&Email::parse("Aiko@Jp.ACME.example").unwrap()), domain("jp.acme.example"));
    }

    proptest! {
        /// COM-14
        #[test]
        fn nothing_breaks_it_and_what_is_read_is_read_again_as_itself(typed in "\\PC{0,80}|[a-zA-Zß日本。．@.-]{0,60}") {
            if let Ok(domain) = MailDomain::parse(&typed) {
                prop_assert!(domain.as_str().is_ascii() && domain.as_str().len() <= LONGEST);
                let again = MailDomain::parse(domain.as_str());
                prop_assert_eq!(again.as_ref(), Ok(&domain));
                prop_assert!(domain.covers(&domain, false));
            }
        }
    }
}
