//! Which added licenses wait for a clerk (LIC-23), and why one is declined.

use gatehouse_core::{DAY, Lang};
use gatehouse_db::stored_words;
use serde::Serialize;
use utoipa::ToSchema;

/// A clerk should decide within this time; nothing happens by itself when they do not.
pub const DECIDE_WITHIN: i64 = 2 * DAY;

/// What asks for the look. Clerks set the rules of [`VerificationRule::SET`]; a company of another name than the order says is always
/// looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerificationRule {
    /// The license is flagged.
    License,
    /// All of its batch are.
    Batch,
    /// All of its order are.
    Order,
    /// All of its product are.
    Product,
    /// The first one of its product that a company of a country adds is.
    FirstOfCountry,
    /// It was sold to a company of another name.
    OtherName,
}

stored_words!(VerificationRule {
    License = "license",
    Batch = "batch",
    Order = "order",
    Product = "product",
    FirstOfCountry = "first_of_country",
    OtherName = "other_name",
});

impl VerificationRule {
    /// Those that a clerk sets.
    pub const SET: [Self; 5] = [Self::License, Self::Batch, Self::Order, Self::Product, Self::FirstOfCountry];

    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::License => t.msg_verification_rule_license(),
            Self::Batch => t.msg_verification_rule_batch(),
            Self::Order => t.msg_verification_rule_order(),
            Self::Product => t.msg_verification_rule_product(),
            Self::FirstOfCountry => t.msg_verification_rule_first_of_country(),
            Self::OtherName => t.msg_verification_rule_other_name(),
        }
    }
}

/// How far a verification is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerificationState {
    /// A clerk has to look.
    Waiting,
    /// The license works.
    Approved,
    /// It does not, and was taken out of the account.
    Declined,
}

stored_words!(VerificationState { Waiting = "waiting", Approved = "approved", Declined = "declined" });

impl VerificationState {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Waiting => t.msg_verification_waiting(),
            Self::Approved => t.msg_verification_approved(),
            Self::Declined => t.msg_verification_declined(),
        }
    }
}

/// Why a license is declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclineReason {
    /// Who bought it could not be confirmed.
    BuyerUnclear,
    /// The payment could not be confirmed.
    PaymentUnclear,
    /// It was not sold for this region.
    WrongRegion,
    /// It was passed on against its terms.
    Resold,
}

stored_words!(DeclineReason {
    BuyerUnclear = "buyer_unclear",
    PaymentUnclear = "payment_unclear",
    WrongRegion = "wrong_region",
    Resold = "resold",
});

impl DeclineReason {
    /// In a sentence for clerk and holder.
    pub fn why(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::BuyerUnclear => t.msg_verification_why_buyer(),
            Self::PaymentUnclear => t.msg_verification_why_payment(),
            Self::WrongRegion => t.msg_verification_why_region(),
            Self::Resold => t.msg_verification_why_resold(),
        }
    }
}
