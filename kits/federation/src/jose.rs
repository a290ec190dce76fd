//! Signed tokens (RFC 7515, RFC 7518): the two algorithms that every service has, over *ring*, which TLS brings anyway. A token never
//! chooses how it is checked: its algorithm must be one of the two, and fit the key.

use crate::AppleKey;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use gatehouse_core::{Fault, Moment};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_2048_8192_SHA256,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

/// Longer tokens are none of a sign-in.
const LONGEST: usize = 16 * 1024;
/// More keys at once has no service.
const MOST_KEYS: usize = 50;
/// The longest number of a key, in bytes: RSA of 8192 bits.
const LONGEST_NUMBER: usize = 1024;
/// The longest name of a key.
const LONGEST_NAME: usize = 255;
/// How long a statement of ours lives, in seconds.
const STATEMENT: i64 = 300;

/// A key of a service.
#[derive(Clone, Debug)]
pub struct Key {
    id: Option<String>,
    public: Public,
}

#[derive(Clone, Debug)]
enum Public {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// A point of P-256, uncompressed.
    P256(Vec<u8>),
}

#[derive(Deserialize)]
struct Written {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

#[derive(Deserialize)]
struct Keys {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unverified {
    /// It is none.
    Malformed,
    /// Another algorithm, or an extension that must be understood.
    Algorithm,
    /// Its key is not among these.
    UnknownKey,
    /// It was signed by nobody with one of these keys.
    Signature,
}

/// The keys of a set (RFC 7517); those that sign no ID token for us are left out.
#[must_use]
pub fn read_keys(text: &[u8]) -> Option<Vec<Key>> {
    let set: Keys = serde_json::from_slice(text).ok()?;
    let written = set.keys.into_iter().take(MOST_KEYS).filter_map(|key| serde_json::from_value::<Written>(key).ok());
    Some(written.filter_map(key_of).collect())
}

fn key_of(written: Written) -> Option<Key> {
    let has_long_name = written.kid.as_ref().is_some_and(|name| name.len() > LONGEST_NAME);
    if has_long_name || written.purpose.is_some_and(|purpose| purpose != "sig") {
        return None;
    }
    let public = match written.kty.as_str() {
        "RSA" => Public::Rsa { n: number(&written.n?)?, e: number(&written.e?)? },
        "EC" if written.crv.as_deref() == Some("P-256") => {
            let (x, y) = (URL_SAFE_NO_PAD.decode(written.x?).ok()?, URL_SAFE_NO_PAD.decode(written.y?).ok()?);
            if (x.len(), y.len()) != (32, 32) {
                return None;
            }
            Public::P256([&[4], &x[..], &y[..]].concat())
        }
        _ => return None,
    };
    Some(Key { id: written.kid, public })
}

/// Without the zeros that some write before it.
fn number(text: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let number: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
    (number.len() <= LONGEST_NUMBER).then_some(number)
}

/// What a token says, if one of these keys has signed it.
pub fn verify<T: DeserializeOwned>(token: &str, keys: &[Key]) -> Result<T, Unverified> {
    if token.len() > LONGEST {
        return Err(Unverified::Malformed);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(Unverified::Malformed)?;
    let (head, body) = signed.split_once('.').ok_or(Unverified::Malformed)?;
    let head: Head = part(head)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Unverified::Malformed)?;
    if head.crit.is_some() {
        return Err(Unverified::Algorithm);
    }
    let fits = |key: &&Key| match (head.alg.as_str(), &key.public) {
        ("RS256", Public::Rsa { .. }) | ("ES256", Public::P256(_)) => head.kid.is_none() || key.id == head.kid,
        _ => false,
    };
    if !["RS256", "ES256"].contains(&head.alg.as_str()) {
        return Err(Unverified::Algorithm);
    }
    let mut fitting = keys.iter().filter(fits).peekable();
    if fitting.peek().is_none() {
        return Err(Unverified::UnknownKey);
    }
    if !fitting.any(|key| key.signed(signed.as_bytes(), &signature)) {
        return Err(Unverified::Signature);
    }
    part(body)
}

fn part<T: DeserializeOwned>(text: &str) -> Result<T, Unverified> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Unverified::Malformed)?;
    serde_json::from_slice(&bytes).map_err(|_| Unverified::Malformed)
}

impl Key {
    fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.public {
            Public::Rsa { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
            }
            Public::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).is_ok()
            }
        }
    }
}

/// A key of ours for statements.
struct Signing(EcdsaKeyPair);

impl Signing {
    fn read(pem: &str) -> Result<Self, Fault> {
        let text: String = pem.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect();
        let wrong = || Fault::new("the key is not a P-256 key as PKCS #8 in PEM (the file .p8)");
        let bytes = STANDARD.decode(text).map_err(|_| wrong())?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &bytes, &SystemRandom::new());
        pair.map(Self).map_err(|_| wrong())
    }

    fn sign(&self, head: &serde_json::Value, body: &serde_json::Value) -> Result<String, Fault> {
        let encode = |part: &serde_json::Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", encode(head), encode(body));
        let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes());
        let signature = signature.map_err(|_| Fault::new("a statement could not be signed"))?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// Whether Apple's key can sign; asked when the configuration is read.
pub fn check_key(key: &AppleKey) -> Result<(), Fault> {
    Signing::read(key.pem.expose()).map(drop)
}

