//! Signed tokens (RFC 7519): made with a key of ours, and believed only under one. A token never chooses how it is checked.

use crate::model::client::IdTokenAlg;
use crate::model::signing::{Jwk, Signer};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::Fault;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The `typ` of an ID token.
pub const ID: &str = "JWT";
/// The `typ` of an access token (RFC 9068).
pub const ACCESS: &str = "at+jwt";
/// The `typ` of a logout token (Back-Channel Logout §2.4).
pub const LOGOUT: &str = "logout+jwt";
/// Longer tokens are none of ours.
const LONGEST: usize = 8 * 1024;

/// The head of a token.
#[derive(Clone, Debug, Deserialize)]
pub struct Head {
    /// How it was signed.
    pub alg: String,
    /// What it is.
    pub typ: Option<String>,
    /// By which key.
    pub kid: Option<String>,
    /// Extensions that must be understood: we know none.
    pub crit: Option<Value>,
    /// The key itself (RFC 9449); of our own tokens it is not looked at.
    pub jwk: Option<Value>,
}

/// A token in its parts, of which nothing is believed yet.
pub struct Parts<'a> {
    /// The head.
    pub head: Head,
    /// What is said.
    pub claims: Value,
    signed: &'a str,
    signature: Vec<u8>,
}

impl<'a> Parts<'a> {
    /// Takes a token apart. `None`: it is none.
    #[must_use]
    pub fn of(token: &'a str) -> Option<Self> {
        if token.len() > LONGEST {
            return None;
        }
        let (signed, signature) = token.rsplit_once('.')?;
        let (head, claims) = signed.split_once('.')?;
        let part = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
        let head: Head = serde_json::from_slice(&part(head)?).ok()?;
        let claims: Value = serde_json::from_slice(&part(claims)?).ok()?;
        let is_known = head.crit.is_none() && claims.is_object();
        is_known.then_some(Self { head, claims, signed, signature: part(signature)? })
    }

    /// The algorithm; `None` for `none`, for shared keys and for all others that we do not know.
    #[must_use]
    pub fn alg(&self) -> Option<IdTokenAlg> {
        IdTokenAlg::from_word(&self.head.alg)
    }

    /// Whether this key has signed it.
    #[must_use]
    pub fn is_by(&self, key: &Jwk) -> bool {
        self.alg().is_some_and(|alg| key.has_signed(alg, self.signed.as_bytes(), &self.signature))
    }
}

/// Signs what is said.
pub fn signed(signer: &Signer, typ: &str, claims: &Value) -> Result<String, Fault> {
    let head = json!({ "alg": signer.alg().word(), "kid": signer.kid(), "typ": typ });
    let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let text = format!("{}.{}", encode(&head), encode(claims));
    let signature = signer.sign(text.as_bytes())?;
    Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// What one of our own tokens of this `typ` says, signed by one of these keys; whether it has ended is not looked at.
#[must_use]
pub fn verified(token: &str, typ: &str, keys: &[Jwk]) -> Option<Value> {
    let parts = Parts::of(token)?;
    if !parts.head.typ.as_deref().is_some_and(|said| said.eq_ignore_ascii_case(typ)) {
        return None;
    }
    let kid = parts.head.kid.as_deref()?;
    let key = keys.iter().find(|key| key.kid.as_deref() == Some(kid))?;
    // A key signs with one algorithm.
    let fits = key.alg.as_deref() == Some(parts.head.alg.as_str());
    (fits && parts.is_by(key)).then_some(parts.claims)
}

/// The left half of a token's hash (`at_hash`, OpenID Connect Core §3.1.3.6). Of Ed25519 it is SHA-512's, as others have it.
#[must_use]
pub fn half_hash(alg: IdTokenAlg, token: &str) -> String {
    let hash = match alg {
        IdTokenAlg::EdDsa => sha2::Sha512::digest(token.as_bytes()).to_vec(),
        _ => Sha256::digest(token.as_bytes()).to_vec(),
    };
    URL_SAFE_NO_PAD.encode(hash.get(..hash.len() / 2).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{ACCESS, ID, signed, verified};
    use crate::model::client::IdTokenAlg;
    use crate::model::signing::{Signer, make};
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use gatehouse_core::SystemRandom;
    use serde_json::{Value, json};

    /// ACC-21
    #[test]
    fn a_token_is_believed_only_as_it_was_signed() {
        let made = make(IdTokenAlg::EdDsa, &SystemRandom).unwrap();
        let signer = Signer::read(IdTokenAlg::EdDsa, made.public.kid.clone().unwrap(), &made.private).unwrap();
        let keys = [make(IdTokenAlg::Es256, &SystemRandom).unwrap().public, made.public.clone()];
        let token = signed(&signer, ACCESS, &json!({ "sub": "one" })).unwrap();
        assert_eq!(verified(&token, ACCESS, &keys).unwrap()["sub"], "one");
        assert_eq!(verified(&token, ID, &keys), None, "an access token is no ID token");
        assert_eq!(verified(&token, ACCESS, &keys[..1]), None, "another key");
        let (head, rest) = token.split_once('.').unwrap();
        let (body, signature) = rest.split_once('.').unwrap();
        let encode = |part: Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let kid = made.public.kid.as_deref();
        let other_body = encode(json!({ "sub": "two" }));
        assert_eq!(verified(&format!("{head}.{other_body}.{signature}"), ACCESS, &keys), None);
        for alg in ["none", "HS256", "ES256", "RS256", "eddsa", ""] {
            let head = encode(json!({ "alg": alg, "kid": kid, "typ": ACCESS }));
            assert_eq!(verified(&format!("{head}.{body}.{signature}"), ACCESS, &keys), None, "{alg}");
            assert_eq!(verified(&format!("{head}.{body}."), ACCESS, &keys), None, "{alg}");
        }
        for head in [
            json!({ "alg": "EdDSA", "kid": kid }),
            json!({ "alg": "EdDSA", "typ": ACCESS }),
            json!({ "alg": "EdDSA", "kid": kid, "typ": ACCESS, "crit": ["b64"] }),
            json!({ "alg": "EdDSA", "jwk": made.public, "typ": ACCESS }),
        ] {
            assert_eq!(verified(&format!("{}.{body}.{signature}", encode(head)), ACCESS, &keys), None);
        }
        for none in ["", ".", "..", "a.b.c", "\u{1F511}.x.y"] {
            assert_eq!(verified(none, ACCESS, &keys), None, "{none}");
        }
    }
}
