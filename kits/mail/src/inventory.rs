//! The declaration of this crate's tables (PRI-1), and its retention rules (PRI-2).

use crate::{ledger_table, table};
use gatehouse_core::personal::{Inventory, PersonalData as _, RetentionRule};

/// What the mail kit holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "mail",
        tables: vec![table::Model::table(), ledger_table::Model::table()],
        rules: vec![
            RetentionRule {
                id: "mail.ledger",
                table: "mail_ledger",
                anchor: "expires_at",
                days: 0,
                promise: "What is counted of mails that strangers caused to an address is erased a day after the last",
            },
            RetentionRule {
                id: "mail.sent",
                table: "mail",
                anchor: "sent_at",
                days: 30,
                promise: "A sent mail's record is erased 30 days after sending; its content when it is sent",
            },
            // Tries end after two days, so by then nobody waits for it; a sent one is long gone.
            RetentionRule {
                id: "mail.unsent",
                table: "mail",
                anchor: "queued_at",
                days: 60,
                promise: "A mail that could never be sent is erased 60 days after it was written; its content as soon \
                          as staff discard it",
            },
        ],
    }
}
