//! The declaration of this kit's table (PRI-1), and its retention rule (PRI-2).

use crate::tables::{file, link, part, upload};
use gatehouse_core::personal::{Inventory, PersonalData as _, RetentionRule};

/// The rule by which files end.
pub const EXPIRED: &str = "files.expired";

/// The rule by which uploads end that nobody goes on with.
pub const UPLOADS: &str = "files.uploads";
/// The rule by which links for sending files end.
pub const LINKS: &str = "files.upload_links";

/// What the kit holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "files",
        tables: vec![file::Model::table(), part::Model::table(), upload::Model::table(), link::Model::table()],
        rules: vec![
            RetentionRule {
                id: EXPIRED,
                table: "file",
                anchor: "expires_at",
                days: 0,
                promise: "A file is erased when the time of its purpose is over, and one that was never finished after a day, \
                          or seven days after its last part",
            },
            RetentionRule {
                id: UPLOADS,
                table: "upload",
                anchor: "expires_at",
                days: 0,
                promise: "What was begun to be sent is forgotten seven days after its last part",
            },
            RetentionRule {
                id: LINKS,
                table: "upload_link",
                anchor: "expires_at",
                days: 30,
                promise: "A link for sending files is erased 30 days after its end",
            },
        ],
    }
}
