//! A configuration together with where each of its values was set.

use super::read::{Origins, read};
use super::{Config, Origin, PREFIX, values};
use gatehouse_core::Fault;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file that is read when none is named.
const USUAL: &str = "gatehouse.toml";

/// What file and environment say.
pub struct Loaded {
    /// The configuration.
    pub config: Config,
    /// The file that was read; none where none was named and the folder has none.
    pub file: Option<PathBuf>,
    origins: Origins,
}

/// A key as `gatehouse config show` prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The key.
    pub key: &'static str,
    /// Its value, without what is secret.
    pub value: String,
    /// Where it was set.
    pub origin: Origin,
}

impl Loaded {
    /// Reads the file (when there is one) and the environment over it.
    pub fn read(file: Option<&Path>) -> Result<Self, Fault> {
        let variables = std::env::vars().filter(|(name, _)| name.starts_with(PREFIX)).collect();
        let path = file.unwrap_or_else(|| Path::new(USUAL));
        let (text, found) = match std::fs::read_to_string(path) {
            Ok(text) => (text, Some(path.to_path_buf())),
            Err(error) if file.is_none() && error.kind() == ErrorKind::NotFound => (String::new(), None),
            Err(error) => return Err(Fault::new(format!("{}: {error}", path.display()))),
        };
        Self::of(&path.display().to_string(), &text, &variables).map(|loaded| Self { file: found, ..loaded })
    }

    /// From the text of a file of this name, and the variables over it.
    pub(super) fn of(name: &str, text: &str, variables: &BTreeMap<String, String>) -> Result<Self, Fault> {
        let (config, origins) = read(name, text, variables)?;
        Ok(Self { config, file: None, origins })
    }

    /// Every key.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let shown = |(key, value): (&'static str, String)| {
            let origin = self.origins.get(key).cloned().unwrap_or(Origin::Default);
            Shown { key, value, origin }
        };
        values::all(&self.config).into_iter().map(shown).collect()
    }
}
