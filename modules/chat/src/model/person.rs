//! Somebody without an account.

use serde::{Deserialize, Serialize};

/// As a chat knows them; sealed under its key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their address, which nobody has proven.
    pub email: String,
}
