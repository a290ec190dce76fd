//! What an ID token must say (OpenID Connect Core 1.0 §3.1.3.7).

use crate::Trouble;
use gatehouse_core::Moment;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

/// Seconds by which a service's clock may differ from ours.
pub const SKEW: i64 = 60;
/// The oldest proof that is taken as a new one, in seconds.
const ANEW: i64 = 300;
/// The longest subject (OpenID Connect Core 1.0 §2).
pub(crate) const LONGEST_SUBJECT: usize = 255;
/// Google. It goes on saying that an address is verified which was somebody's once, and has another owner by now.
const GOOGLE: &str = "https://accounts.google.com";

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
    pub(crate) auth_time: Option<i64>,
    /// How the person proved who they are (RFC 8176): a list, or one word.
    #[serde(default)]
    pub(crate) amr: serde_json::Value,
    /// Which class of proof that was: a text, or a number.
    #[serde(default)]
    pub(crate) acr: serde_json::Value,
    /// What is told of the person.
    #[serde(flatten)]
    pub(crate) told: Told,
    /// What else it says.
    #[serde(flatten)]
    pub(crate) rest: serde_json::Map<String, serde_json::Value>,
}

/// What is told of a person, in the ID token or beside it.
#[derive(Clone, Default, Deserialize)]
pub struct Told {
    pub(crate) email: Option<String>,
    email_verified: Option<Yes>,
    /// Google: the domain whose accounts it keeps for an organization.
    hd: Option<String>,
    pub(crate) given_name: Option<String>,
    pub(crate) family_name: Option<String>,
}

impl Told {
    /// Whether the service of this issuer vouches for the address now. Google does for its own and for those of organizations whose
    /// accounts it keeps; of any other one it knows that a mail reached the person when the account was made.
    pub(crate) fn is_verified(&self, issuer: &str) -> bool {
        self.said(issuer) == Said::Verified
    }

    /// What the service says of the address. What it does not say is told apart from a no.
    pub(crate) fn said(&self, issuer: &str) -> Said {
        let is_said = match &self.email_verified {
            Some(Yes::Plain(yes)) => *yes,
            Some(Yes::Text(text)) => text == "true",
            None if issuer != GOOGLE => return Said::Nothing,
            None => false,
        };
        if is_said && (issuer != GOOGLE || self.is_kept_by_google()) { Said::Verified } else { Said::Unverified }
    }

    /// With what is told beside the token: all of it where the token has no address, else what it says of the same address.
    pub(crate) fn complete(&mut self, more: Self) {
        if self.email.is_none() {
            *self = more;
        } else if self.email == more.email {
            self.email_verified = more.email_verified;
        }
    }

    fn is_kept_by_google(&self) -> bool {
        let email = self.email.as_deref().unwrap_or_default().to_ascii_lowercase();
        email.ends_with("@gmail.com") || self.hd.as_deref().is_some_and(|domain| !domain.is_empty())
    }
}

/// What a service says of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Said {
    /// That it is the person's.
    Verified,
    /// That it is not, or not for sure.
    Unverified,
    /// Nothing.
    Nothing,
}

/// Apple writes `"true"`.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Yes {
    Plain(bool),
    Text(String),
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    /// All of them.
    pub(crate) fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::More(more) => more,
        }
    }
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
        let audiences = self.aud.all();
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

#[cfg(test)]
mod tests {
    use super::{GOOGLE, Told};
    use serde_json::json;

    /// ACC-8
    #[test]
    fn google_vouches_for_the_addresses_that_it_keeps() {
        let vouches =
            |issuer: &str, told: serde_json::Value| serde_json::from_value::<Told>(told).unwrap().is_verified(issuer);
        let of = |email: &str, verified: serde_json::Value| json!({ "email": email, "email_verified": verified });
        for (told, expected) in [
            (of("aiko@gmail.com", json!(true)), true),
            (of("Aiko@GMail.com", json!(true)), true),
            (of("aiko@gmail.com", json!(false)), false),
            (of("aiko@example.com", json!(true)), false),
            (of("aiko@notgmail.com", json!(true)), false),
            (of("aiko@gmail.com.example", json!(true)), false),
            (json!({ "email": "aiko@example.com", "email_verified": true, "hd": "example.com" }), true),
            (json!({ "email": "aiko@example.com", "email_verified": true, "hd": "" }), false),
        ] {
            assert_eq!(vouches(GOOGLE, told.clone()), expected, "{told}");
        }
        let elsewhere = "https://login.example";
        for (verified, expected) in
            [(json!(true), true), (json!("true"), true), (json!("false"), false), (json!(null), false)]
        {
            assert_eq!(vouches(elsewhere, of("aiko@example.com", verified.clone())), expected, "{verified}");
        }
    }
}
