//! Who has signed an ID token: the keys of the portal (RFC 7517), each with the one algorithm that it is for. A token never chooses how it
//! is checked.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_formats::PublicKey;
use ring::signature::{ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Longer tokens are none.
const LONGEST: usize = 16 * 1024;
/// More keys at once has no portal.
const MOST_KEYS: usize = 32;

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<serde_json::Value>,
}

/// A key of the portal.
#[derive(Deserialize)]
pub(super) struct Key {
    kid: String,
    kty: String,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: String,
    typ: Option<String>,
    crit: Option<serde_json::Value>,
}

/// The keys of a set; those that no ID token is signed with are left out.
pub(super) fn read(key_set: &[u8]) -> Option<Vec<Key>> {
    let set: KeySet = serde_json::from_slice(key_set).ok()?;
    let keys = set.keys.into_iter().take(MOST_KEYS).filter_map(|key| serde_json::from_value::<Key>(key).ok());
    Some(keys.collect())
}

/// The claims of a token that one of these keys has signed, or what is wrong with it.
pub(super) fn open<T: DeserializeOwned>(token: &str, keys: &[Key]) -> Result<T, &'static str> {
    if token.len() > LONGEST {
        return Err("a token that is too long");
    }
    let (signed, signature) = token.rsplit_once('.').ok_or("no signed token")?;
    let (head, claims) = signed.split_once('.').ok_or("no signed token")?;
    let head: Head = part(head)?;
    if head.crit.is_some() {
        return Err("a header that is not understood");
    }
    // An access token (`at+jwt`) or a logout token is signed by the same portal, and says something else.
    if head.typ.is_some_and(|kind| !kind.eq_ignore_ascii_case("JWT")) {
        return Err("a token of another kind");
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| "no signed token")?;
    let mut named = keys.iter().filter(|key| key.kid == head.kid);
    let (Some(key), None) = (named.next(), named.next()) else { return Err("an unknown key") };
    if key.algorithm() != Some(head.alg.as_str()) {
        return Err("another algorithm than that of its key");
    }
    if key.has_signed(signed.as_bytes(), &signature) != Some(true) {
        return Err("a wrong signature");
    }
    part(claims)
}

fn part<T: DeserializeOwned>(text: &str) -> Result<T, &'static str> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| "no signed token")?;
    serde_json::from_slice(&bytes).map_err(|_| "claims that are not understood")
}

