//! Keys that sign (RFC 7518, RFC 8037). All signatures are by *ring*; RSA keys come from the crate `rsa`, because ring makes none.

use crate::model::client::IdTokenAlg;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{Fault, Random};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, ED25519, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, RsaPublicKeyComponents, UnparsedPublicKey,
};
use rsa::pkcs8::EncodePrivateKey as _;
use rsa::rand_core::{TryCryptoRng, TryRng};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::convert::Infallible;
use zeroize::Zeroizing;

/// Bits of an RSA key.
const RSA_BITS: usize = 2_048;
/// How often a key is made anew that ring does not take.
const TRIES: usize = 4;
/// The longest number of a key, in letters.
const LONGEST: usize = 1_400;

/// A public key (RFC 7517). A private number in it is left out where it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwk {
    /// `RSA`, `EC` or `OKP`.
    pub kty: String,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// `sig`.
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// What it signs with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alg: Option<String>,
    /// The curve.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crv: Option<String>,
    /// A coordinate, or the whole key of Ed25519.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x: Option<String>,
    /// The other coordinate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y: Option<String>,
    /// RSA's modulus.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<String>,
    /// RSA's exponent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e: Option<String>,
}

impl Jwk {
    /// The thumbprint (RFC 7638): the members that make the key, in the order of their names. `None`: it is none of the kinds that we know.
    #[must_use]
    pub fn thumbprint(&self) -> Option<String> {
        let said = |text: &Option<String>| text.as_deref().filter(|text| is_number(text)).map(str::to_owned);
        let text = match (self.kty.as_str(), self.crv.as_deref()) {
            ("RSA", _) => format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, said(&self.e)?, said(&self.n)?),
            ("EC", Some("P-256")) => {
                format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, said(&self.x)?, said(&self.y)?)
            }
            ("OKP", Some("Ed25519")) => format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, said(&self.x)?),
            _ => return None,
        };
        Some(URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes())))
    }

    /// Whether this key has signed the message with this algorithm. The algorithm must fit the key.
    #[must_use]
    pub fn has_signed(&self, alg: IdTokenAlg, message: &[u8], signature: &[u8]) -> bool {
        self.verified(alg, message, signature).is_some()
    }

    fn verified(&self, alg: IdTokenAlg, message: &[u8], signature: &[u8]) -> Option<()> {
        match (alg, self.kty.as_str(), self.crv.as_deref()) {
            (IdTokenAlg::Rs256, "RSA", _) => {
                let (n, e) = (number(self.n.as_deref()?)?, number(self.e.as_deref()?)?);
                let key = RsaPublicKeyComponents { n: &n, e: &e };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).ok()
            }
            (IdTokenAlg::Es256, "EC", Some("P-256")) => {
                let (x, y) = (number(self.x.as_deref()?)?, number(self.y.as_deref()?)?);
                if (x.len(), y.len()) != (32, 32) {
                    return None;
                }
                let point = [&[4], &x[..], &y[..]].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).ok()
            }
            (IdTokenAlg::EdDsa, "OKP", Some("Ed25519")) => {
                let x = number(self.x.as_deref()?)?;
                UnparsedPublicKey::new(&ED25519, x).verify(message, signature).ok()
            }
            _ => None,
        }
    }
}

fn is_number(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !text.is_empty() && text.len() <= LONGEST && text.bytes().all(is_letter)
}

fn number(text: &str) -> Option<Vec<u8>> {
    if is_number(text) { URL_SAFE_NO_PAD.decode(text).ok() } else { None }
}

/// A new key: its private half (PKCS #8), and its public one with its name.
pub struct NewKey {
    /// To be sealed.
    pub private: Zeroizing<Vec<u8>>,
    /// To be published.
    pub public: Jwk,
}

/// Makes a key. One of RSA takes long: not on a thread that answers requests.
pub fn make(alg: IdTokenAlg, random: &dyn Random) -> Result<NewKey, Fault> {
    let failed = |_| Fault::new("a signing key could not be made");
    let system = SystemRandom::new();
    let private = match alg {
        IdTokenAlg::Rs256 => make_rsa(random)?,
        IdTokenAlg::Es256 => {
            let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &system).map_err(failed)?;
            Zeroizing::new(made.as_ref().to_vec())
        }
        IdTokenAlg::EdDsa => {
            let made = Ed25519KeyPair::generate_pkcs8(&system).map_err(failed)?;
            Zeroizing::new(made.as_ref().to_vec())
        }
    };
    let public = Signer::read(alg, String::new(), &private)?.public();
    Ok(NewKey { private, public })
}

fn make_rsa(random: &dyn Random) -> Result<Zeroizing<Vec<u8>>, Fault> {
    for _ in 0..TRIES {
        let key = rsa::RsaPrivateKey::new(&mut Source(random), RSA_BITS)?;
        let private = key.to_pkcs8_der()?;
        let private = Zeroizing::new(private.as_bytes().to_vec());
        if Signer::read(IdTokenAlg::Rs256, String::new(), &private).is_ok() {
            return Ok(private);
        }
    }
    Err(Fault::new("no RSA key could be made"))
}

