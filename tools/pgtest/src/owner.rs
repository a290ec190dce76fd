//! The user that the server runs as.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// A system user by its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct User {
    pub uid: u32,
    pub gid: u32,
}

/// Whom the server must run as, given a folder that we made: `Ok(None)` is ourselves. PostgreSQL refuses to
/// run as root, so root hands over to `postgres` or, on a machine where only the programs were unpacked, `nobody`.
///
/// # Errors
/// `NotFound` for root on a machine with neither user; else what reading the folder or the users gave.
pub fn server_user(our_folder: &Path) -> Result<Option<User>, std::io::Error> {
    // The owner of what we make is who we are: the standard library has no getuid.
    if std::fs::metadata(our_folder)?.uid() != 0 {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd")?;
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| find(&users, name))
        .map(Some)
        .ok_or_else(|| std::io::Error::from(std::io::ErrorKind::NotFound))
}

/// Looks a user up in the text of `/etc/passwd` (`name:password:uid:gid:…`).
fn find(users: &str, name: &str) -> Option<User> {
    users.lines().find_map(|line| {
        let fields: Vec<&str> = line.split(':').collect();
        match fields.as_slice() {
            [user, _, uid, gid, ..] if *user == name => Some(User { uid: uid.parse().ok()?, gid: gid.parse().ok()? }),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_its_whole_name_only() {
        let users = "root:x:0:0:root:/:/bin/sh\npostgres2:x:7:8::/:/bin/sh\npostgres:x:105:109:x:/:/bin/sh\n";
        assert_eq!(find(users, "postgres"), Some(User { uid: 105, gid: 109 }));
        assert_eq!(find(users, "nobody"), None);
    }
}
