//! How a device is recognized in the database: keyed hashes per license, so that a dump links no device to another
//! license, and no hash to a device.

use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Keys;
use gatehouse_formats::DeviceFingerprint;

/// A device as one license knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceMark(DeviceFingerprint);

impl DeviceMark {
    /// The mark of a fingerprint under a license.
    pub fn new(keys: &Keys, license: Uuid, fingerprint: &DeviceFingerprint) -> Result<Self, Fault> {
        let keyed = |component: &[u8; 32]| {
            let mut value = Vec::with_capacity(48);
            value.extend_from_slice(license.as_bytes());
            value.extend_from_slice(component);
            // Under the oldest pepper, which no rotation moves: a mark is one license's, and leads to no address or code.
            keys.settled("licenses.device", &value)
        };
        Ok(Self(DeviceFingerprint::new(fingerprint.components().iter().map(keyed).collect())?))
    }

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

    /// Whether the device that was written down as this one can be `later` now, by the rule of [`DeviceFingerprint::becomes`].
    pub fn becomes(&self, later: &Self) -> bool {
        self.0.becomes(&later.0)
    }
}

#[cfg(test)]
mod tests {
    use super::DeviceMark;
    use gatehouse_core::{SystemRandom, Uuid};
    use gatehouse_db::Keys;
    use gatehouse_formats::DeviceFingerprint;

    /// LIC-10
    #[test]
    fn a_device_is_known_again_after_a_repair_but_never_under_another_license() {
        let keys = Keys::ephemeral(&SystemRandom);
        let mark = |license, parts: &[u8]| {
            let fingerprint = DeviceFingerprint::new(parts.iter().map(|part| [*part; 32]).collect()).unwrap();
            DeviceMark::new(&keys, Uuid::from_u128(license), &fingerprint).unwrap()
        };
        let device = mark(1, &[1, 2, 3, 4, 5]);
        assert!(device.becomes(&mark(1, &[9, 2, 3, 4, 8])), "three of five components stayed");
        assert!(!device.becomes(&mark(1, &[9, 2, 3, 7, 8])));
        assert!(!device.becomes(&mark(2, &[1, 2, 3, 4, 5])));
        assert_eq!(DeviceMark::read(&device.write().unwrap()).unwrap(), device);
        assert!(DeviceMark::read("[]").is_err());
    }
}
