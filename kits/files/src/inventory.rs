//! The declaration of this kit's table (PRI-1), and its retention rule (PRI-2).

use crate::tables::file;
use gatehouse_core::personal::{Inventory, PersonalData as _, RetentionRule};

/// The rule by which files end.
pub const EXPIRED: &str = "files.expired";

/// What the kit holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "files",
        tables: vec![file::Model::table()],
        rules: vec![RetentionRule {
            id: EXPIRED,
            table: "file",
            anchor: "expires_at",
            days: 0,
            promise: "A file is erased when the time of its purpose is over, and one that was never finished after a day",
        }],
    }
}
