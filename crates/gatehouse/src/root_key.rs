//! The vendor's root key: certifies the keys that sign leases. Products are built with its public half.
//!
//! It is made at the first start as `root.key` (mode 0600) beside `root.pub`. Once an issuing key is
//! certified, `root.key` can be taken off the machine and brought back for the yearly rotation: the
//! server runs on without it.

use crate::config::Config;
use gatehouse_core::{Fault, Random, Secret};
use gatehouse_db::private_file;
use gatehouse_formats::{RootKey, SigningKey};
use gatehouse_licenses::Licenses;
use gatehouse_licenses::leases::root;
use std::path::Path;

/// Reads the root key, or makes it when neither half is here, and returns the licenses module that uses it.
/// `has_issued`: the database has issuing keys already, so a new root key would be one that no product
/// trusts; then a missing one is a fault. Several processes may do this at once: all end with the same key.
pub fn open(config: &Config, random: &dyn Random, has_issued: bool) -> Result<Licenses, Fault> {
    let (private, public) = (config.root_key_file(), config.root_public_file());
    let known = match std::fs::read_to_string(&public) {
        Ok(text) => RootKey::parse_list(&text)
            .map_err(|_| Fault::new(format!("{}: not a list of root keys", public.display())))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let seed = match root::open(&private)? {
        Some(seed) => seed,
        None if !known.is_empty() => return Ok(Licenses::without_root().trusting(known)),
        None if has_issued => {
            return Err(Fault::new(format!(
                "{} is missing: copy it from the node that made it, or from where it is kept; products trust only that key",
                public.display()
            )));
        }
        None => root::open_or_make(&private, random)?,
    };
    if known.is_empty() {
        write_public(&public, &seed)?;
    }
    Ok(Licenses::with_root(seed).trusting(known))
}

/// Writes the half that products are built with, which follows from the other one.
fn write_public(path: &Path, seed: &Secret<[u8; 32]>) -> Result<(), Fault> {
    let own = RootKey::new(SigningKey::from_seed(seed.expose()).public().clone());
    let text = serde_json::to_string_pretty(&serde_json::json!({ "keys": [own] }))?;
    // Whoever was first has written the same.
    private_file::create(path, text.as_bytes())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Config, RootKey, open};
    use gatehouse_core::SystemRandom;
    use std::collections::BTreeMap;

    /// LIC-10, ALL-6
    #[test]
    fn several_first_starts_at_once_make_one_pair_and_a_lost_public_half_is_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let text = format!("data_dir = '{}'", folder.path().join("data").display());
        let config = Config::parse(&text, &BTreeMap::new()).unwrap();
        let config = &config;
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(move || drop(open(config, &SystemRandom, false).unwrap()));
            }
        });
        let public = std::fs::read_to_string(config.root_public_file()).unwrap();
        assert_eq!(RootKey::parse_list(&public).unwrap().len(), 1);
        std::fs::remove_file(config.root_public_file()).unwrap();
        open(config, &SystemRandom, true).unwrap();
        assert_eq!(std::fs::read_to_string(config.root_public_file()).unwrap(), public, "it follows from root.key");
        std::fs::remove_file(config.root_key_file()).unwrap();
        open(config, &SystemRandom, true).unwrap();
        std::fs::remove_file(config.root_public_file()).unwrap();
        assert!(open(config, &SystemRandom, true).unwrap_err().to_string().contains("root.pub"));
    }
}
