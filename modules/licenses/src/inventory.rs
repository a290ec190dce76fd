//! The declaration of this module's tables (PRI-1), and its retention rules (PRI-2).

use crate::tables::{
    activation, agreement_acceptance, expiry_notice, issue_batch, lease_stop, license, license_code, license_holder,
    license_note, over_use_case, purchase, revocation_list, saved_card, seller, signing_key, verification,
    verification_rule,
};
use gatehouse_core::personal::{Holds, Inventory, PersonalData as _, RetentionRule};

/// What other columns hold that tell nothing of a customer.
pub(crate) const TECHNICAL: Holds = Holds::NotPersonal("says nothing about a person");
/// What the columns of sellers hold.
pub(crate) const SELLER: Holds = Holds::NotPersonal("describes a firm that sells");
/// Why orders and licenses outlast their person's account.
pub(crate) const BOOKS: &str =
    "commercial law: orders and licenses are kept with the books; the person is detached from them";

/// What licensing holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "licenses",
        tables: vec![
            seller::Model::table(),
            purchase::Model::table(),
            issue_batch::Model::table(),
            license::Model::table(),
            license_code::Model::table(),
            license_holder::Model::table(),
            license_note::Model::table(),
            activation::Model::table(),
            agreement_acceptance::Model::table(),
            expiry_notice::Model::table(),
            lease_stop::Model::table(),
            over_use_case::Model::table(),
            verification::Model::table(),
            verification_rule::Model::table(),
            revocation_list::Model::table(),
            saved_card::Model::table(),
            signing_key::Model::table(),
        ],
        rules: rules(),
    }
}

fn rules() -> Vec<RetentionRule> {
    vec![
        RetentionRule {
            id: "licenses.ended_activations",
            table: "activation",
            anchor: "deactivated_at",
            days: 365,
            promise: "Devices are forgotten a year after their seat was freed",
        },
        RetentionRule {
            id: crate::jobs::STOP_RULE,
            table: "lease_stop",
            anchor: "at",
            days: crate::jobs::STOP_DAYS,
            promise: "Which lease was stopped is forgotten after four months, and that of a blocked license once it is blocked no more",
        },
        RetentionRule {
            id: "licenses.expiry_notices",
            table: "expiry_notice",
            anchor: "sent_at",
            days: 60,
            promise: "That somebody was told of a license's end is forgotten after 60 days",
        },
        RetentionRule {
            id: "licenses.over_use",
            table: "over_use_case",
            anchor: "seen_at",
            days: 30,
            promise: "That a license was used beyond its seats is forgotten 30 days after it was last seen so",
        },
        RetentionRule {
            id: "licenses.verifications",
            table: "verification",
            anchor: "decided_at",
            days: 1_096,
            promise: "What a clerk decided about an added license is forgotten after three years",
        },
        RetentionRule {
            id: "licenses.ended_cards",
            table: "saved_card",
            anchor: "ends_at",
            days: 0,
            promise: "A saved card is forgotten when it ends",
        },
        RetentionRule {
            id: "licenses.taken_back_cards",
            table: "saved_card",
            anchor: "forgotten_at",
            days: 90,
            promise: "That somebody took a saved card back is forgotten after 90 days, or once the shop has heard of it",
        },
        RetentionRule {
            id: crate::jobs::BUYER_RULE,
            table: "purchase",
            anchor: "unclaimed_since",
            days: crate::jobs::BUYER_DAYS,
            promise: "The address of a buyer without an account is forgotten three years after the order",
        },
    ]
}
