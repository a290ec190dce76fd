//! The declaration of this module's tables and promises (PRI-1, PRI-2). What each column holds is said beside it, in [`crate::tables`].

use crate::tables::{
    app, client, client_secret, code, device, family, logout_notice, proof, refresh, request, signing_key, subject,
};
use gatehouse_core::personal::{Holds, Inventory, PersonalData as _, RetentionRule, Table};

/// What columns hold that tell nothing of a person.
pub(crate) const TECHNICAL: Holds = Holds::NotPersonal("says nothing about a person");

/// What the module holds, and how long.
pub(crate) fn inventory() -> Inventory {
    let (mut tables, mut rules) = (client_tables(), client_rules());
    tables.extend(provider_tables());
    rules.extend(provider_rules());
    Inventory { module: "oidc", tables, rules }
}

fn provider_tables() -> Vec<Table> {
    vec![
        signing_key::Model::table(),
        subject::Model::table(),
        request::Model::table(),
        app::Model::table(),
        family::Model::table(),
        code::Model::table(),
        refresh::Model::table(),
        device::Model::table(),
        proof::Model::table(),
        logout_notice::Model::table(),
    ]
}

fn provider_rules() -> Vec<RetentionRule> {
    let rule = |id, table, anchor, days, promise| RetentionRule { id, table, anchor, days, promise };
    vec![
        rule(
            "oidc.signing_keys",
            "oidc_signing_key",
            "ends_at",
            0,
            "A key that signs no more is erased when everything that it signed has ended",
        ),
        rule(
            "oidc.requests",
            "oidc_request",
            "expires_at",
            0,
            "What an app asked is erased an hour later at the latest",
        ),
        rule(
            "oidc.families",
            "oidc_family",
            "expires_at",
            0,
            "A sign-in to an app is erased with its tokens a year later, and a day after it was revoked",
        ),
        rule("oidc.codes", "oidc_code", "expires_at", 1, "A code of a sign-in to an app is erased a day later"),
        rule(
            "oidc.refresh_tokens",
            "oidc_refresh",
            "expires_at",
            1,
            "A token that keeps an app signed in is erased a day after its end",
        ),
        rule(
            "oidc.devices",
            "oidc_device",
            "expires_at",
            1,
            "What a product told when it asked to be connected is erased a day later",
        ),
        rule(
            "oidc.proofs",
            "oidc_proof",
            "expires_at",
            0,
            "A mark of a proof that was used is erased when the proof has ended",
        ),
        rule(
            "oidc.logouts",
            "oidc_logout",
            "created_at",
            2,
            "That an app has yet to hear of somebody who signed out is erased two days later",
        ),
    ]
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
