//! Device fingerprints (LIC-10): one to eight hashes, each of one trait of a device.
//!
//! The product hashes each trait (machine id, board, network card, …) together with its own product code before it
//! leaves the device, so that the server can neither read a trait nor recognize the device in another vendor's records.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Most components that a fingerprint may have.
pub const MAX_COMPONENTS: usize = 8;

/// Why a list of hashes is no fingerprint. Indexes count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FingerprintError {
    /// No component at all.
    #[error("a fingerprint needs at least one component")]
    Empty,
    /// More than [`MAX_COMPONENTS`].
    #[error("a fingerprint has at most 8 components, this has {found}")]
    TooMany {
        /// How many there are.
        found: usize,
    },
    /// Not 64 lower-case hexadecimal digits.
    #[error("component {index} of the fingerprint is not a SHA-256 in lower-case hexadecimal")]
    NotAHash {
        /// Which component.
        index: usize,
    },
    /// The same hash twice; it would count twice in a comparison.
    #[error("component {index} of the fingerprint repeats an earlier one")]
    Repeated {
        /// The later of the two.
        index: usize,
    },
}

/// One device, as one to eight distinct SHA-256 hashes; the first is the primary one.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct DeviceFingerprint {
    components: Vec<[u8; 32]>,
}

impl DeviceFingerprint {
    /// Builds a fingerprint from raw hashes, the primary one first.
    ///
    /// # Errors
    /// [`FingerprintError::Empty`], [`FingerprintError::TooMany`], [`FingerprintError::Repeated`].
    pub fn new(components: Vec<[u8; 32]>) -> Result<Self, FingerprintError> {
        if components.is_empty() {
            return Err(FingerprintError::Empty);
        }
        if components.len() > MAX_COMPONENTS {
            return Err(FingerprintError::TooMany { found: components.len() });
        }
        for (index, component) in components.iter().enumerate() {
            if components[..index].contains(component) {
                return Err(FingerprintError::Repeated { index });
            }
        }
        Ok(Self { components })
    }

    /// Reads hashes as they are sent: 64 lower-case hexadecimal digits each, the primary one first.
    ///
    /// # Errors
    /// See [`FingerprintError`].
    pub fn parse(hashes: &[impl AsRef<str>]) -> Result<Self, FingerprintError> {
        if hashes.len() > MAX_COMPONENTS {
            return Err(FingerprintError::TooMany { found: hashes.len() });
        }
        let mut components = Vec::with_capacity(hashes.len());
        for (index, text) in hashes.iter().enumerate() {
            let mut hash = [0; 32];
            if text.as_ref().bytes().any(|byte| byte.is_ascii_uppercase())
                || hex::decode_to_slice(text.as_ref(), &mut hash).is_err()
            {
                return Err(FingerprintError::NotAHash { index });
            }
            components.push(hash);
        }
        Self::new(components)
    }

    /// The first component.
    #[must_use]
    pub fn primary(&self) -> &[u8; 32] {
        // `new` refuses an empty list, so there is always a first component.
        &self.components[0]
    }

    /// All components, the primary one first.
    #[must_use]
    pub fn components(&self) -> &[[u8; 32]] {
        &self.components
    }

    /// All components as lower-case hexadecimal text, the primary one first.
    #[must_use]
    pub fn to_hex(&self) -> Vec<String> {
        self.components.iter().map(hex::encode).collect()
    }

    /// How many components must be equal when the primary ones differ: three fifths, rounded up. With fewer than three
    /// components nothing but the primary one decides.
    #[must_use]
    pub fn threshold(count: usize) -> usize {
        (count * 3).div_ceil(5)
    }

    /// How many components the two have in common, wherever they stand.
    #[must_use]
    pub fn in_common(&self, other: &Self) -> usize {
        self.components.iter().filter(|component| other.components.contains(component)).count()
    }

    /// Whether the two are the same device: the same primary component, or at least three fifths of the components of
    /// the longer one (of three or more) are equal. So a new network card or a restored disk costs nobody a seat.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.matches_with(other, 0)
    }

    /// Whether so much of the two is equal that only one device can be both: three fifths of the components of the longer one; with
    /// fewer than three components, the primary one.
    ///
    /// A device accepts a lease for a fingerprint of which three fifths are its own. So a server that takes the primary component
    /// alone for the device would give each of many devices a lease for that component and the rest of its own.
    #[must_use]
    pub fn is_mostly(&self, other: &Self) -> bool {
        match self.components.len().max(other.components.len()) {
            0..=2 => self.primary() == other.primary(),
            count => self.in_common(other) >= Self::threshold(count),
        }
    }

    /// Whether a device that was this one can be `later` now: [`is_mostly`](Self::is_mostly), or a newer version of its product that
    /// looks at more traits finds all of these among them.
    #[must_use]
    pub fn becomes(&self, later: &Self) -> bool {
        let grows = later.components.len() > self.components.len() && self.primary() == later.primary();
        self.is_mostly(later) || (grows && self.components.iter().all(|component| later.components.contains(component)))
    }

    /// As [`matches`](Self::matches), but asking for at least `least` equal components when the primary ones differ.
    pub(crate) fn matches_with(&self, other: &Self, least: usize) -> bool {
        let count = self.components.len().max(other.components.len());
        self.primary() == other.primary() || (count >= 3 && self.in_common(other) >= Self::threshold(count).max(least))
    }
}

/// Eight digits of the primary component: enough to tell devices apart in a log.
impl fmt::Debug for DeviceFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceFingerprint({}… of {})", hex::encode(&self.primary()[..4]), self.components.len())
    }
}

impl TryFrom<Vec<String>> for DeviceFingerprint {
    type Error = FingerprintError;

    fn try_from(hashes: Vec<String>) -> Result<Self, FingerprintError> {
        Self::parse(&hashes)
    }
}

impl From<DeviceFingerprint> for Vec<String> {
    fn from(fingerprint: DeviceFingerprint) -> Self {
        fingerprint.to_hex()
    }
}
