//! The root key's file: the one key that products trust for good. Losing it means shipping every product anew; whoever
//! has it can make licenses. Keep a copy offline; the server needs it only to certify the next issuing key.

use gatehouse_core::{Fault, Random, Secret};
use gatehouse_db::keys::write_private;
use std::path::Path;

/// Reads the root key's seed, or makes the file (mode 0600) when it is missing.
pub fn open_or_make(path: &Path, random: &dyn Random) -> Result<Secret<[u8; 32]>, Fault> {
    if let Some(seed) = open(path)? {
        return Ok(seed);
    }
    let seed = Secret::new(random.token());
    let text = zeroize::Zeroizing::new(format!(
        "# Gatehouse root key. Products trust what it certifies: keep a copy offline, apart from the database.\nroot {}\n",
        *zeroize::Zeroizing::new(hex::encode(seed.expose()))
    ));
    write_private(path, text.as_bytes())?;
    Ok(seed)
}

/// Reads the root key's seed; `None` when the file is missing: the key is offline.
pub fn open(path: &Path) -> Result<Option<Secret<[u8; 32]>>, Fault> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => zeroize::Zeroizing::new(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let wrong = || Fault::new(format!("{}: not a root key file", path.display()));
    let line = text.lines().find_map(|line| line.strip_prefix("root ")).ok_or_else(wrong)?;
    let mut seed = [0u8; 32];
    hex::decode_to_slice(line.trim(), &mut seed).map_err(|_| wrong())?;
    Ok(Some(Secret::new(seed)))
}

#[cfg(test)]
mod tests {
    use super::{open, open_or_make};
    use gatehouse_core::SystemRandom;

    /// LIC-10
    #[test]
    fn the_root_key_is_made_once_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("root.key");
        assert!(open(&path).unwrap().is_none());
        let made = open_or_make(&path, &SystemRandom).unwrap();
        assert_eq!(open_or_make(&path, &SystemRandom).unwrap().expose(), made.expose());
        std::fs::write(&path, "root abc").unwrap();
        assert!(open(&path).is_err());
    }
}
