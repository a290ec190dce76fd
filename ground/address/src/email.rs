//! Reading an address.

use crate::EmailError;
use gatehouse_core::text::{is_hidden, is_joiner};
use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use std::fmt;
use unicode_normalization::UnicodeNormalization as _;

/// The longest address (RFC 5321 §4.5.3.1.3, less the brackets), in bytes.
pub const LONGEST: usize = 254;
/// The longest part before the `@` (RFC 5321 §4.5.3.1.1), in bytes.
const LONGEST_LOCAL: usize = 64;

/// An address that mails can be sent to: a dot-atom, `@`, and a domain with a dot (RFC 5321).
#[derive(Clone, PartialEq, Eq)]
pub struct Email {
    written: String,
    normalized: String,
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email")
    }
}

impl Email {
    /// Reads what a person typed or pasted: full-width letters and the full stops of input methods are read as plain
    /// ones (NFKC), blanks and invisible characters around the address are cut, the domain becomes ASCII (UTS 46). An
    /// ASCII address stays as it is written.
    pub fn parse(typed: &str) -> Result<Self, EmailError> {
        Self::read(typed, is_public_domain)
    }

    /// As [`Email::parse`], and the domain may be one word: `portal@localhost`, for the operator's own address.
    pub fn parse_of_any_host(typed: &str) -> Result<Self, EmailError> {
        Self::read(typed, is_domain)
    }

    fn read(typed: &str, is_good: impl Fn(&str) -> bool) -> Result<Self, EmailError> {
        // Looked at before anything is normalized: one character can become eighteen.
        if typed.len() > 4 * LONGEST {
            return Err(EmailError::TooLong);
        }
        let plain = plain(typed);
        if plain.is_empty() {
            return Err(EmailError::Missing);
        }
        if plain.is_ascii() && plain.len() > LONGEST {
            return Err(EmailError::TooLong);
        }
        let (local, domain) = plain.rsplit_once('@').unwrap_or((&plain, ""));
        // Joiners are part of some domains (RFC 5892 A.1); whether of this one, UTS 46 knows.
        if let Some(c) = local.chars().find(|c| is_hidden(*c)).or_else(|| hidden_in_domain(domain)) {
            return Err(EmailError::Hidden(c));
        }
        if domain.is_empty() {
            return Err(EmailError::Invalid);
        }
        if local.chars().any(|c| !c.is_ascii() && !c.is_whitespace()) {
            return Err(EmailError::NotAscii);
        }
        let domain = ascii(domain)?;
        if !(is_dot_atom(local) && is_good(&domain)) {
            return Err(EmailError::Invalid);
        }
        let written = format!("{local}@{domain}");
        if written.len() > LONGEST {
            return Err(EmailError::TooLong);
        }
        let normalized = written.to_ascii_lowercase();
        Ok(Self { written, normalized })
    }

    /// As the person writes it, with an ASCII domain; mails go there.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// For look-ups: lower case, so that one mailbox has one account.
    pub fn normalized(&self) -> &str {
        &self.normalized
    }
}

/// A text in the form in which addresses are looked up, whether it is one or not: so that one mailbox is found under one
/// value, wherever its address is kept.
pub fn normalized(typed: &str) -> String {
    Email::parse(typed).map_or_else(|_| old_normalized(typed), |email| email.normalized)
}

/// The form in which staff addresses were looked up before domains were made ASCII and invisible characters refused:
/// NFKC and lower case. Differs from [`normalized`] for such addresses only.
pub fn old_normalized(typed: &str) -> String {
    // Whatever is longer was never stored.
    let typed: String = typed.chars().take(4 * LONGEST).collect();
    typed.nfkc().collect::<String>().trim().to_lowercase()
}

/// Without what nobody sees around it, in plain letters. U+3002 is what Japanese input methods write for a dot, and
/// what its half-width form is normalized to.
fn plain(typed: &str) -> String {
    let bare = typed.trim_matches(|c: char| c.is_whitespace() || (is_hidden(c) && !c.is_control()));
    bare.nfkc().map(|c| if c == '\u{3002}' { '.' } else { c }).collect()
}

