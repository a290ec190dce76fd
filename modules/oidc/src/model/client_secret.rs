//! The form of clients' secrets: `ghcs_`, 256 random bits, and four bytes by which a typing error or a leak scanner recognizes them
//! without asking the database.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{DAY, HOUR, Random, Secret};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// What every secret starts with.
pub const START: &str = "ghcs_";
/// The most secrets of a client that work at a time.
pub const MOST: usize = 2;
/// How long the one of before may work on beside a new one.
pub const OVERLAPS: [i64; 4] = [0, HOUR, DAY, 7 * DAY];

const BODY: usize = 43;
const CHECK: usize = 6;
/// Letters of a secret that pages show, the start included: too few to guess the rest by.
const SHOWN: usize = 11;

/// A new secret.
pub fn random(random: &dyn Random) -> Secret<String> {
    let body = URL_SAFE_NO_PAD.encode(random.token());
    Secret::new(format!("{START}{body}{}", check(&body)))
}

fn check(body: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(format!("{START}{body}"))[..4])
}

/// Whether `text` has the form of a secret, its check letters included.
#[must_use]
pub fn is_well_formed(text: &str) -> bool {
    let Some((body, end)) = text.strip_prefix(START).and_then(|rest| rest.split_at_checked(BODY)) else { return false };
    end.len() == CHECK && body.is_ascii() && bool::from(check(body).as_bytes().ct_eq(end.as_bytes()))
}

/// What pages show of a secret.
#[must_use]
pub fn prefix(secret: &str) -> String {
    secret.chars().take(SHOWN).collect()
}
