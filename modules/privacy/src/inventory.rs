//! The declaration of this module's tables and promises (PRI-1, PRI-2).

use crate::tables::{consent, consent_event, statement, statement_text, statement_version};
use gatehouse_core::personal::{Holds, Inventory, PersonalData as _, RetentionRule};

/// The vendor's own words.
pub(crate) const STATEMENTS: Holds = Holds::NotPersonal("the vendor's statements, which say nothing about a person");

/// Why the ledger outlives an account.
pub(crate) const PROOF: &str =
    "the vendor must be able to show that a statement was accepted; without the account, three years long";

/// How long the ledger outlives an account: three years.
const PROOF_DAYS: u32 = 3 * 365;

pub(crate) fn inventory() -> Inventory {
    Inventory {
        module: "privacy",
        tables: vec![
            statement::Model::table(),
            statement_version::Model::table(),
            statement_text::Model::table(),
            consent::Model::table(),
            consent_event::Model::table(),
        ],
        rules: vec![RetentionRule {
            id: "privacy.consent_event",
            table: "consent_event",
            anchor: "forgotten_at",
            days: PROOF_DAYS,
            promise: "Of a deleted account, which statement somebody accepted, without who it was, is erased after three years",
        }],
    }
}
