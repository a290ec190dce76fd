//! The declaration of this crate's table (PRI-1). Its rows end with what they are about: by the module, or with the subject's key.

use crate::table;
use gatehouse_core::personal::{Inventory, PersonalData as _};

/// What the kit for searching holds.
pub fn inventory() -> Inventory {
    Inventory { module: "search", tables: vec![table::Model::table()], rules: Vec::new() }
}
