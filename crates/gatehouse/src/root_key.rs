//! The vendor's root key: certifies the keys that sign leases. Products are built with its public half.
//!
//! It is made at the first start as `root.key` (mode 0600) beside `root.pub`. Once an issuing key is
//! certified, `root.key` can be taken off the machine and brought back for the yearly rotation: the
//! server runs on without it.

use crate::config::Config;
use gatehouse_core::{Fault, Random};
use gatehouse_db::keys::write_private;
use gatehouse_formats::{RootKey, SigningKey};
use gatehouse_licenses::Licenses;
use gatehouse_licenses::leases::root;

/// Reads the root key, or makes it when neither half is here, and returns the licenses module that uses it.
/// `has_issued`: the database has issuing keys already, so a new root key would be one that no product
/// trusts; then a missing one is a fault.
pub fn open(config: &Config, random: &dyn Random, has_issued: bool) -> Result<Licenses, Fault> {
    let (private, public) = (config.root_key_file(), config.data_dir.join("root.pub"));
    let known = match std::fs::read_to_string(&public) {
        Ok(text) => RootKey::parse_list(&text)
            .map_err(|_| Fault::new(format!("{}: not a list of root keys", public.display())))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    if let Some(seed) = root::open(&private)? {
        return Ok(Licenses::with_root(seed).trusting(known));
    }
    if !known.is_empty() {
        return Ok(Licenses::without_root().trusting(known));
    }
    if has_issued {
        return Err(Fault::new(format!(
            "{} is missing: copy it from the node that made it; products trust only that key",
            public.display()
        )));
    }
    let seed = root::open_or_make(&private, random)?;
    let own = RootKey::new(SigningKey::from_seed(seed.expose()).public().clone());
    write_private(&public, serde_json::to_string_pretty(&serde_json::json!({ "keys": [own] }))?.as_bytes())?;
    Ok(Licenses::with_root(seed))
}
