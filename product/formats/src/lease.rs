//! Leases (LIC-10, LIC-16, LIC-31): the signed right of one device to run one product until a moment.
//!
//! A product verifies a lease without a network, renews it at `renew_after`, and stops at `exp`. A license blocked in
//! between stops at the end of the lease at the latest.

use serde::{Deserialize, Serialize};

use crate::account::AccountNeed;
use crate::fingerprint::DeviceFingerprint;
use crate::jws::{self, JwsError, Unverified};
use crate::keys::{IssuingKey, KeyError, Purpose, RootKey, SigningKey};

/// The `typ` of a lease.
pub const LEASE_TYPE: &str = "gatehouse-lease+jwt";
/// Most certificates that may travel with a lease.
pub const MAX_CHAIN: usize = 16;
/// Most features in a lease.
pub const MAX_FEATURES: usize = 64;
/// Longest text in a claim, in bytes.
pub const MAX_TEXT: usize = 200;

/// Why a lease is refused. Moments are unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LeaseError {
    /// Not a lease at all: another form, another kind of signed text, or unsigned.
    #[error("this is not a lease: {0}")]
    NotALease(JwsError),
    /// More than [`MAX_CHAIN`] certificates.
    #[error("the lease came with {found} certificates, at most 16 are read")]
    LongChain {
        /// How many.
        found: usize,
    },
    /// No certificate for the key that signed it.
    #[error("the lease is signed by the key {kid}, which nobody vouches for")]
    UnknownKey {
        /// The id of the key.
        kid: String,
    },
    /// There are certificates, but none for this key that holds. This is why the last one does not.
    #[error("the lease is signed by the key {kid}: {reason}")]
    UntrustedKey {
        /// The id of the key.
        kid: String,
        /// Why a certificate that came with the lease was refused.
        reason: KeyError,
    },
    /// The text was changed, or another key signed it.
    #[error("the signature of the lease is wrong")]
    Signature,
    /// The claims are missing, too long or contradict each other; the name is that of the claim.
    #[error("the claim “{claim}” of the lease is wrong")]
    Claim {
        /// Which claim; `*` when they are not those of a lease.
        claim: &'static str,
    },
    /// The key was not yet, or no longer, valid when the lease was signed.
    #[error("the lease was signed outside the validity of the key {kid}")]
    KeyOutOfDate {
        /// The id of the key.
        kid: String,
    },
    /// For another product.
    #[error("the lease is for the product {found}")]
    WrongProduct {
        /// The product it is for.
        found: String,
    },
    /// For another device.
    #[error("the lease is for another device")]
    WrongDevice,
    /// Not valid before a moment still to come.
    #[error("the lease is not valid yet")]
    NotYetValid {
        /// First second of its validity.
        from: i64,
    },
    /// No longer valid.
    #[error("the lease has ended")]
    Expired {
        /// First second after its validity.
        at: i64,
    },
}

/// A block that lies ahead (LIC-20): it can be taken back until then. Moments are unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedBlock {
    /// From when on the product should show what is ahead; missing for a block without grace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace: Option<i64>,
    /// From when on the product should be limited; missing where it never is before the block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limited: Option<i64>,
    /// From when on the license is blocked: no lease lasts longer.
    pub dead: i64,
}

/// How a license that will be blocked stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockState {
    /// No block is planned, or its grace has not begun.
    None,
    /// The product works whole and should say what is ahead.
    Grace,
    /// The product should be limited, as far as its maker lets a limited one work.
    Limited,
}

/// What the license grants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseTerms {
    /// The edition's code in the catalog.
    pub edition: String,
    /// How many devices at a time.
    pub seats: u32,
    /// End of the license, unix seconds; `None` for one without end.
    pub until: Option<i64>,
    /// Features that the product may switch on (LIC-31), at most [`MAX_FEATURES`].
    pub features: Vec<String>,
    /// A block that lies ahead; missing where none is planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<PlannedBlock>,
    /// Which of them need a connected account (LIC-33); `None`: none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountNeed>,
}

impl LicenseTerms {
    /// How the license stands at `now` (unix seconds), also where nobody can be asked.
    #[must_use]
    pub fn block_state(&self, now: i64) -> BlockState {
        let has_begun = |at: Option<i64>| at.is_some_and(|at| at <= now);
        match self.block {
            Some(block) if has_begun(block.limited) => BlockState::Limited,
            Some(block) if has_begun(block.grace) => BlockState::Grace,
            _ => BlockState::None,
        }
    }
}

/// The device that the lease is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceBinding {
    /// How many components must be equal when the primary ones differ. A lease may ask for more than
    /// [`DeviceFingerprint::threshold`], never for fewer.
    pub k: u8,
    /// The device's fingerprint as it was at activation or at the last renewal.
    pub hashes: DeviceFingerprint,
}

impl DeviceBinding {
    /// The usual binding: three fifths of the components.
    #[must_use]
    pub fn to(fingerprint: DeviceFingerprint) -> Self {
        let count = fingerprint.components().len();
        // At most 8 components, so the conversion never saturates.
        Self { k: u8::try_from(DeviceFingerprint::threshold(count)).unwrap_or(u8::MAX), hashes: fingerprint }
    }

    /// Whether a device is this one.
    #[must_use]
    pub fn covers(&self, device: &DeviceFingerprint) -> bool {
        self.hashes.matches_with(device, usize::from(self.k))
    }
}

