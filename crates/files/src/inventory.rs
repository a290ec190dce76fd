//! The declaration of this kit's table (PRI-1), and its retention rule (PRI-2).

use gatehouse_core::personal::{Category, Holds, Inventory, OnErase, RetentionRule, Subject, Table, column};

/// The rule by which files end.
pub const EXPIRED: &str = "files.expired";

/// What the kit holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "files",
        tables: vec![Table {
            name: "file",
            purpose: "Files that a person sent or gets, and pictures of the vendor",
            basis: "b",
            recipients: &[],
            subject: Subject::Account("owner"),
            on_erase: OnErase::Delete,
            columns: vec![
                column("id", Holds::NotPersonal("a random id")),
                column("owner", Holds::Pseudonym),
                column("purpose", Holds::NotPersonal("what files of a kind are for")),
                column("state", Holds::NotPersonal("a state")),
                column("blob", Holds::NotPersonal("random bytes; what they name is sealed under the owner's key")),
                column("name_sealed", Holds::Sealed(Category::Correspondence)),
                column("media", Holds::NotPersonal("a kind of file")),
                column("size", Holds::NotPersonal("a number")),
                column("content_mac", Holds::NotPersonal("a hash under a key that ends with the owner's")),
                column("created_at", Holds::Personal(Category::Activity)),
                column("expires_at", Holds::NotPersonal("a technical time")),
            ],
        }],
        rules: vec![RetentionRule {
            id: EXPIRED,
            table: "file",
            anchor: "expires_at",
            days: 0,
            promise: "A file is erased when the time of its purpose is over, and one that was never finished after a day",
        }],
    }
}
