//! Root keys and issuing keys (LIC-10): who may sign what.
//!
//! A vendor's root key stays off the server; products carry its public half. It certifies issuing keys for a purpose and
//! a period, and the certificates travel with what the issuing keys sign. So issuing keys can be changed every year, or
//! after a break-in, without touching a product that is in use.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::Signer as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::jws::{self, JwsError, Unverified};

/// The `typ` of an issuing key's certificate.
pub const ISSUING_KEY_TYPE: &str = "gatehouse-issuing-key+jwt";

/// Why a key or its certificate is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not 32 bytes in base64url, not a point of the curve, or a weak point that would verify anything.
    #[error("this is not a public Ed25519 key")]
    NotAKey,
    /// The key id is not that of the key.
    #[error("the key id {kid} does not belong to the key")]
    WrongId {
        /// The key id as stated.
        kid: String,
    },
    /// A list of root keys that is not JSON of the form `{"keys":[{"kid":…,"x":…}]}`, or is empty.
    #[error("this is not a list of root keys")]
    NotAList,
    /// A certificate by a root key that the reader does not trust.
    #[error("the issuing key is certified by the root key {kid}, which is not trusted here")]
    UnknownRoot {
        /// The root key's id.
        kid: String,
    },
    /// The certificate is not a signed text of its kind, or its signature is wrong.
    #[error("the certificate of the issuing key: {0}")]
    Certificate(#[from] JwsError),
    /// `nbf` is not before `exp`.
    #[error("the issuing key's period of validity is empty")]
    EmptyPeriod,
}

/// A private Ed25519 key. `Debug` shows nothing; the memory is erased on drop.
pub struct SigningKey {
    secret: ed25519_dalek::SigningKey,
    public: PublicKey,
}

impl SigningKey {
    /// Makes a new key; `fill` must fill its argument (32 bytes) from a cryptographic random source.
    pub fn generate(fill: &mut impl FnMut(&mut [u8])) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        fill(&mut *seed);
        Self::from_seed(&seed)
    }

    /// The key of a stored seed (RFC 8032's private key).
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let secret = ed25519_dalek::SigningKey::from_bytes(seed);
        let public = PublicKey::new(secret.verifying_key());
        Self { secret, public }
    }

    /// The seed, to be sealed before it is stored.
    #[must_use]
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.secret.to_bytes())
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Signs bytes; deterministic (RFC 8032).
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

/// A public Ed25519 key with its id: the first 16 hexadecimal digits of the SHA-256 of its 32 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    key: ed25519_dalek::VerifyingKey,
    kid: String,
}

impl PublicKey {
    fn new(key: ed25519_dalek::VerifyingKey) -> Self {
        let kid = hex::encode(&Sha256::digest(key.as_bytes())[..8]);
        Self { key, kid }
    }

    /// The key of 32 raw bytes.
    ///
    /// # Errors
    /// [`KeyError::NotAKey`], for weak points too.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        match ed25519_dalek::VerifyingKey::from_bytes(bytes) {
            Ok(key) if !key.is_weak() => Ok(Self::new(key)),
            _ => Err(KeyError::NotAKey),
        }
    }

    /// The key of its base64url text, the `x` of RFC 8037.
    ///
    /// # Errors
    /// [`KeyError::NotAKey`].
    pub fn from_x(x: &str) -> Result<Self, KeyError> {
        let bytes = URL_SAFE_NO_PAD.decode(x).map_err(|_| KeyError::NotAKey)?;
        Self::from_bytes(&bytes.try_into().map_err(|_| KeyError::NotAKey)?)
    }

    /// Base64url without padding, the `x` of RFC 8037.
    #[must_use]
    pub fn x(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.key.as_bytes())
    }

    /// The raw 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// The key id, 16 hexadecimal digits.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// Whether the signature is of these bytes and by this key (strict verification).
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature)).is_ok()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.kid)
    }
}

/// A root key as a product carries it: `{"kid":"…","x":"…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "NamedKey", into = "NamedKey")]
pub struct RootKey {
    public: PublicKey,
}

#[derive(Serialize, Deserialize)]
struct NamedKey {
    kid: String,
    x: String,
}

impl RootKey {
    /// Declares a public key to be a root key.
    #[must_use]
    pub fn new(public: PublicKey) -> Self {
        Self { public }
    }

