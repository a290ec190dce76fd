//! The declaration of this crate's table (PRI-1), and its retention rule (PRI-2).

use crate::table;
use gatehouse_core::personal::{Inventory, PersonalData as _, RetentionRule};

/// What the kit for text messages holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "messages",
        tables: vec![table::Model::table()],
        rules: vec![RetentionRule {
            id: "messages.record",
            table: "text_message",
            anchor: "queued_at",
            days: 30,
            promise: "A text message's record is erased after 30 days; its number and its text when it is sent, or of no use any more",
        }],
    }
}
