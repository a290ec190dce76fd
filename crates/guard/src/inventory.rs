//! The declaration of this crate's tables (PRI-1), and its retention rules (PRI-2).

use gatehouse_core::personal::{Holds, Inventory, OnErase, Pepper, RetentionRule, Subject, Table, column};

const COUNTER: Holds = Holds::NotPersonal("a counter");
const WHEN: Holds = Holds::NotPersonal("a technical time");

/// What the guard holds: keyed hashes of addresses and networks, none of which says whose it is.
pub fn inventory() -> Inventory {
    let table = |name, purpose, columns| Table {
        name,
        purpose,
        basis: "f",
        recipients: &[],
        subject: Subject::Nobody,
        on_erase: OnErase::Nothing,
        columns,
    };
    Inventory {
        module: "guard",
        tables: vec![
            table(
                "guard_counter",
                "Slowing down guesses and floods",
                vec![
                    column("id", Holds::Pseudonym),
                    column("kind", Holds::NotPersonal("what is counted")),
                    column("count", COUNTER),
                    column("blocked_until", WHEN),
                    column("expires_at", WHEN),
                ],
            ),
            table(
                "spent_challenge",
                "Taking an answer to the human check once",
                vec![
                    column("id", Holds::NotPersonal("random bytes")),
                    column("about_hash", Holds::Lookup(Pepper::Oldest)),
                    column("expires_at", WHEN),
                ],
            ),
        ],
        rules: vec![
            rule("guard.counter", "guard_counter", "A counter of attempts is erased when its window ends"),
            rule("guard.challenge", "spent_challenge", "An answered human check is forgotten when it has expired"),
        ],
    }
}

const fn rule(id: &'static str, table: &'static str, promise: &'static str) -> RetentionRule {
    RetentionRule { id, table, anchor: "expires_at", days: 0, promise }
}
