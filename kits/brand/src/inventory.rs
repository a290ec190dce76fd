//! The declaration of this crate's tables (PRI-1): no person is in them.

use crate::tables::{brand, brand_picture};
use gatehouse_core::personal::{Inventory, PersonalData as _};

/// What the brand holds: the vendor's own words and pictures.
pub fn inventory() -> Inventory {
    Inventory { module: "brand", tables: vec![brand::Model::table(), brand_picture::Model::table()], rules: Vec::new() }
}
