//! Where PostgreSQL's programs are.

use std::path::{Path, PathBuf};

/// Where Debian, Ubuntu and their relatives keep one folder for each major version.
const VERSIONS_FOLDER: &str = "/usr/lib/postgresql";

/// The folder that holds `initdb`, `postgres` and `psql`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// The folder itself.
    pub folder: PathBuf,
}

impl Programs {
    /// The path of one program, by its name.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// Finds PostgreSQL on the PATH, else the newest of Debian's versions; `None` when it is not installed.
#[must_use]
pub fn find_programs() -> Option<Programs> {
    let on_path: Vec<PathBuf> = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect())?;
    first_complete(on_path).or_else(|| first_complete(newest_first(Path::new(VERSIONS_FOLDER))))
}

fn first_complete(folders: Vec<PathBuf>) -> Option<Programs> {
    folders
        .into_iter()
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
        .map(|folder| Programs { folder })
}

/// The `bin` folders below `root`, the highest version number first.
fn newest_first(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(root) else { return Vec::new() };
    let mut versions: Vec<(u32, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort_by(|a, b| b.cmp(a));
    versions.into_iter().map(|(_, folder)| folder).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_16_is_preferred_to_version_9() {
        let root = std::env::temp_dir().join(format!("pgtest-versions-{}", std::process::id()));
        for version in ["9", "16", "not-a-version"] {
            let bin = root.join(version).join("bin");
            std::fs::create_dir_all(&bin).unwrap();
            for program in ["initdb", "postgres"] {
                std::fs::write(bin.join(program), "").unwrap();
            }
        }
        let found = first_complete(newest_first(&root));
        std::fs::remove_dir_all(&root).unwrap();
        assert_eq!(found.unwrap().folder, root.join("16").join("bin"));
    }

    #[test]
    fn a_folder_that_is_not_there_holds_no_version() {
        assert_eq!(newest_first(Path::new("no/such/folder")), Vec::<PathBuf>::new());
    }
}
