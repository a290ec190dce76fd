//! The declaration of this module's tables and promises (PRI-1, PRI-2). What each column holds is said beside it, in [`crate::tables`].

use crate::tables::{client, client_secret};
use gatehouse_core::personal::{Holds, Inventory, PersonalData as _, RetentionRule, Table};

/// What columns hold that tell nothing of a person.
pub(crate) const TECHNICAL: Holds = Holds::NotPersonal("says nothing about a person");

/// What the module holds, and how long.
pub(crate) fn inventory() -> Inventory {
    Inventory { module: "oidc", tables: client_tables(), rules: client_rules() }
}

fn client_tables() -> Vec<Table> {
    vec![client::Model::table(), client_secret::Model::table()]
}

fn client_rules() -> Vec<RetentionRule> {
    vec![RetentionRule {
        id: "oidc.client_secrets",
        table: "oidc_client_secret",
        anchor: "ends_at",
        days: 30,
        promise: "A secret of an app or site that works no more is erased 30 days later",
    }]
}
