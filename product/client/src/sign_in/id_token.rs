//! What an ID token must say to be the one of this sign-in (OpenID Connect Core §3.1.3.7).

use serde::Deserialize;

use super::trouble::SignInTrouble;
use crate::clock::TOLERANCE;
use crate::plain::plain;

/// The longest subject (OpenID Connect Core §2), in bytes.
const LONGEST_SUBJECT: usize = 255;

/// The claims that are looked at.
#[derive(Deserialize)]
pub(super) struct Claims {
    iss: String,
    pub sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nonce: Option<String>,
    email: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// What it is compared with.
pub(super) struct Asked<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    /// What it must repeat, where something was sent.
    pub nonce: Option<&'a str>,
    pub now: i64,
}

impl Claims {
    /// Whether the token is the portal's, for this product and this sign-in.
    pub(super) fn check(&self, asked: &Asked<'_>) -> Result<(), SignInTrouble> {
        let untrusted = |what| Err(SignInTrouble::Untrusted { what });
        if self.iss != asked.issuer {
            return untrusted("an ID token of another issuer");
        }
        let is_for_us = match &self.aud {
            Audience::One(one) => one == asked.client_id,
            Audience::Many(all) => all.iter().any(|one| one == asked.client_id),
        };
        let is_shared = matches!(&self.aud, Audience::Many(all) if all.len() > 1);
        let party = self.azp.as_deref();
        if !is_for_us || party.is_some_and(|party| party != asked.client_id) || (is_shared && party.is_none()) {
            return untrusted("an ID token for another product");
        }
        if asked.nonce.is_some() && self.nonce.as_deref() != asked.nonce {
            return untrusted("an ID token of another sign-in");
        }
        let is_subject = !self.sub.is_empty() && self.sub.len() <= LONGEST_SUBJECT;
        if !is_subject || !self.sub.bytes().all(|byte| byte.is_ascii_graphic()) || self.exp <= self.iat {
            return untrusted("an ID token that says nothing");
        }
        // It came from the portal a moment ago, so only a clock that is far off says otherwise.
        let is_over = self.exp.saturating_add(TOLERANCE) < asked.now;
        if is_over || self.iat.saturating_sub(TOLERANCE) > asked.now {
            return Err(SignInTrouble::Clock);
        }
        Ok(())
    }

    pub(super) fn email(&self) -> Option<String> {
        shown(self.email.as_deref())
    }

    pub(super) fn name(&self) -> Option<String> {
        shown(self.name.as_deref())
    }
}

/// A text of the portal about the person, safe to show.
pub(super) fn shown(text: Option<&str>) -> Option<String> {
    text.map(plain).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const NOW: i64 = 1_795_219_200;

    fn judged(change: impl FnOnce(&mut Value)) -> Result<(), SignInTrouble> {
        let mut claims = json!({
            "iss": "https://portal.example.com", "sub": "s-1", "aud": "ghc_1", "exp": NOW + 300, "iat": NOW, "nonce": "n",
        });
        change(&mut claims);
        let asked = Asked { issuer: "https://portal.example.com", client_id: "ghc_1", nonce: Some("n"), now: NOW };
        serde_json::from_value::<Claims>(claims).unwrap().check(&asked)
    }

    /// ACC-4 DEV-1
    #[test]
    fn an_id_token_is_the_portals_and_for_this_product_and_sign_in() {
        assert_eq!(judged(|_| {}), Ok(()));
        assert_eq!(judged(|claims| claims["aud"] = json!(["ghc_1"])), Ok(()));
        let changes: [(&str, Value); 12] = [
            ("iss", json!("https://portal.example.com/")),
            ("iss", json!("https://evil.example")),
            ("aud", json!("ghc_2")),
            ("aud", json!([])),
            ("aud", json!(["ghc_2", "ghc_3"])),
            ("aud", json!(["ghc_1", "ghc_2"])),
            ("azp", json!("ghc_2")),
            ("nonce", json!("other")),
            ("nonce", Value::Null),
            ("sub", json!("")),
            ("sub", json!("s 1")),
            ("exp", json!(NOW)),
        ];
        for (name, value) in changes {
            let told = format!("{name}: {value}");
            let result = judged(|claims| claims[name] = value);
            assert!(matches!(result, Err(SignInTrouble::Untrusted { .. })), "{told}: {result:?}");
        }
    }

    /// DEV-1
    #[test]
    fn a_clock_that_is_a_day_off_is_borne_and_one_that_is_further_off_is_told() {
        let day = 24 * 60 * 60;
        for off in [-day, day] {
            let moved = |claims: &mut Value| {
                claims["iat"] = json!(NOW + off);
                claims["exp"] = json!(NOW + off + 300);
            };
            assert_eq!(judged(moved), Ok(()), "{off}");
            let further = |claims: &mut Value| {
                claims["iat"] = json!(NOW + 2 * off);
                claims["exp"] = json!(NOW + 2 * off + 300);
            };
            assert_eq!(judged(further), Err(SignInTrouble::Clock), "{off}");
        }
    }
}
