//! What is proposed to a second member of the staff (kit `approval`), as it is stored until they decide.

use gatehouse_approval::table;
use gatehouse_core::{Fault, Uuid};
use serde::{Deserialize, Serialize};

/// The kinds of proposals that are of this module.
pub const KINDS: [&str; 2] = [OWNER, MERGE];
/// Another owner, by a letter.
pub const OWNER: &str = "companies.owner_change";
/// One company of two.
pub const MERGE: &str = "companies.merge";

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Proposed {
    /// To change the owner as a letter says (COM-3).
    OwnerChange {
        /// The company.
        company: Uuid,
        /// What is stored of the change.
        owner_change: Uuid,
    },
    /// To put the users of a double into another company, and end the double.
    Merge {
        /// The double.
        from: Uuid,
        /// The company that is left.
        into: Uuid,
        /// The owner of the double gets every right in the other one.
        owner_keeps_rights: bool,
    },
}

impl Proposed {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::OwnerChange { .. } => OWNER,
            Self::Merge { .. } => MERGE,
        }
    }

    /// As it was stored.
    pub fn read(row: &table::Model) -> Result<Self, Fault> {
        Ok(serde_json::from_str(&row.contents)?)
    }
}
