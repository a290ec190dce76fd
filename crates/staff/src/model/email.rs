//! Staff members' addresses.

use unicode_normalization::UnicodeNormalization as _;

/// The longest address, in bytes (RFC 5321 §4.5.3.1.3).
const LONGEST: usize = 254;

/// The form in which an address is compared: NFKC, lower case, no blanks around it.
pub fn normalized(typed: &str) -> String {
    typed.nfkc().collect::<String>().trim().to_lowercase()
}

/// Whether a normalized address can be one. Only a mail that arrives proves it.
pub fn is_plausible(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    let clean = |part: &str| {
        !part.is_empty() && !part.chars().any(|c| c.is_whitespace() || c.is_control() || "\"(),:;<>[\\]".contains(c))
    };
    address.len() <= LONGEST
        && local.len() <= 64
        && clean(local)
        && !local.contains('@')
        && clean(domain)
        && domain.split('.').count() >= 2
        && domain.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}

#[cfg(test)]
mod tests {
    use super::{is_plausible, normalized};

    /// ALL-9
    #[test]
    fn only_what_can_be_an_address_passes() {
        for good in ["a@example.com", "anna.petrova+x@mail.example.co.jp", "почта@пример.рф"] {
            assert!(is_plausible(&normalized(good)), "{good}");
        }
        let long = format!("{}@example.com", "a".repeat(65));
        for bad in
            ["", "a", "@", "a@", "@b.c", "a@b", "a b@c.de", "a@b@c.de", "a@b..c", "a@-b.c", "a\n@b.c", "<a@b.c>", &long]
        {
            assert!(!is_plausible(&normalized(bad)), "{bad:?}");
        }
        assert_eq!(normalized("  Ａnna@Example.COM "), "anna@example.com");
    }
}
