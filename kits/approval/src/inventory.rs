//! The declaration of this crate's table (PRI-1), and its retention rule (PRI-2).

use crate::table;
use gatehouse_core::personal::{Inventory, PersonalData as _, RetentionRule};

/// What the kit for approvals holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "approval",
        tables: vec![table::Model::table()],
        rules: vec![RetentionRule {
            id: "approval.proposals",
            table: "proposal",
            anchor: "expires_at",
            days: 365,
            promise: "What was proposed to a second member of the staff is forgotten a year after it could be decided",
        }],
    }
}
