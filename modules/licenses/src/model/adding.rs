//! Whether a code can be added to an account (LIC-5): a pure decision over what is known. Adding asks the rules as soon as what each
//! needs is known; explaining asks the same ones of the same facts.

use super::decision::{Facts, says_no};
use super::license::BlockReason;
use super::measured::Measured;
use super::rule::Rule;
use super::seat_refusal::{Blocked, SeatRefusal};
use super::trace::Trace;
use gatehouse_core::{Refusal, Uuid};

/// Why a code was not added.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AddCodeRefusal {
    /// Mistyped, unknown, expired, blocked, or tried too often: as when a product activates.
    #[refusal(field = "code")]
    Code(SeatRefusal),
    /// Blocked, and why is not told: there is nothing about it in the account of whoever does not have the license.
    #[refusal(422, "license.blocked", activation_blocked, field = "code", next = customer_add_next_blocked)]
    Blocked,
    /// It is in this account already.
    #[refusal(409, "license.already_added", customer_add_already_here, field = "code")]
    AlreadyHere {
        /// The license.
        license: Uuid,
    },
    /// It is in as many accounts as it has seats.
    #[refusal(
        409, "license.too_many_accounts", customer_add_too_many_accounts(*seats),
        field = "code", next = customer_add_next_remove_elsewhere
    )]
    TooManyAccounts {
        /// How many that are.
        seats: i64,
    },
    /// The product asks for its license agreement to be accepted first (LIC-34).
    #[refusal(422, "license.agreement_required", customer_agreement_not_accepted, field = "accepted")]
    AgreementRequired {
        /// The version in force.
        agreement: Uuid,
    },
    /// Only a person's account can have licenses.
    #[refusal(403, "license.not_an_account", customer_add_not_an_account, field = "code")]
    NotAnAccount,
}

/// Of the license. A clerk's look comes after the adding (LIC-23), so it is not asked for.
pub const OF_LICENSE: [Rule; 7] =
    [Rule::Merged, Rule::Reserve, Rule::Replaced, Rule::Blocked, Rule::Term, Rule::ActivateBy, Rule::Agreement];
/// Of the accounts that have it; judged behind the license's row.
pub const OF_ACCOUNTS: [Rule; 2] = [Rule::Here, Rule::Accounts];

/// What is known.
#[derive(Clone, Debug)]
pub struct AddFacts<'a> {
    /// Of the license.
    pub facts: Facts<'a>,
    /// Whether the account has it.
    pub is_held: bool,
    /// How many accounts have it.
    pub accounts: i64,
    /// The version of the agreement that the account has not accepted.
    pub due: Option<Uuid>,
}

impl AddFacts<'_> {
    /// Asks rules one after another; the first that says no ends it.
    pub fn check(&self, rules: impl IntoIterator<Item = Rule>) -> Result<(), AddCodeRefusal> {
        rules.into_iter().try_for_each(|rule| self.test(rule))
    }

    /// All rules; no more than the refusal tells, because whoever adds a code need not have the license.
    pub fn explain(&self) -> Trace<AddCodeRefusal> {
        Trace::of(OF_LICENSE.into_iter().chain(OF_ACCOUNTS), false, |rule| (self.measured(rule), self.test(rule)))
    }

    fn test(&self, rule: Rule) -> Result<(), AddCodeRefusal> {
        match rule {
            Rule::Agreement => says_no(self.due.map(|agreement| AddCodeRefusal::AgreementRequired { agreement })),
            Rule::Here => {
                let license = self.facts.license.filter(|_| self.is_held);
                says_no(license.map(|entitlement| AddCodeRefusal::AlreadyHere { license: entitlement.license.id }))
            }
            Rule::Accounts => {
                let seats = self.seats();
                says_no((self.accounts >= seats).then_some(AddCodeRefusal::TooManyAccounts { seats }))
            }
            _ => self.facts.test(rule).map_err(|refusal| self.told(refusal)),
        }
    }

    /// Why it is blocked is between the vendor and the holders; that the code was replaced helps whoever has it.
    fn told(&self, refusal: SeatRefusal) -> AddCodeRefusal {
        match refusal {
            SeatRefusal::Blocked(Blocked(reason)) if !self.is_held && reason != Some(BlockReason::Replaced) => {
                AddCodeRefusal::Blocked
            }
            SeatRefusal::Blocked(Blocked(None)) => AddCodeRefusal::Blocked,
            refusal => refusal.into(),
        }
    }

    fn measured(&self, rule: Rule) -> Measured {
        match rule {
            Rule::Accounts => Measured::count(self.accounts, self.seats()),
            Rule::Blocked if !self.is_held => Measured::NOTHING,
            _ => Measured::of(rule, &self.facts),
        }
    }

    fn seats(&self) -> i64 {
        self.facts.license.map_or(i64::MAX, |entitlement| entitlement.license.seats)
    }
}
