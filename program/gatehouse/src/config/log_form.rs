//! The form of the log.

use serde::Deserialize;

/// See [`super::Config::log`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogForm {
    /// For a terminal.
    Text,
    /// One object a line.
    Json,
}
