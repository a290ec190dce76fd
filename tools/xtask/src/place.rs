//! Where things are in this repository.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::Failure;

/// The repository's folder and what is derived from it.
pub struct Place {
    /// The folder with the workspace's Cargo.toml.
    pub root: PathBuf,
    target: PathBuf,
}

impl Place {
    /// Found upward from the current folder. Where this program was compiled says nothing: two checkouts may share one target folder.
    pub fn find() -> Result<Self, Failure> {
        let here = std::env::current_dir().map_err(|error| format!("the current folder: {error}"))?;
        let root = workspace(&here).ok_or_else(|| format!("{} is in no checkout of Gatehouse", here.display()))?;
        let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| OsString::from("target"));
        Ok(Self { target: root.join(target), root })
    }

    /// A copy of the checkout that shares this one's target folder.
    pub fn beside(&self, root: PathBuf) -> Self {
        Self { root, target: self.target.clone() }
    }

    /// The folder of what cargo builds.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The browser code: TypeScript, styles, fonts.
    pub fn web(&self) -> PathBuf {
        self.root.join("web")
    }

    /// The browser journeys.
    pub fn e2e(&self) -> PathBuf {
        self.root.join("e2e")
    }

    /// A program that cargo built, by its profile's folder (`debug`, `release`) and name.
    pub fn built(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(name)
    }
}

/// The nearest folder upward whose Cargo.toml has a `[workspace]`.
fn workspace(from: &Path) -> Option<PathBuf> {
    let is_root = |folder: &&Path| {
        std::fs::read_to_string(folder.join("Cargo.toml"))
            .is_ok_and(|manifest| manifest.lines().any(|line| line.trim() == "[workspace]"))
    };
    from.ancestors().find(is_root).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::workspace;

    #[test]
    fn the_checkout_is_the_one_around_the_current_folder() {
        let both = tempfile::tempdir().unwrap();
        for checkout in ["one", "two"] {
            let crate_folder = both.path().join(checkout).join("ground").join("core");
            std::fs::create_dir_all(crate_folder.join("src")).unwrap();
            std::fs::write(both.path().join(checkout).join("Cargo.toml"), "[workspace]\nmembers = []\n").unwrap();
            std::fs::write(crate_folder.join("Cargo.toml"), "[package]\nname = \"core\"\n").unwrap();
        }
        for checkout in ["one", "two"] {
            let root = both.path().join(checkout);
            assert_eq!(workspace(&root.join("ground/core/src")), Some(root.clone()));
            assert_eq!(workspace(&root), Some(root));
        }
        assert_eq!(workspace(both.path()), None);
    }
}
