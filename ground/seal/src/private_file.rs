//! Files that only their owner may read: keys, and what holds them.
//!
//! Whatever is written here appears whole under its name or not at all, also when the process dies or two of them
//! write at once: it is written under a name of its own first, and only then given the final one.

use gatehouse_core::{Fault, Random as _, SystemRandom};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Makes the file (mode 0600) unless something of that name is there, and answers whether it was made. Of several
/// processes that try at the same moment exactly one gets `true`: the others read what it wrote.
pub fn create(path: &Path, bytes: &[u8]) -> Result<bool, Fault> {
    let written = Written::beside(path, bytes)?;
    // A link, not a rename: a rename would take the place of the file that another process has just made.
    match std::fs::hard_link(&written.0, path) {
        Ok(()) => {
            sync_folder(path)?;
            Ok(true)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(not_made(path)(error)),
    }
}

/// What the system says names no path; the operator must know which one.
fn not_made(path: &Path) -> impl Fn(std::io::Error) -> Fault {
    move |error| Fault::new(format!("{}: cannot be made: {error}", path.display()))
}

fn not_written(path: &Path) -> impl Fn(std::io::Error) -> Fault {
    move |error| Fault::new(format!("{}: cannot be written: {error}", path.display()))
}

fn not_read(path: &Path) -> impl Fn(std::io::Error) -> Fault {
    move |error| Fault::new(format!("{}: cannot be read: {error}", path.display()))
}

/// Makes the data folder for its owner only: database, log and keys lie in it.
pub fn make_folder(folder: &Path) -> Result<(), Fault> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(not_made(folder))
}

/// Writes the file (mode 0600) in the place of what is there, so that a crash leaves the old one or the new one. The
/// new one belongs to whom the old one belonged, also when root writes it: the server must be able to read it.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let written = Written::beside(path, bytes)?;
    keep_owner(path, &written.0)?;
    std::fs::rename(&written.0, path).map_err(not_written(path))?;
    sync_folder(path)
}

/// Gives `new` the owner and group of `old`, where root writes for another.
#[cfg(unix)]
fn keep_owner(old: &Path, new: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let owned = match std::fs::metadata(old) {
        Ok(owned) => owned,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(not_read(old)(error)),
    };
    // Of one owner's files the group does not matter: the mode gives it nothing.
    if owned.uid() == std::fs::metadata(new).map_err(not_read(new))?.uid() {
        return Ok(());
    }
    chown(new, Some(owned.uid()), Some(owned.gid()))
        .map_err(|error| Fault::new(format!("{}: its owner cannot be kept: {error}", old.display())))
}

/// Keeps nothing: this system's files have no such owner.
#[cfg(not(unix))]
fn keep_owner(_old: &Path, _new: &Path) -> Result<(), Fault> {
    Ok(())
}

/// Makes an empty file (mode 0600) unless one is there: for a program of others that would make it for everybody.
pub fn reserve(path: &Path) -> Result<(), Fault> {
    match new_file(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made.map(drop).map_err(not_made(path)),
    }
}

/// Opens a new file (mode 0600) for writing; fails when one of that name is there.
fn new_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(path).map_err(not_read(path))
}

/// Refuses a file that others than its owner can read or change.
#[cfg(unix)]
pub fn refuse_open(path: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::PermissionsExt as _;
    if std::fs::metadata(path).map_err(not_read(path))?.permissions().mode() & 0o077 != 0 {
        return Err(Fault::new(format!("{}: others can read the key file; set its mode to 0600", path.display())));
    }
    Ok(())
}

/// Refuses nothing: this system's files have no mode.
#[cfg(not(unix))]
pub fn refuse_open(_path: &Path) -> Result<(), Fault> {
    Ok(())
}

/// A whole file under a name that nobody else uses; removed when dropped.
struct Written(PathBuf);

impl Written {
    fn beside(path: &Path, bytes: &[u8]) -> Result<Self, Fault> {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty() && !f.exists()) {
            make_folder(folder)?;
        }
        let name = path.file_name().ok_or_else(|| Fault::new(format!("{}: not a file's name", path.display())))?;
        let mark = hex::encode(&SystemRandom.token()[..8]);
        let temporary = path.with_file_name(format!(".{}.{mark}.new", name.to_string_lossy()));
        // The final name is said: of the other nobody knows.
        let mut file = new_file(&temporary).map_err(not_made(path))?;
        let written = Self(temporary);
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(not_written(path))?;
        Ok(written)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        // After a rename it is gone, and that is fine; else nobody looks for a file of this name.
        drop(std::fs::remove_file(&self.0));
    }
}

/// Makes the new name survive a loss of power.
fn sync_folder(path: &Path) -> Result<(), Fault> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(not_written(folder))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{create, replace};

    /// PRI-13
    #[test]
    fn of_many_who_make_a_file_at_once_exactly_one_does() {
        let folder = tempfile::tempdir().unwrap();
        for round in 0..20 {
            let path = folder.path().join(format!("round-{round}")).join("file");
            let path = &path;
            let made: Vec<u8> = std::thread::scope(|scope| {
                let threads: Vec<_> =
                    (0..8_u8).map(|n| scope.spawn(move || create(path, &[n; 4000]).unwrap().then_some(n))).collect();
                threads.into_iter().filter_map(|thread| thread.join().unwrap()).collect()
            });
            assert_eq!(made.len(), 1, "{made:?}");
            assert_eq!(std::fs::read(path).unwrap(), vec![made[0]; 4000]);
            assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "something was left behind");
        }
    }

    /// ALL-9
    #[test]
    fn a_file_or_folder_that_cannot_be_made_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("taken");
        std::fs::write(&taken, "").unwrap();
        // A folder that would lie in a file, and a file that would: even root makes neither.
        for (path, named) in
            [(taken.join("folder").join("keys"), taken.join("folder")), (taken.join("keys"), taken.join("keys"))]
        {
            let named = format!("{}: cannot be made: ", named.display());
            for said in [create(&path, b"x").unwrap_err(), replace(&path, b"x").unwrap_err()] {
                assert!(said.to_string().starts_with(&named), "{said}");
            }
        }
        // What lies in the way of a new file is not taken for one.
        let said = replace(folder.path(), b"x").unwrap_err().to_string();
        assert!(said.starts_with(&format!("{}: cannot be written: ", folder.path().display())), "{said}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was left behind");
    }

    /// PRI-13
    #[test]
    fn a_file_is_private_and_replaced_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        assert!(create(&path, b"first").unwrap());
        assert!(!create(&path, b"second").unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), b"first");
        replace(&path, b"third").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"third");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