/// The claims of a lease. Moments are unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Origin of the portal that issued it.
    pub iss: String,
    /// Product code.
    pub aud: String,
    /// License number.
    pub sub: String,
    /// The lease's own id.
    pub jti: String,
    /// The activation that it continues, a UUID.
    pub act: String,
    /// When it was signed.
    pub iat: i64,
    /// First second of its validity; not after `iat`.
    pub nbf: i64,
    /// First second after its validity.
    pub exp: i64,
    /// From when on the product asks for the next one: the half-life, with the server's jitter.
    pub renew_after: i64,
    /// What the license grants.
    pub lic: LicenseTerms,
    /// The device.
    pub cnf: DeviceBinding,
}

impl Lease {
    /// Signs the lease. The same lease and key always give the same text.
    ///
    /// # Errors
    /// [`LeaseError::Claim`] for claims that a reader would refuse, so that such a lease never leaves the server.
    pub fn sign(&self, key: &SigningKey) -> Result<String, LeaseError> {
        self.check_claims()?;
        jws::sign(key, LEASE_TYPE, self).map_err(LeaseError::NotALease)
    }

    /// Verifies everything: who signed, for which product, for which device, and that `now` (unix seconds) is within it.
    ///
    /// # Errors
    /// See [`LeaseError`]; the reasons are looked for in the order of its variants.
    pub fn verify(
        text: &str,
        chain: &[String],
        roots: &[RootKey],
        now: i64,
        product: &str,
        device: &DeviceFingerprint,
    ) -> Result<Self, LeaseError> {
        let lease = Self::open(text, chain, roots)?;
        lease.check(now, product, device)?;
        Ok(lease)
    }

    /// Verifies who signed, and nothing else: to show what an expired lease was.
    ///
    /// # Errors
    /// Those of [`LeaseError`] up to [`LeaseError::KeyOutOfDate`].
    pub fn open(text: &str, chain: &[String], roots: &[RootKey]) -> Result<Self, LeaseError> {
        let unverified = Unverified::parse(text).map_err(LeaseError::NotALease)?;
        if unverified.typ() != LEASE_TYPE {
            let found = unverified.typ().chars().take(80).collect();
            return Err(LeaseError::NotALease(JwsError::Type { found }));
        }
        let key = issuing_key(unverified.kid(), chain, roots)?;
        let lease: Self = unverified.verify(&key.public, LEASE_TYPE).map_err(|error| match error {
            JwsError::Signature => LeaseError::Signature,
            JwsError::Claims => LeaseError::Claim { claim: "*" },
            other => LeaseError::NotALease(other),
        })?;
        lease.check_claims()?;
        if !key.valid_at(lease.iat) {
            return Err(LeaseError::KeyOutOfDate { kid: key.public.kid().to_owned() });
        }
        Ok(lease)
    }

    /// Whether an opened lease lets this product run on this device at this moment (unix seconds).
    ///
    /// # Errors
    /// [`LeaseError::WrongProduct`], [`LeaseError::WrongDevice`], [`LeaseError::NotYetValid`], [`LeaseError::Expired`].
    pub fn check(&self, now: i64, product: &str, device: &DeviceFingerprint) -> Result<(), LeaseError> {
        if self.aud != product {
            return Err(LeaseError::WrongProduct { found: self.aud.clone() });
        }
        if !self.cnf.covers(device) {
            return Err(LeaseError::WrongDevice);
        }
        if now < self.nbf {
            return Err(LeaseError::NotYetValid { from: self.nbf });
        }
        if now >= self.exp {
            return Err(LeaseError::Expired { at: self.exp });
        }
        Ok(())
    }

    fn check_claims(&self) -> Result<(), LeaseError> {
        let text = |value: &str| !value.is_empty() && value.len() <= MAX_TEXT;
        let rules = [
            ("iss", text(&self.iss)),
            ("aud", text(&self.aud)),
            ("sub", text(&self.sub)),
            ("jti", text(&self.jti)),
            ("act", text(&self.act)),
            ("nbf", self.nbf <= self.iat),
            ("exp", self.iat < self.exp),
            ("renew_after", (self.iat..=self.exp).contains(&self.renew_after)),
            ("lic.edition", text(&self.lic.edition)),
            ("lic.seats", self.lic.seats > 0),
            (
                "lic.features",
                self.lic.features.len() <= MAX_FEATURES && self.lic.features.iter().all(|name| text(name)),
            ),
            (
                "lic.block",
                self.lic.block.is_none_or(|block| {
                    let begins = block.grace.unwrap_or(i64::MIN);
                    let limited = block.limited.unwrap_or(block.dead);
                    begins <= limited && limited <= block.dead
                }),
            ),
            ("lic.account", self.lic.account.as_ref().is_none_or(AccountNeed::is_well_formed)),
            ("cnf.k", usize::from(self.cnf.k) <= self.cnf.hashes.components().len()),
        ];
        match rules.into_iter().find(|(_, holds)| !holds) {
            Some((claim, _)) => Err(LeaseError::Claim { claim }),
            None => Ok(()),
        }
    }
}

/// The certified key of this id. Certificates of other purposes or of newer forms are passed over.
pub(crate) fn issuing_key(kid: &str, chain: &[String], roots: &[RootKey]) -> Result<IssuingKey, LeaseError> {
    if chain.len() > MAX_CHAIN {
        return Err(LeaseError::LongChain { found: chain.len() });
    }
    let mut refused = None;
    for certificate in chain {
        match IssuingKey::verify(certificate, roots) {
            Ok(key) if key.public.kid() == kid && key.purpose == Purpose::Lease => return Ok(key),
            Ok(_) => {}
            Err(reason) => refused = Some(reason),
        }
    }
    let kid = kid.chars().take(80).collect();
    Err(match refused {
        Some(reason) => LeaseError::UntrustedKey { kid, reason },
        None => LeaseError::UnknownKey { kid },
    })
}
