//! The declaration of this module's tables (PRI-1), and its retention rules (PRI-2).

use crate::tables::{
    activation, agreement_acceptance, auto_renewal, auto_renewal_consent, company_trial, document, edition_rollout,
    expiry_notice, issue_batch, key_file, key_file_ask, key_revocation, key_serial, lease_stop, license,
    license_change, license_code, license_holder, license_note, license_step, license_usage, over_use_case, purchase,
    renewal_notice, revocation_list, saved_card, seat_budget_lift, seller, signing_key, small_change, status_list,
    usage_day, verification, verification_rule,
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
            license_change::Model::table(),
            license_code::Model::table(),
            license_holder::Model::table(),
            license_note::Model::table(),
            license_step::Model::table(),
            activation::Model::table(),
            agreement_acceptance::Model::table(),
            document::Model::table(),
            auto_renewal::Model::table(),
            auto_renewal_consent::Model::table(),
            company_trial::Model::table(),
            edition_rollout::Model::table(),
            expiry_notice::Model::table(),
            key_file::Model::table(),
            key_file_ask::Model::table(),
            key_revocation::Model::table(),
            key_serial::Model::table(),
            lease_stop::Model::table(),
            license_usage::Model::table(),
            renewal_notice::Model::table(),
            over_use_case::Model::table(),
            small_change::Model::table(),
            verification::Model::table(),
            verification_rule::Model::table(),
            revocation_list::Model::table(),
            saved_card::Model::table(),
            seat_budget_lift::Model::table(),
            signing_key::Model::table(),
            usage_day::Model::table(),
            status_list::Model::table(),
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
            id: "licenses.old_documents",
            table: "document",
            anchor: "created_at",
            days: crate::model::document::DAYS,
            promise: "Closing documents are forgotten ten years after they were uploaded, and with the buyer's account",
        },
        RetentionRule {
            id: "licenses.expiry_notices",
            table: "expiry_notice",
            anchor: "sent_at",
            days: 60,
            promise: "That somebody was told of a license's end is forgotten after 60 days",
        },
        RetentionRule {
            id: "licenses.seat_budget_lifts",
            table: "seat_budget_lift",
            anchor: "lifted_at",
            days: 365,
            promise: "That a clerk lifted the budget of freed seats is forgotten after a year",
        },
        RetentionRule {
            id: "licenses.usage",
            table: "license_usage",
            anchor: "day_at",
            days: 730,
            promise: "How many devices used a license on a day is forgotten after two years",
        },
        RetentionRule {
            id: "licenses.renewal_notices",
            table: "renewal_notice",
            anchor: "sent_at",
            days: 60,
            promise: "That somebody was told of a renewal is forgotten after 60 days",
        },
        RetentionRule {
            id: "licenses.auto_renewal_consents",
            table: "auto_renewal_consent",
            anchor: "ended_at",
            days: 1_096,
            promise: "That somebody agreed to automatic renewal is forgotten three years after it was turned off",
        },
        RetentionRule {
            id: "licenses.key_file_asks",
            table: "key_file_ask",
            anchor: "asked_at",
            days: 2,
            promise: "That somebody asked for a key file without an account is forgotten after two days",
        },
        RetentionRule {
            id: "licenses.ended_key_files",
            table: "key_file",
            anchor: "ends_at",
            days: 1096,
            promise: "A key file is forgotten three years after its end",
        },
        RetentionRule {
            id: "licenses.over_use_cases",
            table: "over_use_case",
            anchor: "seen_at",
            days: 30,
            promise: "How clerks follow a license that is used beyond its seats is forgotten once it is not, after 30 days at the latest",
        },
        RetentionRule {
            id: "licenses.small_changes",
            table: "small_change",
            anchor: "at",
            days: 8,
            promise: "Which licenses a member of the staff changed alone is kept apart for eight days",
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
