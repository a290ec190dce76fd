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
    /// Found from where this program was compiled, so that any folder will do to start it in.
    pub fn find() -> Result<Self, Failure> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.ancestors().nth(2).ok_or("the repository's folder was not found")?.to_owned();
        let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| OsString::from("target"));
        Ok(Self { target: root.join(target), root })
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