impl Key {
    /// The one algorithm that it is for, if it is for signatures that are known here.
    fn algorithm(&self) -> Option<&'static str> {
        if self.purpose.as_deref().is_some_and(|purpose| purpose != "sig") {
            return None;
        }
        let algorithm = match (self.kty.as_str(), self.crv.as_deref()) {
            ("RSA", _) => "RS256",
            ("EC", Some("P-256")) => "ES256",
            ("OKP", Some("Ed25519")) => "EdDSA",
            _ => return None,
        };
        match self.alg.as_deref() {
            Some(said) if said != algorithm => None,
            _ => Some(algorithm),
        }
    }

    fn has_signed(&self, message: &[u8], signature: &[u8]) -> Option<bool> {
        let number = |text: &Option<String>| URL_SAFE_NO_PAD.decode(text.as_deref()?).ok();
        Some(match self.algorithm()? {
            "RS256" => {
                // Some write zeros before a number, which it must not have here.
                let bare = |bytes: Vec<u8>| -> Vec<u8> { bytes.into_iter().skip_while(|byte| *byte == 0).collect() };
                let key = RsaPublicKeyComponents { n: bare(number(&self.n)?), e: bare(number(&self.e)?) };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
            }
            "ES256" => {
                let (x, y) = (number(&self.x)?, number(&self.y)?);
                let point = [&[4], &x[..], &y[..]].concat();
                let is_point = (x.len(), y.len()) == (32, 32);
                is_point && UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).is_ok()
            }
            _ => {
                let key = PublicKey::from_x(self.x.as_deref()?).ok()?;
                key.verifies(message, signature.try_into().ok()?)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_formats::SigningKey;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
    use serde_json::{Value, json};

    use super::*;

    /// Made by openssl; nobody has the private half.
    const N: &str = "iFroCLf2EtVvGZHk6NaQhJPVE9_Rl0FzRlFx0-h_xv1Wc3rlWnPdRB723YYEWCj_QbbR5_56EaBhkfOR6SBhWpzIA_Q54pItVK-L\
        UbRWL5VDuwuAi6jXkmlk28o71LPS_8ejfRIG9dUjCwnFFz6nbT71N2OPVoQ6zKGWKyKtAXXu7kjMMpgbAYasCD8I0bEdMzl1XzFf\
        JQBYM-uYV2EyoY0pQICtz-8y5qTj3Kj_i0I3sQH42r6sUwbbdLPisgkoSmnYFcgwQWWcy0LL46YLpnkh5mBEgm_Se_H1GmPHq8QD\
        YUh7__1U7CWoykwLFs1TuAtv_cPlosj6690TPIGBgQ";
    const TOKEN: &str = "eyJhbGciOiJSUzI1NiIsImtpZCI6InIifQ.eyJzdWIiOiJzLTEifQ.fwnCpDYZz1GoRGG5SOHon8-aeFqzF_1LTY-dd5uIwxRgJ_\
        hNtBfDMKIZSDgWCBBAtthqZOlHoODq_gCPnwY8sasxrIIJTmB_-itsAltFgbLodX7j3yKEmLLf7yfb6oD0Qtb3WQW2Dnj-16Oy2V\
        erO3n6OmpRIsD0iwjS3J-ElUgez5O8ix4URep45h2V6cHIvA7rY0QfzEMhctuE-j5prkMopbinChqCFLHF2x5A_HkR6CyfxYBwBT\
        iq5fucRjkZY4pHknLK_NLm4_vOgPuOifh2K98qV5ApFMky3m-eyh4bRW1Im8eZ2poMI-9X2E_3yC2wQ19hhhufUr7OQj_PtA";

    fn encode(bytes: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn keys(all: &Value) -> Vec<Key> {
        read(json!({ "keys": all }).to_string().as_bytes()).unwrap()
    }

    /// DEV-1
    #[test]
    fn a_token_by_rsa_is_believed_only_as_it_was_signed() {
        let rsa = json!({ "kty": "RSA", "kid": "r", "alg": "RS256", "use": "sig", "n": N, "e": "AQAB" });
        let good = keys(&json!([rsa, { "kty": "oct", "kid": "o", "k": "eA" }, 7]));
        assert_eq!(open::<Value>(TOKEN, &good).unwrap()["sub"], "s-1");
        let (head, rest) = TOKEN.split_once('.').unwrap();
        let (claims, signature) = rest.split_once('.').unwrap();
        let head_of = |text: &Value| encode(text.to_string().as_bytes());
        let public = SigningKey::from_seed(&[7; 32]).public().x();
        for (what, head, claims, signature, all) in [
            ("other claims", head.to_owned(), encode(br#"{"sub":"s-2"}"#), signature, json!([rsa])),
            ("none", head_of(&json!({ "alg": "none", "kid": "r" })), claims.to_owned(), "", json!([rsa])),
            ("HS256", head_of(&json!({ "alg": "HS256", "kid": "r" })), claims.to_owned(), signature, json!([rsa])),
            ("ES256", head_of(&json!({ "alg": "ES256", "kid": "r" })), claims.to_owned(), signature, json!([rsa])),
            ("no kid", head_of(&json!({ "alg": "RS256" })), claims.to_owned(), signature, json!([rsa])),
            ("other kid", head_of(&json!({ "alg": "RS256", "kid": "x" })), claims.to_owned(), signature, json!([rsa])),
            (
                "crit",
                head_of(&json!({ "alg": "RS256", "kid": "r", "crit": ["b64"] })),
                claims.to_owned(),
                signature,
                json!([rsa]),
            ),
            (
                "an access token",
                head_of(&json!({ "alg": "RS256", "kid": "r", "typ": "at+jwt" })),
                claims.to_owned(),
                signature,
                json!([rsa]),
            ),
            ("two keys of one name", head.to_owned(), claims.to_owned(), signature, json!([rsa, rsa])),
            ("no key", head.to_owned(), claims.to_owned(), signature, json!([])),
            (
                "a key for encryption",
                head.to_owned(),
                claims.to_owned(),
                signature,
                json!([{ "kty": "RSA", "kid": "r", "use": "enc", "n": N, "e": "AQAB" }]),
            ),
            (
                "a key of another kind",
                head.to_owned(),
                claims.to_owned(),
                signature,
                json!([{ "kty": "OKP", "crv": "Ed25519", "kid": "r", "x": public }]),
            ),
            (
                "a key that says another algorithm",
                head.to_owned(),
                claims.to_owned(),
                signature,
                json!([{ "kty": "RSA", "kid": "r", "alg": "PS256", "n": N, "e": "AQAB" }]),
            ),
        ] {
            let told = open::<Value>(&format!("{head}.{claims}.{signature}"), &keys(&all));
            assert!(told.is_err(), "{what}");
        }
        for token in ["", ".", "..", "a.b", "a.b.c", "\u{1F511}.x.y"] {
            assert!(open::<Value>(token, &good).is_err(), "{token}");
        }
        assert!(open::<Value>(&format!("{TOKEN}{}", "A".repeat(LONGEST)), &good).is_err(), "too long");
        assert!(read(b"<html>").is_none() && read(br#"{"keys":{}}"#).is_none());
    }

    /// DEV-1
    #[test]
    fn tokens_by_p256_and_ed25519_are_believed_too() {
        let random = SystemRandom::new();
        let bytes = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let p256 = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, bytes.as_ref(), &random).unwrap();
        let point = p256.public_key().as_ref();
        let ed25519 = SigningKey::from_seed(&[7; 32]);
        let all = keys(&json!([
            { "kty": "EC", "crv": "P-256", "kid": "e", "x": encode(&point[1..33]), "y": encode(&point[33..]) },
            { "kty": "OKP", "crv": "Ed25519", "kid": "d", "alg": "EdDSA", "x": ed25519.public().x() },
        ]));
        let signed = |alg: &str, kid: &str| {
            format!(
                "{}.{}",
                encode(json!({ "alg": alg, "kid": kid }).to_string().as_bytes()),
                encode(br#"{"sub":"s"}"#)
            )
        };
        let text = signed("ES256", "e");
        let signature = p256.sign(&random, text.as_bytes()).unwrap();
        assert_eq!(open::<Value>(&format!("{text}.{}", encode(signature.as_ref())), &all).unwrap()["sub"], "s");
        let text = signed("EdDSA", "d");
        let signature = ed25519.sign(text.as_bytes());
        assert_eq!(open::<Value>(&format!("{text}.{}", encode(&signature)), &all).unwrap()["sub"], "s");
        let access = encode(br#"{"alg":"EdDSA","kid":"d","typ":"at+jwt"}"#);
        let text = format!("{access}.{}", encode(br#"{"sub":"s"}"#));
        let signature = ed25519.sign(text.as_bytes());
        assert!(open::<Value>(&format!("{text}.{}", encode(&signature)), &all).is_err(), "an access token");
        let text = signed("EdDSA", "e");
        let signature = ed25519.sign(text.as_bytes());
        assert!(open::<Value>(&format!("{text}.{}", encode(&signature)), &all).is_err(), "another one's key");
    }
}
