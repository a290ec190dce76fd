//! The declaration of this kit's tables (PRI-1), and its retention rule (PRI-2).

use crate::tables::{delivery, endpoint};
use gatehouse_core::personal::{Inventory, PersonalData as _, RetentionRule};

/// Days that a delivery is kept, sent or not.
pub const KEPT: u32 = 30;

/// What the kit holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "webhooks",
        tables: vec![endpoint::Model::table(), delivery::Model::table()],
        rules: vec![RetentionRule {
            id: "webhooks.delivery",
            table: "webhook_delivery",
            anchor: "at",
            days: KEPT,
            promise: "What other systems of the vendor were told is forgotten after 30 days; the ids of an erased account, when it has been told",
        }],
    }
}
