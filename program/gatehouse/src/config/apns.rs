//! Keys that the operator keeps: the files in `data_dir`, and the vendor's certificate for Apple's push service (SUP-8).

use super::Config;
use gatehouse_core::{Fault, Secret};
use gatehouse_support::model::apns::vendor::{SharedVendor, Vendor};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;

/// See [`Config::apns`]. Both are texts in PEM, best as `file:PATH`.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ApnsConfig {
    /// The private key of the vendor's MDM certificate, without a password.
    pub key: Option<Secret<String>>,
    /// The vendor's certificate, Apple's intermediate one that issued it, Apple's root.
    pub chain: String,
}

impl Config {
    /// The file with master keys and pepper.
    pub fn key_file(&self) -> PathBuf {
        self.data_dir.join("gatehouse.keys")
    }

    /// The file with the root key that certifies issuing keys; can be kept elsewhere between rotations.
    pub fn root_key_file(&self) -> PathBuf {
        self.data_dir.join("root.key")
    }

    /// The public half of the root key, which products are built with; stays when the other is offline.
    pub fn root_public_file(&self) -> PathBuf {
        self.data_dir.join("root.pub")
    }

    /// What customers' requests are signed with; nothing where it is not set.
    pub fn apns(&self) -> Result<SharedVendor, Fault> {
        let ApnsConfig { key, chain } = &self.apns;
        let key = key.as_ref().map_or("", |key| key.expose().as_str());
        if key.is_empty() && chain.is_empty() {
            return Ok(SharedVendor(None));
        }
        let vendor = Vendor::open(key, chain).map_err(|error| Fault::new(format!("apns: {error}")))?;
        Ok(SharedVendor(Some(Arc::new(vendor))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use std::collections::BTreeMap;

    /// SUP-8
    #[test]
    fn a_key_without_its_chain_is_refused_at_the_start() {
        let of = |text: &str| Config::parse(text, &BTreeMap::new()).map_err(|fault| fault.to_string());
        assert!(of("").is_ok_and(|config| config.apns().is_ok_and(|vendor| vendor.0.is_none())));
        let refused = of("[apns]\nkey = \"-----BEGIN PRIVATE KEY-----\"").err().unwrap_or_default();
        assert!(refused.contains("apns: "), "{refused}");
        assert!(of("[apns]\nkeys = \"x\"").is_err());
    }
}
