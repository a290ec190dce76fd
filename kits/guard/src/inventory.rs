//! The declaration of this crate's tables (PRI-1), and its retention rules (PRI-2).

use crate::tables::{counter, spent_challenge};
use gatehouse_core::personal::{Inventory, PersonalData as _, RetentionRule};

/// What the guard holds: keyed hashes of addresses and networks, none of which says whose it is.
pub fn inventory() -> Inventory {
    Inventory {
        module: "guard",
        tables: vec![counter::Model::table(), spent_challenge::Model::table()],
        rules: vec![
            rule("guard.counter", "guard_counter", "A counter of attempts is erased when its window ends"),
            rule("guard.challenge", "spent_challenge", "An answered human check is forgotten when it has expired"),
        ],
    }
}

const fn rule(id: &'static str, table: &'static str, promise: &'static str) -> RetentionRule {
    RetentionRule { id, table, anchor: "expires_at", days: 0, promise }
}
