//! The root key's file: the one key that products trust for good. Losing it means shipping every product anew; whoever
//! has it can make licenses. Keep a copy offline; the server needs it only to certify the next issuing key.

use gatehouse_core::{Fault, Random, Secret};
use gatehouse_seal::private_file;
use std::path::Path;

/// Reads the root key's seed, or makes the file (mode 0600) when it is missing. Of several processes that make it at
/// once one wins, and all have its key.
pub fn open_or_make(path: &Path, random: &dyn Random) -> Result<Secret<[u8; 32]>, Fault> {
    if let Some(seed) = open(path)? {
        return Ok(seed);
    }
    let seed: Secret<[u8; 32]> = Secret::new(random.token());
    let text = zeroize::Zeroizing::new(format!(
        "# Gatehouse root key. Products trust what it certifies: keep a copy offline, apart from the database.\nroot {}\n",
        *zeroize::Zeroizing::new(hex::encode(seed.expose()))
    ));
    private_file::create(path, text.as_bytes())?;
    // Not what was just written: another process may have been first.
    open(path)?.ok_or_else(|| Fault::new(format!("{}: was removed as soon as it was made", path.display())))
}

/// Reads the root key's seed; `None` when the file is missing: the key is offline. A file that others can read is
/// refused.
pub fn open(path: &Path) -> Result<Option<Secret<[u8; 32]>>, Fault> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => zeroize::Zeroizing::new(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    private_file::refuse_open(path)?;
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
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            mode(0o640);
            assert!(open(&path).unwrap_err().to_string().contains("0600"), "others can read it");
            mode(0o600);
            open(&path).unwrap();
        }
        std::fs::write(&path, "root abc").unwrap();
        assert!(open(&path).is_err());
    }

    /// LIC-10, ALL-6
    #[test]
    fn several_first_starts_at_once_end_with_the_same_root_key() {
        let folder = tempfile::tempdir().unwrap();
        for round in 0..20 {
            let path = folder.path().join(format!("round-{round}")).join("root.key");
            let path = &path;
            let seen: Vec<[u8; 32]> = std::thread::scope(|scope| {
                let make = move || *open_or_make(path, &SystemRandom).unwrap().expose();
                let threads: Vec<_> = (0..8).map(|_| scope.spawn(make)).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            let stored = *open(path).unwrap().unwrap().expose();
            assert!(seen.iter().all(|seed| *seed == stored), "round {round}");
        }
    }
}
