//! The rules by which a device is activated and a code is added, by their words and names (LIC-5, LIC-10).

use crate::texts;
use gatehouse_catalog::queries::agreements;
use gatehouse_core::{Lang, Uuid};

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $word:literal, $name:ident;)+) => {
        /// One rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Rule {
            $($(#[$doc])* $rule,)+
        }

        impl Rule {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$rule),+];

            /// Its word, for programs.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$rule => $word,)+ }
            }

            /// What it asks, for people.
            pub fn name(self, lang: Lang) -> String {
                let t = texts(lang);
                match self { $(Self::$rule => t.$name(),)+ }
            }
        }
    };
}

rules! {
    /// Every member of the request is a plain, short text.
    Request = "request", msg_rule_request;
    /// The code is typed without an error (LIC-2).
    Code = "code", msg_rule_code;
    /// The device is described as documented.
    Device = "device", msg_rule_device;
    /// The device's clock is right to a day.
    Clock = "clock", msg_rule_clock;
    /// The network has not tried too many wrong codes.
    Guesses = "wrong_codes", msg_rule_guesses;
    /// The network has not asked too often.
    Rate = "rate", msg_rule_rate;
    /// A license has the code.
    Known = "code_known", msg_rule_known;
    /// The license is for the product that asks.
    Product = "product", msg_rule_product;
    /// The product has the application that asks.
    Application = "application", msg_rule_application;
    /// The product is sold where the device is.
    Region = "region", msg_rule_region;
    /// No other license has this one's right (LIC-19).
    Merged = "merged", msg_rule_merged;
    /// It waits for the end of no other license (LIC-19).
    Reserve = "reserve", msg_rule_reserve;
    /// No other code took the place of this one.
    Replaced = "replaced", msg_rule_replaced;
    /// The license is not blocked (LIC-20).
    Blocked = "blocked", msg_rule_blocked;
    /// No clerk has to look first (LIC-23).
    Verified = "verification", msg_rule_verified;
    /// The term is not over.
    Term = "term", msg_rule_term;
    /// The last day of the first activation is not over.
    ActivateBy = "activate_by", msg_rule_activate_by;
    /// The code activates online, not by a key file alone (LIC-18).
    KeyFileOnly = "key_file_only", msg_rule_key_file_only;
    /// The license agreement is accepted where the product asks for it (LIC-34).
    Agreement = "agreement", msg_rule_agreement;
    /// The device had no other trial of the product (LIC-22).
    Trial = "trial", msg_rule_trial;
    /// The license takes further devices: it is not limited before a block (LIC-20), or the device has a seat.
    Limited = "limited", msg_rule_limited;
    /// A seat is free, or the device has one.
    Seat = "seat", msg_rule_seat;
    /// Not too many seats were freed lately (LIC-13).
    Transfers = "transfers", msg_rule_transfers;
    /// The device does not come back too often.
    Returns = "returns", msg_rule_returns;
    /// The license is not in this account yet.
    Here = "not_here", msg_rule_here;
    /// The license is in fewer accounts than it has seats (LIC-5).
    Accounts = "accounts", msg_rule_accounts;
}

/// Who reads an explanation: each is led where they can do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A product, and the person at it; nobody knows whose account they have.
    Product,
    /// An account that has the license.
    Holder(Uuid),
    /// An account that adds the code.
    Adding,
    /// Staff, on the license's page.
    Staff(Uuid),
}

impl Rule {
    /// Where what stands against this rule can be put right; a path of the portal.
    pub fn link(self, told: Told, agreement: Option<Uuid>) -> Option<String> {
        match (self, told) {
            (Self::Agreement, Told::Holder(license)) => Some(format!("/licenses/{license}/agreement")),
            (Self::Agreement, _) => agreement.map(agreements::page_of),
            (Self::Seat | Self::Transfers | Self::Returns, Told::Holder(license)) => {
                Some(format!("/licenses/{license}#devices"))
            }
            (Self::Blocked | Self::Limited | Self::Replaced, Told::Holder(license)) => {
                Some(format!("/licenses/{license}#seller"))
            }
            (Self::Merged | Self::Reserve | Self::Verified | Self::Term | Self::ActivateBy, Told::Holder(license)) => {
                Some(format!("/licenses/{license}"))
            }
            (Self::Seat | Self::Returns, Told::Staff(license)) => Some(format!("/staff/licenses/{license}#devices")),
            (Self::KeyFileOnly, Told::Holder(license)) => Some(format!("/licenses/{license}/key-files")),
            (Self::KeyFileOnly, Told::Product | Told::Adding) => Some("/key-file".to_owned()),
            (Self::Blocked | Self::Limited, Told::Staff(license)) => Some(format!("/staff/licenses/{license}/unblock")),
            (Self::Transfers, Told::Staff(license)) => Some(format!("/staff/licenses/{license}")),
            (
                Self::Seat
                | Self::Transfers
                | Self::Returns
                | Self::Merged
                | Self::Reserve
                | Self::Verified
                | Self::Term
                | Self::ActivateBy,
                Told::Product,
            ) => Some("/licenses".to_owned()),
            (
                Self::Known | Self::Blocked | Self::Limited | Self::Replaced | Self::Accounts,
                Told::Product | Told::Adding,
            ) => Some("/seller".to_owned()),
            _ => None,
        }
    }
}
