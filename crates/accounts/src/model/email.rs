//! E-mail addresses.

use super::FormFault;
use std::fmt;
use unicode_normalization::UnicodeNormalization as _;

/// The longest address (RFC 5321 §4.5.3.1.3, less the brackets), in bytes.
pub const LONGEST: usize = 254;

/// An address that mails can be sent to: a dot-atom, `@`, and a domain with a dot (RFC 5321). Full-width
/// letters of an input method are read as the plain ones (NFKC). Non-ASCII addresses are refused.
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
    /// Reads what a person typed.
    pub fn parse(typed: &str) -> Result<Self, FormFault> {
        if typed.len() > 4 * LONGEST {
            return Err(FormFault::EmailTooLong);
        }
        let written = written(typed);
        if written.is_empty() {
            return Err(FormFault::EmailMissing);
        }
        if written.len() > LONGEST {
            return Err(FormFault::EmailTooLong);
        }
        let (local, domain) = written.rsplit_once('@').ok_or(FormFault::EmailInvalid)?;
        if !(is_dot_atom(local) && is_domain(domain)) {
            return Err(FormFault::EmailInvalid);
        }
        let normalized = normalized(&written);
        Ok(Self { written, normalized })
    }

    /// As the person writes it; mails go there.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// For look-ups: lower case, so that one mailbox has one account.
    pub fn normalized(&self) -> &str {
        &self.normalized
    }
}

fn written(typed: &str) -> String {
    typed.trim().nfkc().collect()
}

/// A text in the form in which addresses are looked up, whether it is one or not: so that one mailbox is found under one
/// value, wherever its address is kept.
pub fn normalized(typed: &str) -> String {
    written(typed).to_ascii_lowercase()
}

fn is_dot_atom(local: &str) -> bool {
    local.len() <= 64
        && local.split('.').all(|atom| {
            !atom.is_empty() && atom.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
        })
}

fn is_domain(domain: &str) -> bool {
    domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
        && domain.rsplit('.').next().is_some_and(|top| top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{Email, FormFault};

    /// ACC-1
    #[test]
    fn an_address_is_read_as_its_owner_means_it() {
        let mail = |typed| Email::parse(typed).map(|m| m.normalized().to_owned());
        assert_eq!(mail(" Aiko.Tanaka+gate@Example.COM ").as_deref(), Ok("aiko.tanaka+gate@example.com"));
        assert_eq!(mail("ａｉｋｏ＠example.jp").as_deref(), Ok("aiko@example.jp"));
        assert_eq!(mail(""), Err(FormFault::EmailMissing));
        for wrong in [
            "aiko",
            "@example.com",
            "a@b",
            "a b@example.com",
            "a@-x.com",
            "a..b@example.com",
            "a@example.123",
            "a@exa\u{0}mple.com",
            "a@example.com\r\nBcc: x@example.com",
            "\"a\"@example.com",
            "аiko@example.com",
            "a@ex\u{202e}ample.com",
            "a@[127.0.0.1]",
        ] {
            assert_eq!(mail(wrong), Err(FormFault::EmailInvalid), "{wrong:?}");
        }
        assert_eq!(mail(&format!("{}@example.com", "a".repeat(300))), Err(FormFault::EmailTooLong));
    }
}
