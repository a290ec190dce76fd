//! Which device a key file is for (LIC-11, LIC-32): the one that holds a private key, or the one with certain traits.
//!
//! A file that is read on many machines must not show what a device is recognized by in two products or two files: each
//! file salts the hashes of the traits anew.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::fingerprint::DeviceFingerprint;
use crate::keys::{KeyError, PublicKey};

const CONTEXT: &[u8] = b"gatehouse-key-device-1\0";

/// The device that asks whether it is meant.
#[derive(Clone, Copy, Debug)]
pub struct ThisDevice<'a> {
    /// The public half of the key that only this device has, if it has made one.
    pub key: Option<&'a PublicKey>,
    /// What the device is recognized by.
    pub fingerprint: &'a DeviceFingerprint,
}

/// The device of a key file: the claim `cnf`. Where both are named, both must fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// The device's public key (RFC 7800 §3.2, RFC 8037).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwk: Option<DeviceKey>,
    /// Its traits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<SaltedDevice>,
}

impl Binding {
    /// The device that has the private half of this key and three fifths of these traits.
    #[must_use]
    pub fn to(key: &PublicKey, fingerprint: &DeviceFingerprint, salt: [u8; 16]) -> Self {
        Self { jwk: Some(DeviceKey::new(key)), device: Some(SaltedDevice::new(fingerprint, salt)) }
    }

    /// Whether this device is meant.
    #[must_use]
    pub fn covers(&self, device: ThisDevice<'_>) -> bool {
        let key = self.jwk.as_ref().is_none_or(|jwk| device.key.is_some_and(|key| jwk.is(key)));
        key && self.device.as_ref().is_none_or(|salted| salted.covers(device.fingerprint))
    }

    pub(crate) fn is_well_formed(&self) -> bool {
        let names_one = self.jwk.is_some() || self.device.is_some();
        let key = self.jwk.as_ref().is_none_or(|jwk| jwk.public().is_ok());
        names_one && key && self.device.as_ref().is_none_or(SaltedDevice::is_well_formed)
    }
}

/// A device's public key as a JSON Web Key: `{"kty":"OKP","crv":"Ed25519","x":"…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceKey {
    kty: String,
    crv: String,
    x: String,
}

impl DeviceKey {
    /// Names a key.
    #[must_use]
    pub fn new(key: &PublicKey) -> Self {
        Self { kty: "OKP".to_owned(), crv: "Ed25519".to_owned(), x: key.x() }
    }

    /// The key.
    ///
    /// # Errors
    /// [`KeyError::NotAKey`], for keys of other kinds too.
    pub fn public(&self) -> Result<PublicKey, KeyError> {
        if self.kty == "OKP" && self.crv == "Ed25519" { PublicKey::from_x(&self.x) } else { Err(KeyError::NotAKey) }
    }

    /// Whether this is that key.
    #[must_use]
    pub fn is(&self, key: &PublicKey) -> bool {
        self.public().is_ok_and(|public| public == *key)
    }
}

/// A device's traits, each hashed once more with the salt of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaltedDevice {
    /// 32 lower-case hexadecimal digits.
    pub salt: String,
    /// How many of the hashes must be equal when the first ones differ; as in a lease never fewer than three fifths.
    pub k: u8,
    /// `SHA-256("gatehouse-key-device-1" ‖ 0 ‖ salt ‖ component)` for each component of the fingerprint, in its order.
    pub hashes: DeviceFingerprint,
}

impl SaltedDevice {
    /// The traits of this fingerprint, under this salt.
    #[must_use]
    pub fn new(fingerprint: &DeviceFingerprint, salt: [u8; 16]) -> Self {
        let count = fingerprint.components().len();
        // At most 8 components, so the conversion never saturates.
        let k = u8::try_from(DeviceFingerprint::threshold(count)).unwrap_or(u8::MAX);
        Self { salt: hex::encode(salt), k, hashes: salted(fingerprint, &salt) }
    }

    /// Whether the device with this fingerprint is meant.
    #[must_use]
    pub fn covers(&self, fingerprint: &DeviceFingerprint) -> bool {
        let mut salt = [0; 16];
        hex::decode_to_slice(&self.salt, &mut salt).is_ok()
            && self.hashes.matches_with(&salted(fingerprint, &salt), usize::from(self.k))
    }

    fn is_well_formed(&self) -> bool {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        self.salt.len() == 32
            && self.salt.bytes().all(is_digit)
            && usize::from(self.k) <= self.hashes.components().len()
    }
}

fn salted(fingerprint: &DeviceFingerprint, salt: &[u8; 16]) -> DeviceFingerprint {
    let hash = |component: &[u8; 32]| -> [u8; 32] {
        Sha256::new().chain_update(CONTEXT).chain_update(salt).chain_update(component).finalize().into()
    };
    // Distinct components have distinct hashes, and there are as many as before.
    DeviceFingerprint::new(fingerprint.components().iter().map(hash).collect()).unwrap_or_else(|_| fingerprint.clone())
}
