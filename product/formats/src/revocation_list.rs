//! Revocation lists (LIC-20): what a vendor says about devices that do not ask, because they have no network.
//!
//! A list names the activations of one product whose leases must no longer be believed: their license was blocked, or
//! their seat was freed without the device. It is signed like a lease, travels as a file, and tells a stranger nothing but
//! how many entries it has: an entry is a hash of an activation's id, which cannot be guessed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::jws::{self, JwsError, Unverified};
use crate::keys::{RootKey, SigningKey};
use crate::lease::{Lease, MAX_TEXT, issuing_key};

/// The `typ` of a revocation list.
pub const REVOCATION_LIST_TYPE: &str = "gatehouse-revocation-list+jwt";
/// Most entries of a list.
pub const MAX_ENTRIES: usize = 100_000;
/// Longest list that is written or read, in bytes.
pub const MAX_LIST: usize = 4 * 1024 * 1024;
/// Bytes of the hash that an entry keeps.
const ENTRY_BYTES: usize = 12;
/// An entry in base64url.
const ENTRY_TEXT: usize = 16;
const CONTEXT: &[u8] = b"gatehouse-revoked-1\0";

/// Why a revocation list is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// Another form, another kind of signed text, or unsigned.
    #[error("this is not a revocation list: {0}")]
    NotAList(JwsError),
    /// No root key vouches for the key that signed it.
    #[error("the revocation list is signed by a key that nobody vouches for")]
    UntrustedKey,
    /// The text was changed, or another key signed it.
    #[error("the signature of the revocation list is wrong")]
    Signature,
    /// The claims are missing, too long or contradict each other; the name is that of the claim.
    #[error("the claim “{claim}” of the revocation list is wrong")]
    Claim {
        /// Which claim; `*` when they are not those of a list.
        claim: &'static str,
    },
    /// The key was not yet, or no longer, valid when the list was signed.
    #[error("the revocation list was signed outside the validity of its key")]
    KeyOutOfDate,
    /// For another product.
    #[error("the revocation list is for the product {found}")]
    WrongProduct {
        /// The product it is for.
        found: String,
    },
}

/// The claims of a revocation list. Moments are unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevocationList {
    /// Origin of the portal that issued it.
    pub iss: String,
    /// Product code.
    pub aud: String,
    /// When it was signed. The list speaks of leases signed until then.
    pub iat: i64,
    /// Rises with every list of the product: a lower one is an older one.
    pub seq: i64,
    /// By when there is a newer one. A list does not end with it: what it says stays true.
    pub next_update: i64,
    /// See [`entry`], in ascending order, each once; at most [`MAX_ENTRIES`].
    pub revoked: Vec<String>,
}

/// The entry of an activation: the first 12 bytes of SHA-256 over a fixed word and the id, in base64url.
#[must_use]
pub fn entry(activation: &str) -> String {
    let hash = Sha256::new().chain_update(CONTEXT).chain_update(activation.as_bytes()).finalize();
    URL_SAFE_NO_PAD.encode(&hash[..ENTRY_BYTES])
}

impl RevocationList {
    /// Signs the list. The same list and key always give the same text.
    ///
    /// # Errors
    /// [`ListError::Claim`] for claims that a reader would refuse.
    pub fn sign(&self, key: &SigningKey) -> Result<String, ListError> {
        self.check_claims()?;
        jws::sign_up_to(MAX_LIST, key, REVOCATION_LIST_TYPE, self).map_err(ListError::NotAList)
    }

    /// Verifies who signed a list: a key that may sign leases may sign what is said about them.
    ///
    /// # Errors
    /// See [`ListError`]; the reasons are looked for in the order of its variants.
    pub fn open(text: &str, chain: &[String], roots: &[RootKey], product: &str) -> Result<Self, ListError> {
        let unverified = Unverified::parse_up_to(MAX_LIST, text).map_err(ListError::NotAList)?;
        if unverified.typ() != REVOCATION_LIST_TYPE {
            let found = unverified.typ().chars().take(80).collect();
            return Err(ListError::NotAList(JwsError::Type { found }));
        }
        let key = issuing_key(unverified.kid(), chain, roots).map_err(|_| ListError::UntrustedKey)?;
        let list: Self = unverified.verify(&key.public, REVOCATION_LIST_TYPE).map_err(|error| match error {
            JwsError::Signature => ListError::Signature,
            JwsError::Claims => ListError::Claim { claim: "*" },
            other => ListError::NotAList(other),
        })?;
        list.check_claims()?;
        if !key.valid_at(list.iat) {
            return Err(ListError::KeyOutOfDate);
        }
        if list.aud != product {
            return Err(ListError::WrongProduct { found: list.aud });
        }
        Ok(list)
    }

    /// Whether the list speaks of this lease at all: it was made by the same portal, and not before the lease. A lease
    /// that is younger than the list is the portal's last word.
    #[must_use]
    pub fn covers(&self, lease: &Lease) -> bool {
        self.iss == lease.iss && self.aud == lease.aud && self.iat >= lease.iat
    }

    /// Whether this lease must no longer be believed.
    #[must_use]
    pub fn revokes(&self, lease: &Lease) -> bool {
        self.covers(lease) && self.revoked.binary_search(&entry(&lease.act)).is_ok()
    }

    fn check_claims(&self) -> Result<(), ListError> {
        let text = |value: &str| !value.is_empty() && value.len() <= MAX_TEXT;
        let rules = [
            ("iss", text(&self.iss)),
            ("aud", text(&self.aud)),
            ("seq", self.seq > 0),
            ("next_update", self.iat < self.next_update),
            (
                "revoked",
                self.revoked.len() <= MAX_ENTRIES
                    && self.revoked.iter().all(|entry| entry.len() == ENTRY_TEXT)
                    && self.revoked.is_sorted_by(|one, next| one < next),
            ),
        ];
        match rules.into_iter().find(|(_, holds)| !holds) {
            Some((claim, _)) => Err(ListError::Claim { claim }),
            None => Ok(()),
        }
    }
}