/// What UTS 46 would drop unseen is named instead; a variation selector of an emoji it drops rightly.
fn hidden_in_domain(domain: &str) -> Option<char> {
    domain.chars().find(|c| c.is_control() || (gatehouse_core::text::is_format(*c) && !is_joiner(*c)))
}

fn ascii(domain: &str) -> Result<String, EmailError> {
    if domain.is_ascii() {
        return Ok(domain.to_owned());
    }
    let read =
        Uts46::new().to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify);
    let joiner = domain.chars().find(|c| is_joiner(*c));
    read.map(std::borrow::Cow::into_owned).map_err(|_| joiner.map_or(EmailError::Invalid, EmailError::Hidden))
}

fn is_dot_atom(local: &str) -> bool {
    local.len() <= LONGEST_LOCAL
        && local.split('.').all(|atom| {
            !atom.is_empty() && atom.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
        })
}

fn is_domain(domain: &str) -> bool {
    domain.split('.').all(|label| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

fn is_public_domain(domain: &str) -> bool {
    is_domain(domain)
        && domain.contains('.')
        && domain.rsplit('.').next().is_some_and(|top| top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{Email, EmailError, normalized, old_normalized};
    use crate::shown;
    use proptest::prelude::*;

    fn read(typed: &str) -> Result<String, EmailError> {
        Email::parse(typed).map(|email| email.normalized().to_owned())
    }

    /// ACC-1
    #[test]
    fn an_address_is_read_as_its_owner_means_it() {
        for (typed, meant) in [
            (" Aiko.Tanaka+gate@Example.COM ", "aiko.tanaka+gate@example.com"),
            ("\taiko@example.jp\r\n", "aiko@example.jp"),
            ("ａｉｋｏ＠example.jp", "aiko@example.jp"),
            ("x@example。jp", "x@example.jp"),
            ("x@example．jp", "x@example.jp"),
            ("x@example｡jp", "x@example.jp"),
            ("a。b＠ｅｘａｍｐｌｅ．jp", "a.b@example.jp"),
            ("x@bücher.example", "x@xn--bcher-kva.example"),
            ("x@Bücher.Example", "x@xn--bcher-kva.example"),
            ("x@XN--BCHER-KVA.example", "x@xn--bcher-kva.example"),
            ("x@пример.рф", "x@xn--e1afmkfd.xn--p1ai"),
            ("x@日本語.jp", "x@xn--wgv71a119e.jp"),
            ("x@日本語。ＪＰ", "x@xn--wgv71a119e.jp"),
            ("\u{200b}x@example.com", "x@example.com"),
            ("x@example.com\u{202c}", "x@example.com"),
            ("\u{202a} x@example.com \u{202c}\u{feff}", "x@example.com"),
            ("x@نامه\u{200c}ای.com", "x@xn--mgba3gch31f060k.com"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(meant), "{typed:?}");
        }
        assert_eq!(Email::parse("Aiko@Bücher.Example").unwrap().written(), "Aiko@xn--bcher-kva.example");
        assert_eq!(Email::parse("Aiko@Example.COM").unwrap().written(), "Aiko@Example.COM");
    }

    /// ACC-1, ALL-9
    #[test]
    fn what_no_mail_can_reach_is_refused_and_named() {
        for (typed, fault) in [
            ("", EmailError::Missing),
            (" \u{3000}\u{200b} ", EmailError::Missing),
            ("adm\u{202e}in@example.com", EmailError::Hidden('\u{202e}')),
            ("a@ex\u{202e}ample.com", EmailError::Hidden('\u{202e}')),
            ("a@exam\u{ad}ple.com", EmailError::Hidden('\u{ad}')),
            ("a@exam\u{200b}ple.com", EmailError::Hidden('\u{200b}')),
            ("a\u{200d}b@example.com", EmailError::Hidden('\u{200d}')),
            ("a@exam\u{200d}ple.com", EmailError::Hidden('\u{200d}')),
            ("a@exa\u{0}mple.com", EmailError::Hidden('\u{0}')),
            ("\u{0}a@example.com", EmailError::Hidden('\u{0}')),
            ("a@example.com\r\nBcc: x@example.com", EmailError::Hidden('\r')),
            ("a\u{200b}", EmailError::Invalid),
            ("a\u{200b}b", EmailError::Hidden('\u{200b}')),
            ("аiko@example.com", EmailError::NotAscii),
            ("почта@пример.рф", EmailError::NotAscii),
        ] {
            assert_eq!(read(typed), Err(fault), "{typed:?}");
        }
        for wrong in [
            "aiko",
            "@example.com",
            "a@",
            "@",
            "a@b",
            "a b@example.com",
            "a\u{3000}b@example.com",
            "a@-x.com",
            "a@x-.com",
            "a..b@example.com",
            "a/../x@example.com",
            ".a@example.com",
            "a.@example.com",
            "a@example..com",
            "a@example.com.",
            "a@example.123",
            "a@b@example.com",
            "\"a\"@example.com",
            "(x)@example.com",
            "<a@example.com>",
            "a@b.com,d@e.com",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@exa_mple.com",
            "a@-bücher.example",
            "a@bücher",
            "a@\u{300}bücher.example",
        ] {
            assert_eq!(read(wrong), Err(EmailError::Invalid), "{wrong:?}");
        }
        assert_eq!(read(&format!("{}@example.com", "a".repeat(65))), Err(EmailError::Invalid));
        assert_eq!(read(&format!("{}@example.com", "a".repeat(300))), Err(EmailError::TooLong));
        assert_eq!(read(&"\u{fdfa}".repeat(600_000)), Err(EmailError::TooLong));
        let long = format!("a@{}.example", ["ü".repeat(50).as_str(); 5].join("."));
        assert!(read(&long).is_err(), "254 bytes count after the domain was made ASCII");
    }

    /// ACC-7
    #[test]
    fn what_was_stored_before_is_still_found() {
        for stored in ["aiko.tanaka+gate@example.com", "x@xn--bcher-kva.example", "a@ab--cd.example", "x@xn--a.example"]
        {
            assert_eq!(normalized(stored), stored);
            assert_eq!(old_normalized(stored), stored);
            assert_eq!(normalized(&stored.to_uppercase()), stored);
        }
        // Staff could have these.
        assert_eq!(old_normalized(" Почта@Пример.рф "), "почта@пример.рф");
        assert_eq!(normalized("admin@пример.рф"), "admin@xn--e1afmkfd.xn--p1ai");
        assert_eq!(old_normalized("admin@пример.рф"), "admin@пример.рф");
    }

    #[test]
    fn the_operators_own_host_may_be_one_word() {
        assert_eq!(Email::parse_of_any_host("portal@localhost").unwrap().written(), "portal@localhost");
        assert_eq!(Email::parse_of_any_host("not an address"), Err(EmailError::Invalid));
        assert_eq!(Email::parse_of_any_host("portal@"), Err(EmailError::Invalid));
    }

    proptest! {
        /// ACC-1
        #[test]
        fn an_address_is_read_the_same_again_however_it_is_shown(
            local in "[a-zA-Z0-9.+_-]{1,12}",
            domain in "[a-zäöüа-яぁ-ん一-龠]{1,8}",
        ) {
            if let Ok(email) = Email::parse(&format!("{local}@{domain}.example")) {
                prop_assert!(email.written().is_ascii());
                prop_assert_eq!(Email::parse(email.written()), Ok(email.clone()));
                prop_assert_eq!(Email::parse(&shown(email.written())), Ok(email.clone()));
                prop_assert_eq!(normalized(email.written()), email.normalized());
            }
        }

        #[test]
        fn nothing_that_is_typed_breaks_the_parser(typed in "\\PC{0,40}", at in 0usize..40) {
            let mut typed: Vec<char> = typed.chars().collect();
            typed.insert(at.min(typed.len()), '@');
            let typed: String = typed.into_iter().collect();
            if let Ok(email) = Email::parse(&typed) {
                prop_assert!(email.written().is_ascii() && email.written().len() <= super::LONGEST);
            }
        }
    }
}