/// The statement by which we prove to Apple that it is us.
pub fn statement(key: &AppleKey, client_id: &str, audience: &str, now: Moment) -> Result<String, Fault> {
    let now = now.seconds();
    let head = json!({ "alg": "ES256", "kid": key.key_id });
    let body = json!({ "iss": key.team, "iat": now, "exp": now + STATEMENT, "aud": audience, "sub": client_id });
    Signing::read(key.pem.expose())?.sign(&head, &body)
}

#[cfg(test)]
mod tests {
    use super::{Key, Public, Unverified, check_key, read_keys, statement, verify};
    use crate::AppleKey;
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    use gatehouse_core::Moment;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
    use serde_json::{Value, json};

    /// Made by openssl.
    const N: &str = "uYImIc9UUunpvl6YM0Zan_l_9QoRJOwLUl3SyBcGsxnxf4M1JIRpLcJZnQ83Mf7q7WIrUb9uKru5z8gPxFce42L3DB_9qs7U4eWi\
        C2vtT2PVIw-prFJIkIBbtWF5PjWFtlEwZ-TUiX57bJI8i3gnxxUC3UJKLbcGqAg5hvPgmt7dWvSK6iuG3Pv_AV2uljAaFG4EsMmb\
        HGoRY7fMzJnsbFf1PwObDbt72o3en7QrQfZI3XAR1cOulzefbzUYvcGYZeVc7NJYiwAFnXESFXshk6flHrNp6XSjtA16YaWcG5z1\
        igubtxLZ6ntho7uGyAYBVM7WxvMBKy8WzVgrBxJrvQ";
    const TOKEN: &str = "eyJhbGciOiJSUzI1NiIsImtpZCI6InIifQ.eyJzdWIiOiIyNDgyODk3NjEwMDEifQ.BqQX9BNYJ0wfGz1IkCyI2b56oyEgM9RM1V\
        jq_hCq0Q2So4j7sMlZJ6_GqzKJVpF2qb-hFzG5KZLkg6vP_kXL69bGvzj7KesnFKhBx06ejmuStkdJ4Y-BavqthfsPvhTepqdpZ5\
        6vpDO5Mipl25lRtTzELFjTQSmqyE6lM9SYi7a3Ff9at_7Txeuk7HF0HOa_s-3KMRi6_-bm-lE9WlQKZARxmBxwofjb_M-IprZXSt\
        UFhxIQp04NDfNLZbSslkA0wnktR6We8sLdLAag12rDmKgW5-6RbjuXd1eBnyZn5EC3kxz1gDCo6FhJzyHyj0ggEZ3CjKErwuK3hu\
        1JPlqi2g";

    fn rsa() -> Vec<Key> {
        let keys = json!({ "keys": [{ "kty": "oct", "k": "eA" }, { "kty": "RSA", "kid": "r", "n": N, "e": "AQAB" }] });
        let keys = read_keys(keys.to_string().as_bytes()).unwrap();
        assert_eq!(keys.len(), 1);
        keys
    }

    /// ACC-7
    #[test]
    fn a_token_is_believed_only_as_it_was_signed() {
        let (keys, encode) = (rsa(), |text: &str| URL_SAFE_NO_PAD.encode(text));
        let found: Value = verify(TOKEN, &keys).unwrap();
        assert_eq!(found["sub"], "248289761001");
        let (head, rest) = TOKEN.split_once('.').unwrap();
        let signature = rest.rsplit_once('.').unwrap().1;
        let other =
            |head: &str, body: &str, signature: &str| verify::<Value>(&format!("{head}.{body}.{signature}"), &keys);
        let body = encode(r#"{"sub":"another"}"#);
        assert_eq!(other(head, &body, signature), Err(Unverified::Signature));
        for alg in ["none", "HS256", "RS384", "PS256", "rs256"] {
            let head = encode(&json!({ "alg": alg, "kid": "r" }).to_string());
            assert_eq!(other(&head, &body, ""), Err(Unverified::Algorithm), "{alg}");
        }
        // The algorithm must fit the key.
        assert_eq!(other(&encode(r#"{"alg":"ES256","kid":"r"}"#), &body, signature), Err(Unverified::UnknownKey));
        assert_eq!(other(&encode(r#"{"alg":"RS256","kid":"x"}"#), &body, signature), Err(Unverified::UnknownKey));
        assert_eq!(other(&encode(r#"{"alg":"RS256","crit":["b64"]}"#), &body, signature), Err(Unverified::Algorithm));
        for token in ["", ".", "..", "a.b", "a.b.c", "\u{1F511}.x.y"] {
            assert_eq!(verify::<Value>(token, &keys), Err(Unverified::Malformed), "{token}");
        }
    }

    /// ACC-7
    #[test]
    fn apple_is_told_who_we_are_by_a_statement_of_five_minutes() {
        let bytes = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, bytes.as_ref(), &SystemRandom::new());
        let pem =
            format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(bytes.as_ref()));
        let key = AppleKey { team: "TEAM".to_owned(), key_id: "KEY".to_owned(), pem: pem.into() };
        let text =
            statement(&key, "com.example.portal", "https://appleid.apple.com", Moment::from_seconds(1_000)).unwrap();
        let public = Public::P256(pair.unwrap().public_key().as_ref().to_vec());
        let said: Value = verify(&text, &[Key { id: Some("KEY".to_owned()), public }]).unwrap();
        assert_eq!((&said["iss"], &said["sub"]), (&json!("TEAM"), &json!("com.example.portal")));
        assert_eq!((&said["aud"], &said["exp"]), (&json!("https://appleid.apple.com"), &json!(1_300)));
        assert!(check_key(&AppleKey { pem: "x".to_owned().into(), ..key }).is_err());
    }
}