/// Our source of randomness, as the crate `rsa` wants it.
struct Source<'a>(&'a dyn Random);

impl TryRng for Source<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Source<'_> {}

/// A key that signs.
pub struct Signer {
    kid: String,
    pair: Pair,
}

enum Pair {
    Rsa(Box<RsaKeyPair>),
    P256(Box<EcdsaKeyPair>),
    Ed25519(Box<Ed25519KeyPair>),
}

impl Signer {
    /// Of its private half.
    pub fn read(alg: IdTokenAlg, kid: String, private: &[u8]) -> Result<Self, Fault> {
        let wrong = |_| Fault::new("a signing key cannot be read");
        let pair = match alg {
            IdTokenAlg::Rs256 => Pair::Rsa(Box::new(RsaKeyPair::from_pkcs8(private).map_err(wrong)?)),
            IdTokenAlg::Es256 => {
                let system = SystemRandom::new();
                let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, private, &system);
                Pair::P256(Box::new(pair.map_err(wrong)?))
            }
            IdTokenAlg::EdDsa => Pair::Ed25519(Box::new(Ed25519KeyPair::from_pkcs8(private).map_err(wrong)?)),
        };
        Ok(Self { kid, pair })
    }

    /// What it signs with.
    #[must_use]
    pub const fn alg(&self) -> IdTokenAlg {
        match self.pair {
            Pair::Rsa(_) => IdTokenAlg::Rs256,
            Pair::P256(_) => IdTokenAlg::Es256,
            Pair::Ed25519(_) => IdTokenAlg::EdDsa,
        }
    }

    /// Its name.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The public half with its name, made of the private one.
    #[must_use]
    pub fn public(&self) -> Jwk {
        let part = |bytes: &[u8]| Some(URL_SAFE_NO_PAD.encode(bytes));
        let mut public = match &self.pair {
            Pair::Rsa(pair) => {
                let numbers = RsaPublicKeyComponents::<Vec<u8>>::from(pair.public());
                Jwk { kty: "RSA".into(), n: part(&numbers.n), e: part(&numbers.e), ..Jwk::default() }
            }
            Pair::P256(pair) => {
                let point: &[u8] = pair.public_key().as_ref();
                let (x, y) = point.get(1..).unwrap_or_default().split_at_checked(32).unwrap_or_default();
                Jwk { kty: "EC".into(), crv: Some("P-256".into()), x: part(x), y: part(y), ..Jwk::default() }
            }
            Pair::Ed25519(pair) => {
                let x = part(pair.public_key().as_ref());
                Jwk { kty: "OKP".into(), crv: Some("Ed25519".into()), x, ..Jwk::default() }
            }
        };
        public.kid = public.thumbprint();
        public.purpose = Some("sig".into());
        public.alg = Some(self.alg().word().into());
        public
    }

    /// Signs bytes.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Fault> {
        let failed = |_| Fault::new("a token could not be signed");
        let system = SystemRandom::new();
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &system, message, &mut signature).map_err(failed)?;
                Ok(signature)
            }
            Pair::P256(pair) => Ok(pair.sign(&system, message).map_err(failed)?.as_ref().to_vec()),
            Pair::Ed25519(pair) => Ok(pair.sign(message).as_ref().to_vec()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Jwk, Signer, make};
    use crate::model::client::IdTokenAlg;
    use gatehouse_core::SystemRandom;

    /// ACC-21
    #[test]
    fn what_a_key_signs_its_public_half_verifies_and_no_other() {
        for alg in IdTokenAlg::ALL {
            let made = make(alg, &SystemRandom).unwrap();
            let kid = made.public.kid.clone().unwrap();
            let signer = Signer::read(alg, kid, &made.private).unwrap();
            let signature = signer.sign(b"said").unwrap();
            assert_eq!(signer.public(), made.public, "the same each time that the key is read");
            assert!(made.public.has_signed(alg, b"said", &signature), "{alg:?}");
            assert!(!made.public.has_signed(alg, b"other", &signature));
            for other in IdTokenAlg::ALL.into_iter().filter(|other| *other != alg) {
                assert!(!made.public.has_signed(other, b"said", &signature), "{alg:?} as {other:?}");
            }
            let written = serde_json::to_string(&made.public).unwrap();
            assert!(!written.contains("\"d\""), "the private half stays here");
        }
    }

    /// ACC-21. RFC 7638 §3.1.
    #[test]
    fn the_thumbprint_is_that_of_the_standard() {
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3o\
            knjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6q\
            MQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJz\
            KnqDKgw";
        let jwk = Jwk { kty: "RSA".into(), n: Some(n.into()), e: Some("AQAB".into()), ..Jwk::default() };
        assert_eq!(jwk.thumbprint().as_deref(), Some("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"));
        assert_eq!(Jwk { kty: "oct".into(), ..Jwk::default() }.thumbprint(), None);
    }
}
