//! The form of API keys: `ghk_`, 256 random bits, and four bytes by which a typing error or a leak scanner
//! recognizes them without asking the database.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{Random, Secret};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// What every key starts with.
pub const START: &str = "ghk_";
const BODY: usize = 43;
const CHECK: usize = 6;
/// Letters of a key that lists show, the start included: too few to guess the rest by.
const SHOWN: usize = 10;

/// A new key.
pub fn random(random: &dyn Random) -> Secret<String> {
    let body = URL_SAFE_NO_PAD.encode(random.token());
    Secret::new(format!("{START}{body}{}", check(&body)))
}

fn check(body: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(format!("{START}{body}"))[..4])
}

/// Whether `key` has the form of a key, its check letters included.
pub fn is_well_formed(key: &str) -> bool {
    let Some((body, end)) = key.strip_prefix(START).and_then(|rest| rest.split_at_checked(BODY)) else { return false };
    end.len() == CHECK && body.is_ascii() && bool::from(check(body).as_bytes().ct_eq(end.as_bytes()))
}

/// What lists show of a key.
pub fn prefix(key: &str) -> String {
    key.chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_well_formed, prefix, random};
    use gatehouse_core::SystemRandom;

    /// ALL-7
    #[test]
    fn a_mistyped_key_is_recognized_without_the_database() {
        let key = random(&SystemRandom);
        let key = key.expose();
        assert!(is_well_formed(key), "{key}");
        assert_eq!(key.len(), 53);
        assert!(key.starts_with(&prefix(key)) && prefix(key).len() == 10);
        for place in [4, 20, 46, 47, 52] {
            let mut wrong: Vec<u8> = key.bytes().collect();
            wrong[place] = if wrong[place] == b'A' { b'B' } else { b'A' };
            assert!(!is_well_formed(std::str::from_utf8(&wrong).unwrap()), "{place}");
        }
        for wrong in [
            "",
            "ghk_",
            &key[..52],
            &format!("{key}A"),
            &key.to_uppercase(),
            "ghk_日本語日本語日本語日本語日本語日本語",
        ] {
            assert!(!is_well_formed(wrong), "{wrong}");
        }
    }
}
