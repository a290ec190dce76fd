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
    crit: Option<serde_json::Value>,
}

/// The keys of a set; those that no ID token is signed with are left out.
pub(super) fn read(key_set: &[u8]) -> Option<Vec<Key>> {
    let set: KeySet = serde_json::from_slice(key_set).ok()?;
    let keys = set.keys.into_iter().take(MOST_KEYS).filter_map(|key| serde_json::from_value(key).ok());
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
