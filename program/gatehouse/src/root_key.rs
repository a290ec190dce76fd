//! The vendor's root key: certifies the keys that sign leases. Products are built with its public half.
//!
//! It is made at the first start as `root.key` (mode 0600) beside `root.pub`. Once an issuing key is
//! certified, `root.key` can be taken off the machine and brought back for the yearly rotation: the
//! server runs on without it.
//!
//! `root.pub` says which root keys products trust. A `root.key` that is not among them is refused, as products would
//! refuse what it certifies; a planned change of roots begins with [`add`].

use crate::config::Config;
use gatehouse_core::{Fault, Random, Secret};
use gatehouse_formats::{RootKey, SigningKey};
use gatehouse_licenses::Licenses;
use gatehouse_licenses::actions::leases::root;
use gatehouse_seal::private_file;
use std::path::Path;

/// Reads the root key, or makes it when neither half is here, and returns the licenses module that uses it.
/// `has_issued`: the database has issuing keys already, so a new root key would be one that no product
/// trusts; then a missing one is a fault. Several processes may do this at once: all end with the same key.
pub fn open(config: &Config, random: &dyn Random, has_issued: bool) -> Result<Licenses, Fault> {
    let (private, public) = (config.root_key_file(), config.root_public_file());
    let known = read_public(&public)?.unwrap_or_default();
    let seed = match root::open(&private)? {
        Some(seed) => {
            refuse_foreign(&seed, &known, &private, &public)?;
            seed
        }
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

/// The list of `root.pub`; `None` when the file is missing.
pub(crate) fn read_public(path: &Path) -> Result<Option<Vec<RootKey>>, Fault> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(parse_public(&text, path)?)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Fault::new(format!("{}: {error}", path.display()))),
    }
}

fn parse_public(text: &str, path: &Path) -> Result<Vec<RootKey>, Fault> {
    RootKey::parse_list(text).map_err(|_| Fault::new(format!("{}: not a list of root keys", path.display())))
}

/// Refuses a root key that is not in a list which is there.
pub(crate) fn refuse_foreign(
    seed: &Secret<[u8; 32]>,
    known: &[RootKey],
    private: &Path,
    public: &Path,
) -> Result<(), Fault> {
    let own = public_half(seed);
    if known.is_empty() || known.iter().any(|root| root.kid() == own.kid()) {
        return Ok(());
    }
    Err(Fault::new(format!(
        "{} holds the root key {}, which is not in {}: products would refuse whatever it certifies. Bring the right \
         root.key, or take this one away; for a planned change of roots, gatehouse keys add-root adds it to the list",
        private.display(),
        own.kid(),
        public.display()
    )))
}

fn public_half(seed: &Secret<[u8; 32]>) -> RootKey {
    RootKey::new(SigningKey::from_seed(seed.expose()).public().clone())
}

/// `gatehouse keys add-root FILE`: adds a root key to the list that products are built with. `file` is a root key's file,
/// made when it is missing, or a list of public halves as `root.pub` is one. Returns what was done, in words.
pub fn add(config: &Config, file: &Path, random: &dyn Random) -> Result<String, Fault> {
    let public = config.root_public_file();
    let Some(mut known) = read_public(&public)? else {
        return Err(Fault::new(format!("{} is missing: there is no list yet to add to", public.display())));
    };
    let is_list = std::fs::read_to_string(file).is_ok_and(|text| text.trim_start().starts_with('{'));
    let new = if is_list {
        read_public(file)?.unwrap_or_default()
    } else {
        vec![public_half(&root::open_or_make(file, random)?)]
    };
    let added: Vec<RootKey> = new.into_iter().filter(|root| !known.iter().any(|old| old.kid() == root.kid())).collect();
    if added.is_empty() {
        return Ok(format!("{} has it already", public.display()));
    }
    let names: Vec<String> = added.iter().map(|root| root.kid().to_owned()).collect();
    known.extend(added);
    private_file::replace(&public, list(&known)?.as_bytes())?;
    Ok(format!(
        "root key {} was added to {}. Now: copy that file to every node, build products with it and bring them to your \
         customers; only then put the new root.key in the place of the old one and run gatehouse keys rotate-issuing. \
         Products with the old list alone refuse what the new root key certifies",
        names.join(", "),
        public.display()
    ))
}

fn list(roots: &[RootKey]) -> Result<String, Fault> {
    Ok(serde_json::to_string_pretty(&serde_json::json!({ "keys": roots }))?)
}

/// Writes the half that products are built with, which follows from the other one.
fn write_public(path: &Path, seed: &Secret<[u8; 32]>) -> Result<(), Fault> {
    let text = list(&[public_half(seed)])?;
    // A process that was faster has written the same.
    private_file::create(path, text.as_bytes())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Config, RootKey, add, open};
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

    /// LIC-10
    #[test]
    fn a_root_key_that_products_do_not_trust_is_refused_until_it_is_added() {
        let folder = tempfile::tempdir().unwrap();
        let text = format!("data_dir = '{}'", folder.path().join("data").display());
        let config = Config::parse(&text, &BTreeMap::new()).unwrap();
        let new = folder.path().join("new-root.key");
        assert!(add(&config, &new, &SystemRandom).is_err(), "there is no list yet");
        open(&config, &SystemRandom, false).unwrap();
        let old = folder.path().join("old-root.key");
        std::fs::rename(config.root_key_file(), &old).unwrap();
        gatehouse_licenses::actions::leases::root::open_or_make(&new, &SystemRandom).unwrap();
        std::fs::copy(&new, config.root_key_file()).unwrap();
        let refused = open(&config, &SystemRandom, true).unwrap_err().to_string();
        assert!(refused.contains("root.key") && refused.contains("add-root"), "{refused}");
        assert!(add(&config, &new, &SystemRandom).unwrap().contains("was added"));
        assert!(add(&config, &new, &SystemRandom).unwrap().contains("already"));
        open(&config, &SystemRandom, true).unwrap();
        let listed = std::fs::read_to_string(config.root_public_file()).unwrap();
        assert_eq!(RootKey::parse_list(&listed).unwrap().len(), 2, "products may trust the old one too");
        std::fs::copy(&old, config.root_key_file()).unwrap();
        open(&config, &SystemRandom, true).unwrap();
    }
}
