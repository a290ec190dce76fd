//! The declaration of this kit's tables (PRI-1), and its retention rule (PRI-2).

use crate::tables::{incoming_mail, mailbox_mark};
use gatehouse_core::personal::{Inventory, PersonalData as _, RetentionRule};

/// The rule by which mails end.
pub const ENDED: &str = "inbox.mail";

/// What the kit holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "inbox",
        tables: vec![incoming_mail::Model::table(), mailbox_mark::Model::table()],
        rules: vec![RetentionRule {
            id: ENDED,
            table: "incoming_mail",
            anchor: "ends_at",
            days: 0,
            promise: "A mail is kept as it came for 180 days, and ends earlier with its author or its request; one that never came whole \
                      ends after a day",
        }],
    }
}
