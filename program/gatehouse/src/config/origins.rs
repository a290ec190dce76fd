//! Where the value of a key comes from.

use std::fmt;

/// Where a value was set. [`Origin::to_string`] is for a message about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nowhere.
    Default,
    /// In the configuration file.
    File {
        /// The file, as it was named.
        name: String,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// By this variable of the environment.
    Variable(String),
    /// In a file of its own, whose path stands where this says.
    OwnFile {
        /// What names the file.
        named: Box<Origin>,
        /// The file.
        path: String,
    },
}

impl Origin {
    /// For a table: `gatehouse.toml:3`.
    #[must_use]
    pub fn brief(&self) -> String {
        match self {
            Self::File { name, line, .. } => format!("{name}:{line}"),
            Self::OwnFile { named, path } => format!("{path}, by {}", named.brief()),
            Self::Default | Self::Variable(_) => self.to_string(),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { name, line, column } => write!(f, "{name}, line {line}, column {column}"),
            Self::Variable(name) => f.write_str(name),
            Self::OwnFile { named, .. } => named.fmt(f),
        }
    }
}
