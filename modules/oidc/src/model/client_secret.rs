//! The form of clients' secrets: `ghcs_`, 256 random bits, and four bytes by which a typing error or a leak scanner recognizes them
//! without asking the database.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{DAY, HOUR, Moment, Random, Secret};
use gatehouse_db::stored_words;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// What every secret starts with.
pub const START: &str = "ghcs_";
/// The most secrets of a client that work at a time.
pub const MOST: usize = 2;

const BODY: usize = 43;
const CHECK: usize = 6;
/// Letters of a secret that pages show, the start included: too few to guess the rest by.
const SHOWN: usize = 11;

/// How long the secret of before works on beside a new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlap {
    /// It ends at once: it got known.
    None,
    /// An hour.
    Hour,
    /// A day.
    #[default]
    Day,
    /// A week.
    Week,
    /// Until somebody ends it.
    Open,
}

stored_words!(Overlap { None = "none", Hour = "hour", Day = "day", Week = "week", Open = "open" });

impl Overlap {
    /// When a secret ends beside one that is made now; `None`: not by itself.
    #[must_use]
    pub const fn end(self, now: Moment) -> Option<Moment> {
        match self {
            Self::None => Some(now),
            Self::Hour => Some(now.plus(HOUR)),
            Self::Day => Some(now.plus(DAY)),
            Self::Week => Some(now.plus(7 * DAY)),
            Self::Open => None,
        }
    }
}

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
