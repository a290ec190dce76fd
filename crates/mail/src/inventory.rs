//! The declaration of this crate's table (PRI-1).

use gatehouse_core::personal::{Category, Holds, Inventory, OnErase, RetentionRule, Subject, Table, column};

/// What the mail kit holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "mail",
        tables: vec![
            Table {
                name: "mail",
                purpose: "Sending the mails that a change causes",
                basis: "b",
                recipients: &["the operator's mail server"],
                subject: Subject::Account("account_id"),
                on_erase: OnErase::Delete,
                columns: vec![
                    column("id", Holds::NotPersonal("a random id")),
                    column("kind", Holds::Personal(Category::Activity)),
                    column("lang", Holds::Personal(Category::Preference)),
                    column("account_id", Holds::Pseudonym),
                    column("subject_key_id", Holds::Pseudonym),
                    column("recipient_sealed", Holds::Sealed(Category::Contact)),
                    column("content_sealed", Holds::Sealed(Category::Correspondence)),
                    column("queued_at", Holds::Personal(Category::Activity)),
                    column("sent_at", Holds::Personal(Category::Activity)),
                ],
            },
            Table {
                name: "mail_ledger",
                purpose: "Keeping strangers from flooding a mailbox or using its mails up",
                basis: "f",
                recipients: &[],
                subject: Subject::Nobody,
                on_erase: OnErase::Nothing,
                columns: vec![
                    column("id", Holds::Pseudonym),
                    column("address", Holds::Pseudonym),
                    column("mailed", Holds::NotPersonal("a counter")),
                    column("day_ends", Holds::NotPersonal("a technical time")),
                    column("last_at", Holds::NotPersonal("a technical time")),
                    column("expires_at", Holds::NotPersonal("a technical time")),
                ],
            },
        ],
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
