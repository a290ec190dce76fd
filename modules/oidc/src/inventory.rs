//! The declaration of this module's tables (PRI-1). What each column holds is said beside it, in [`crate::tables`].

use crate::tables::entry;
use gatehouse_core::personal::{Inventory, PersonalData as _};

/// What the module holds. What is to be forgotten after a time is a rule: see the other modules.
pub(crate) fn inventory() -> Inventory {
    Inventory { module: "oidc", tables: vec![entry::Model::table()], rules: Vec::new() }
}
