//! Who is believed: the vendor's root keys, less the issuing keys that a root key has taken back (LIC-11, LIC-20).
//!
//! A key file outlives the issuing key that signed it: what counts is that the key was within its period when it signed.
//! So a stolen issuing key must be taken back by name, and everything it ever signed goes with it. Only a root key says
//! so: an issuing key must not be able to take back another.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::jws::{self, JwsError, Unverified};
use crate::keys::{IssuingKey, KeyError, Purpose, RootKey, SigningKey};
use crate::lease::MAX_CHAIN;

/// The `typ` of a list of issuing keys that were taken back.
pub const KEY_REVOCATIONS_TYPE: &str = "gatehouse-revoked-keys+jwt";
/// Most issuing keys that such a list names.
pub const MAX_REVOKED_KEYS: usize = 256;

/// Why a signed text of an issuing key is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// Not a signed text of the expected kind.
    #[error("{0}")]
    NotSigned(JwsError),
    /// More certificates than are read.
    #[error("it came with {found} certificates, at most 16 are read")]
    LongChain {
        /// How many.
        found: usize,
    },
    /// No certificate for the key that signed it.
    #[error("it is signed by the key {kid}, which nobody vouches for")]
    UnknownKey {
        /// The id of the key.
        kid: String,
    },
    /// There are certificates, but none for this key and purpose that holds.
    #[error("it is signed by the key {kid}: {reason}")]
    UntrustedKey {
        /// The id of the key.
        kid: String,
        /// Why a certificate was refused.
        reason: KeyError,
    },
    /// A root key has taken the issuing key back.
    #[error("it is signed by the key {kid}, which the vendor has taken back")]
    RevokedKey {
        /// The id of the key.
        kid: String,
    },
    /// The text was changed, or another key signed it.
    #[error("its signature is wrong")]
    Signature,
    /// The claims are missing or have another form.
    #[error("its claims are not understood")]
    Claims,
    /// Signed before or after the key's period.
    #[error("it was signed outside the validity of the key {kid}")]
    KeyOutOfDate {
        /// The id of the key.
        kid: String,
    },
}

/// The issuing keys of a vendor that are no longer believed, signed by a root key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRevocations {
    /// When it was signed, unix seconds.
    pub iat: i64,
    /// Rises with every list.
    pub seq: i64,
    /// Ids of issuing keys, in ascending order, each once.
    pub revoked: Vec<String>,
}

impl KeyRevocations {
    /// Signs the list with a root key.
    ///
    /// # Errors
    /// [`JwsError::Claims`] for a list that no reader would take, [`JwsError::TooLong`].
    pub fn sign(&self, root: &SigningKey) -> Result<String, JwsError> {
        if self.is_well_formed() { jws::sign(root, KEY_REVOCATIONS_TYPE, self) } else { Err(JwsError::Claims) }
    }

    /// Reads a list that one of the root keys has signed.
    ///
    /// # Errors
    /// See [`TrustError`].
    pub fn open(text: &str, roots: &[RootKey]) -> Result<Self, TrustError> {
        let unverified = Unverified::parse(text).map_err(TrustError::NotSigned)?;
        let root = roots
            .iter()
            .find(|root| root.kid() == unverified.kid())
            .ok_or_else(|| TrustError::UnknownKey { kid: short(unverified.kid()) })?;
        let list: Self = unverified.verify_strictly(root.public(), KEY_REVOCATIONS_TYPE).map_err(of_jws)?;
        if list.is_well_formed() { Ok(list) } else { Err(TrustError::Claims) }
    }

    fn is_well_formed(&self) -> bool {
        self.seq > 0
            && self.revoked.len() <= MAX_REVOKED_KEYS
            && self.revoked.iter().all(|kid| kid.len() == 16 && kid.bytes().all(|byte| byte.is_ascii_hexdigit()))
            && self.revoked.is_sorted_by(|one, next| one < next)
    }
}

/// The root keys that a reader carries, and what it knows of issuing keys that were taken back.
#[derive(Clone, Debug)]
pub struct Trust {
    roots: Vec<RootKey>,
    revoked: Vec<String>,
}

impl Trust {
    /// Believes every issuing key that one of these certifies.
    #[must_use]
    pub fn new(roots: &[RootKey]) -> Self {
        Self { roots: roots.to_vec(), revoked: Vec::new() }
    }

    /// No longer believes the keys of this list. Lists add up: what was taken back once stays so.
    #[must_use]
    pub fn without(mut self, revocations: &KeyRevocations) -> Self {
        self.revoked.extend(revocations.revoked.iter().cloned());
        self
    }

    /// The root keys.
    #[must_use]
    pub fn roots(&self) -> &[RootKey] {
        &self.roots
    }

    /// The claims of a signed text, and the key that signed it: of this `typ`, by a certified key of this purpose that was
    /// not taken back. Whether it signed within its period is asked with [`within_period`], as the moment is a claim.
    pub(crate) fn read<T: DeserializeOwned>(
        &self,
        (most, typ, purpose): (usize, &str, Purpose),
        text: &str,
        chain: &[String],
    ) -> Result<(T, IssuingKey), TrustError> {
        let unverified = Unverified::parse_up_to(most, text).map_err(TrustError::NotSigned)?;
        if unverified.typ() != typ {
            return Err(TrustError::NotSigned(JwsError::Type { found: short(unverified.typ()) }));
        }
        let key = self.issuing_key(unverified.kid(), chain, purpose)?;
        let claims = unverified.verify_strictly(&key.public, typ).map_err(of_jws)?;
        Ok((claims, key))
    }

    fn issuing_key(&self, kid: &str, chain: &[String], purpose: Purpose) -> Result<IssuingKey, TrustError> {
        if chain.len() > MAX_CHAIN {
            return Err(TrustError::LongChain { found: chain.len() });
        }
        if self.revoked.iter().any(|revoked| revoked == kid) {
            return Err(TrustError::RevokedKey { kid: short(kid) });
        }
        let mut refused = None;
        for certificate in chain {
            match IssuingKey::verify(certificate, &self.roots) {
                Ok(key) if key.public.kid() == kid && key.purpose == purpose => return Ok(key),
                Ok(_) => {}
                Err(reason) => refused = Some(reason),
            }
        }
        let kid = short(kid);
        Err(match refused {
            Some(reason) => TrustError::UntrustedKey { kid, reason },
            None => TrustError::UnknownKey { kid },
        })
    }
}

/// Whether the key was valid at the moment that the text says it was signed.
pub(crate) fn within_period(key: &IssuingKey, iat: i64) -> Result<(), TrustError> {
    if key.valid_at(iat) { Ok(()) } else { Err(TrustError::KeyOutOfDate { kid: key.public.kid().to_owned() }) }
}

pub(crate) fn of_jws(error: JwsError) -> TrustError {
    match error {
        JwsError::Signature => TrustError::Signature,
        JwsError::Claims => TrustError::Claims,
        other => TrustError::NotSigned(other),
    }
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
}
