//! How a device is recognized in the database: keyed hashes per license, so that a dump links no device to another
//! license, and no hash to a device.
//!
//! A row has its pepper's version beside it, and is compared under that one. New rows of a license are made with the one
//! pepper that its row names, so that the same device never has two values under the unique index.

use crate::tables::license;
use gatehouse_core::{Fault, Uuid};
use gatehouse_formats::DeviceFingerprint;
use gatehouse_seal::Keys;

const DOMAIN: &str = "licenses.device";

/// A device that asks for a license: it has a mark under each pepper.
#[derive(Clone, Copy)]
pub struct Marks<'a> {
    keys: &'a Keys,
    license: Uuid,
    fingerprint: &'a DeviceFingerprint,
}

impl<'a> Marks<'a> {
    /// Of a fingerprint under a license.
    pub const fn new(keys: &'a Keys, license: Uuid, fingerprint: &'a DeviceFingerprint) -> Self {
        Self { keys, license, fingerprint }
    }

    /// The mark to hold against a row of this pepper.
    pub fn under(&self, pepper: i64) -> Result<DeviceMark, Fault> {
        let keyed = |component: &[u8; 32]| self.keys.lookup_since(pepper, DOMAIN, &self.value(component));
        let components = self.fingerprint.components().iter().map(keyed).collect::<Result<Vec<_>, _>>()?;
        Ok(DeviceMark(DeviceFingerprint::new(components)?))
    }

    /// What `activation.device_lookup` can be for this device: one value for each pepper that is known.
    pub fn lookups(&self) -> Vec<Vec<u8>> {
        self.keys.accepted(DOMAIN, &self.value(self.fingerprint.primary()))
    }

    fn value(&self, component: &[u8; 32]) -> Vec<u8> {
        [&self.license.as_bytes()[..], component].concat()
    }
}

/// The pepper of the mark of a further device of a license: that of its other devices. The first one takes the newest
/// that is used.
pub fn pepper_of_next(keys: &Keys, license: &license::Model) -> i64 {
    match license.seats_used.saturating_add(license.transfers) {
        0 => license.device_pepper.max(keys.pepper_version()),
        _ => license.device_pepper,
    }
}

/// A device as one license knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceMark(DeviceFingerprint);

impl DeviceMark {
    /// From the column `activation.components`.
    pub fn read(components: &str) -> Result<Self, Fault> {
        Ok(Self(serde_json::from_str(components)?))
    }

    /// For the column `activation.components`.
    pub fn write(&self) -> Result<String, Fault> {
        Ok(serde_json::to_string(&self.0)?)
    }

    /// For the column `activation.device_lookup`: the primary component's hash.
    pub fn lookup(&self) -> &[u8; 32] {
        self.0.primary()
    }

    /// The hashes of its parts.
    pub fn parts(&self) -> &[[u8; 32]] {
        self.0.components()
    }

    /// Whether the device that was written down as this one can be `later` now, by the rule of [`DeviceFingerprint::becomes`].
    pub fn becomes(&self, later: &Self) -> bool {
        self.0.becomes(&later.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{DeviceMark, Marks};
    use gatehouse_core::{SystemRandom, Uuid};
    use gatehouse_formats::DeviceFingerprint;
    use gatehouse_seal::Keys;

    fn fingerprint(parts: &[u8]) -> DeviceFingerprint {
        DeviceFingerprint::new(parts.iter().map(|part| [*part; 32]).collect()).unwrap()
    }

    /// LIC-10
    #[test]
    fn a_device_is_known_again_after_a_repair_but_never_under_another_license() {
        let keys = Keys::ephemeral(&SystemRandom);
        let mark =
            |license, parts: &[u8]| Marks::new(&keys, Uuid::from_u128(license), &fingerprint(parts)).under(1).unwrap();
        let device = mark(1, &[1, 2, 3, 4, 5]);
        assert!(device.becomes(&mark(1, &[9, 2, 3, 4, 8])), "three of five components stayed");
        assert!(!device.becomes(&mark(1, &[9, 2, 3, 7, 8])));
        assert!(!device.becomes(&mark(2, &[1, 2, 3, 4, 5])));
        assert_eq!(DeviceMark::read(&device.write().unwrap()).unwrap(), device);
        assert!(DeviceMark::read("[]").is_err());
    }

    /// LIC-10, PRI-13
    #[test]
    fn a_device_has_a_mark_under_each_pepper_and_rows_of_before_versions_are_under_the_oldest() {
        let keys = Keys::ephemeral(&SystemRandom);
        let parts = fingerprint(&[1, 2, 3]);
        let device = Marks::new(&keys, Uuid::from_u128(1), &parts);
        let first = device.under(1).unwrap();
        assert_eq!(keys.rotate_pepper(&SystemRandom).unwrap(), 2);
        let second = device.under(2).unwrap();
        assert_ne!(first, second);
        assert_eq!(device.under(0).unwrap(), first);
        assert_eq!(device.lookups(), [second.lookup().to_vec(), first.lookup().to_vec()]);
        assert!(device.under(3).is_err(), "of a key file that this node does not have");
    }
}
