//! What an ID token must say (OpenID Connect Core 1.0 §3.1.3.7).

use crate::Trouble;
use gatehouse_core::Moment;
use serde::Deserialize;
use subtle::ConstantTimeEq as _;

/// Seconds by which a service's clock may differ from ours.
pub const SKEW: i64 = 60;
/// The oldest proof that is taken as a new one, in seconds.
const ANEW: i64 = 300;
/// The longest subject (OpenID Connect Core 1.0 §2).
const LONGEST_SUBJECT: usize = 255;

/// What it says.
#[derive(Clone, Deserialize)]
pub struct IdToken {
    iss: String,
    pub(crate) sub: String,
    aud: OneOrMore,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nonce: Option<String>,
    auth_time: Option<i64>,
    /// What is told of the person.
    #[serde(flatten)]
    pub(crate) told: Told,
}

/// What is told of a person, in the ID token or beside it.
#[derive(Clone, Default, Deserialize)]
pub struct Told {
    pub(crate) email: Option<String>,
    email_verified: Option<Yes>,
    pub(crate) given_name: Option<String>,
    pub(crate) family_name: Option<String>,
}

impl Told {
    pub(crate) fn is_verified(&self) -> bool {
        matches!(&self.email_verified, Some(Yes::Plain(true))) || self.email_verified == Some(Yes::Text("true".into()))
    }
}

/// Apple writes `"true"`.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(untagged)]
enum Yes {
    Plain(bool),
    Text(String),
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// For whom and for what it must be.
pub struct Expected<'a> {
    /// The service.
    pub issuer: &'a str,
    /// We.
    pub client_id: &'a str,
    /// The question's.
    pub nonce: &'a str,
    /// Whether the person was to prove anew who they are.
    pub anew: bool,
    /// Now.
    pub now: Moment,
}

impl IdToken {
    /// Whether it is the answer to the question.
    pub fn check(&self, expected: &Expected<'_>) -> Result<(), Trouble> {
        let now = expected.now.seconds();
        let audiences = match &self.aud {
            OneOrMore::One(one) => std::slice::from_ref(one),
            OneOrMore::More(more) => more.as_slice(),
        };
        let is_for_us = audiences.iter().any(|audience| audience == expected.client_id);
        let party = self.azp.as_deref().unwrap_or(expected.client_id);
        let nonce = self.nonce.as_deref().unwrap_or_default();
        let why = if self.iss != expected.issuer {
            "the ID token is of another issuer"
        } else if !is_for_us || party != expected.client_id || (audiences.len() > 1 && self.azp.is_none()) {
            "the ID token is for somebody else"
        } else if self.exp <= now - SKEW {
            "the ID token has expired"
        } else if self.iat > now + SKEW {
            "the ID token is of the future"
        } else if !bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
            "the ID token answers another question"
        } else if self.sub.is_empty() || self.sub.len() > LONGEST_SUBJECT {
            "the ID token names nobody"
        } else if expected.anew && self.auth_time.is_some_and(|at| at < now - ANEW) {
            "the person did not prove anew who they are"
        } else {
            return Ok(());
        };
        Err(Trouble::Refused(why))
    }
}