    /// Reads `{"keys":[{"kid":…,"x":…},…]}`, as `GET /api/v1/root-keys` answers and as a product embeds it.
    ///
    /// # Errors
    /// [`KeyError::NotAList`] also for a single bad key: a product built with a wrong list must not start.
    pub fn parse_list(json: &str) -> Result<Vec<Self>, KeyError> {
        #[derive(Deserialize)]
        struct List {
            keys: Vec<RootKey>,
        }
        match serde_json::from_str::<List>(json) {
            Ok(list) if !list.keys.is_empty() => Ok(list.keys),
            _ => Err(KeyError::NotAList),
        }
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The key id.
    #[must_use]
    pub fn kid(&self) -> &str {
        self.public.kid()
    }
}

impl TryFrom<NamedKey> for RootKey {
    type Error = KeyError;

    fn try_from(named: NamedKey) -> Result<Self, KeyError> {
        let public = PublicKey::from_x(&named.x)?;
        if public.kid() == named.kid { Ok(Self { public }) } else { Err(KeyError::WrongId { kid: named.kid }) }
    }
}

impl From<RootKey> for NamedKey {
    fn from(root: RootKey) -> Self {
        Self { kid: root.public.kid.clone(), x: root.public.x() }
    }
}

/// What an issuing key may sign. A key has one purpose, so that a stolen one opens one door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Leases, and the lists of those which are no longer believed.
    Lease,
    /// Key files, the status lists that speak of them, and answers to devices that are never online.
    KeyFile,
}

/// What a license was sold as. The order is that of worth: a key that may sign trials signs nothing above them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyKind {
    /// To try a product.
    Trial,
    /// Not for resale.
    NotForResale,
    /// Renewed by itself.
    Subscription,
    /// Sold.
    Commercial,
}

impl KeyKind {
    /// The word of the claim.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Trial => "trial",
            Self::NotForResale => "not-for-resale",
            Self::Subscription => "subscription",
            Self::Commercial => "commercial",
        }
    }
}

/// A certified issuing key: its public half, what for, and since and until when (unix seconds).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuingKey {
    /// The key.
    pub public: PublicKey,
    /// What it may sign.
    pub purpose: Purpose,
    /// First second of its validity.
    pub nbf: i64,
    /// First second after its validity.
    pub exp: i64,
    /// The most worthy kind of license that it may sign key files for; `None` for every kind.
    pub max_kind: Option<KeyKind>,
}

#[derive(Serialize, Deserialize)]
struct IssuingKeyClaims {
    kid: String,
    x: String,
    purpose: Purpose,
    nbf: i64,
    exp: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_kind: Option<KeyKind>,
}

impl IssuingKey {
    /// The certificate of this key by a root key.
    ///
    /// # Errors
    /// [`KeyError::EmptyPeriod`].
    pub fn certify(&self, root: &SigningKey) -> Result<String, KeyError> {
        if self.nbf >= self.exp {
            return Err(KeyError::EmptyPeriod);
        }
        let claims = IssuingKeyClaims {
            kid: self.public.kid().to_owned(),
            x: self.public.x(),
            purpose: self.purpose,
            nbf: self.nbf,
            exp: self.exp,
            max_kind: self.max_kind,
        };
        Ok(jws::sign(root, ISSUING_KEY_TYPE, &claims)?)
    }

    /// Reads a certificate by one of the root keys. Its period is not looked at: see [`valid_at`](Self::valid_at).
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn verify(certificate: &str, roots: &[RootKey]) -> Result<Self, KeyError> {
        let unverified = Unverified::parse(certificate)?;
        let root = roots
            .iter()
            .find(|root| root.kid() == unverified.kid())
            .ok_or_else(|| KeyError::UnknownRoot { kid: unverified.kid().chars().take(80).collect() })?;
        let claims: IssuingKeyClaims = unverified.verify(root.public(), ISSUING_KEY_TYPE)?;
        let public = PublicKey::from_x(&claims.x)?;
        if public.kid() != claims.kid {
            return Err(KeyError::WrongId { kid: claims.kid });
        }
        if claims.nbf >= claims.exp {
            return Err(KeyError::EmptyPeriod);
        }
        Ok(Self { public, purpose: claims.purpose, nbf: claims.nbf, exp: claims.exp, max_kind: claims.max_kind })
    }

    /// Whether something signed at this moment (unix seconds) was signed within the key's period.
    #[must_use]
    pub fn valid_at(&self, moment: i64) -> bool {
        (self.nbf..self.exp).contains(&moment)
    }
}
