//! Contracts, and their units as a ledger (LIC-27, SUP-3).

use super::category::Level;
use gatehouse_core::{DAY, Lang, Moment, Uuid};
use gatehouse_db::stored_words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether a contract can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContractState {
    /// It can, within its term.
    Active,
    /// No more.
    Ended,
}

stored_words!(ContractState { Active = "active", Ended = "ended" });

/// A line of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LedgerKind {
    /// Units that the contract began with, or got later.
    Granted,
    /// A request holds one.
    Reserved,
    /// It let go of it before anybody answered.
    Released,
    /// The first human answer used it.
    Used,
    /// A used one was given back.
    Returned,
    /// The rest ended with the contract.
    Lapsed,
    /// Support added units or took some away.
    Corrected,
}

stored_words!(LedgerKind {
    Granted = "granted",
    Reserved = "reserved",
    Released = "released",
    Used = "used",
    Returned = "returned",
    Lapsed = "lapsed",
    Corrected = "corrected",
});

impl LedgerKind {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Granted => t.msg_ledger_granted(),
            Self::Reserved => t.msg_ledger_reserved(),
            Self::Released => t.msg_ledger_released(),
            Self::Used => t.msg_ledger_used(),
            Self::Returned => t.msg_ledger_returned(),
            Self::Lapsed => t.msg_ledger_lapsed(),
            Self::Corrected => t.msg_ledger_corrected(),
        }
    }
}

/// Why support corrects the units of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CorrectionReason {
    /// More was bought.
    Bought,
    /// The vendor gives it.
    Goodwill,
    /// The invoice was corrected.
    Billing,
    /// It was entered by mistake.
    Mistake,
}

stored_words!(CorrectionReason { Bought = "bought", Goodwill = "goodwill", Billing = "billing", Mistake = "mistake" });

impl CorrectionReason {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Bought => t.msg_correction_bought(),
            Self::Goodwill => t.msg_correction_goodwill(),
            Self::Billing => t.msg_correction_billing(),
            Self::Mistake => t.msg_correction_mistake(),
        }
    }
}

/// Why a contract ends before its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndReason {
    /// The company wants it so.
    Customer,
    /// It was not paid.
    Unpaid,
    /// Another contract takes its place.
    Replaced,
    /// It was entered by mistake.
    Mistake,
}

stored_words!(EndReason { Customer = "customer", Unpaid = "unpaid", Replaced = "replaced", Mistake = "mistake" });

impl EndReason {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Customer => t.msg_end_customer(),
            Self::Unpaid => t.msg_end_unpaid(),
            Self::Replaced => t.msg_end_replaced(),
            Self::Mistake => t.msg_correction_mistake(),
        }
    }
}

/// Days before the end at which its people are told (LIC-29), the longest first.
pub const END_STEPS: [i64; 3] = [60, 30, 7];
/// Per cent of the units, held or used, at which they are told.
pub const UNIT_STEPS: [i64; 2] = [80, 100];

/// Of which step before the end is to be told now; `told`: the last one, 0 for none.
#[must_use]
pub fn end_step(ends_at: Moment, told: i64, now: Moment) -> Option<i64> {
    let step = END_STEPS.into_iter().filter(|days| now >= ends_at.plus(-days * DAY)).min()?;
    (now < ends_at && (told == 0 || told > step)).then_some(step)
}

/// Which step of the units is reached; 0: none.
#[must_use]
pub fn units_step(units: Option<i64>, gone: i64) -> i64 {
    let Some(units) = units.filter(|units| *units > 0) else { return 0 };
    // No contract has so many units that this ends.
    UNIT_STEPS.into_iter().filter(|step| gone.saturating_mul(100) >= units.saturating_mul(*step)).max().unwrap_or(0)
}

/// A contact of a contract; sealed under the company's key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = SupportContractContact)]
pub struct ContactPerson {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their telephone number; may be empty.
    #[serde(default)]
    pub phone: String,
}

/// What is known of a contract when somebody wants to use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The contract.
    pub id: Uuid,
    /// Its state.
    pub state: ContractState,
    /// Its level.
    pub level: Level,
    /// Its term.
    pub starts_at: Moment,
    /// Its end.
    pub ends_at: Moment,
    /// Units that are left; `None`: unlimited.
    pub left: Option<i64>,
    /// Whether it has critical incidents.
    pub critical: bool,
    /// Whether the one who asks has the box "use a contract" (COM-3).
    pub may_use: bool,
    /// Whether they are a contact of it.
    pub is_contact: bool,
    /// Whether it covers the product.
    pub covers: bool,
}

/// Why only standard support is possible (SUP-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WhyStandard {
    /// The company has no contract.
    NoContract,
    /// They lack the right to use contracts.
    NoRight,
    /// They are no contact of one.
    NoContact,
    /// It does not cover the product.
    NotCovered,
    /// It has not begun.
    NotBegun,
    /// It has ended.
    Ended,
    /// Nothing is left of it.
    NothingLeft,
}

impl WhyStandard {
    /// The sentence beside the level.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::NoContract => t.msg_why_no_contract(),
            Self::NoRight => t.msg_why_no_right(),
            Self::NoContact => t.msg_why_no_contact(),
            Self::NotCovered => t.msg_why_not_covered(),
            Self::NotBegun => t.msg_why_not_begun(),
            Self::Ended => t.msg_why_ended(),
            Self::NothingLeft => t.msg_why_nothing_left(),
        }
    }
}

/// Whether a contract can be used now by the one who asks.
pub const fn usable(offered: &Offered, now: Moment) -> Result<(), WhyStandard> {
    if !offered.may_use {
        return Err(WhyStandard::NoRight);
    }
    if !offered.is_contact {
        return Err(WhyStandard::NoContact);
    }
    if matches!(offered.state, ContractState::Ended) || offered.ends_at.0 <= now.0 {
        return Err(WhyStandard::Ended);
    }
    if offered.starts_at.0 > now.0 {
        return Err(WhyStandard::NotBegun);
    }
    if !offered.covers {
        return Err(WhyStandard::NotCovered);
    }
    match offered.left {
        Some(left) if left <= 0 => Err(WhyStandard::NothingLeft),
        _ => Ok(()),
    }
}

/// The reason that helps most where none of several can be used: the one that is nearest to being usable.
#[must_use]
pub fn why_standard(all: &[Offered], now: Moment) -> Option<WhyStandard> {
    const ORDER: [WhyStandard; 6] = [
        WhyStandard::NothingLeft,
        WhyStandard::NotCovered,
        WhyStandard::NotBegun,
        WhyStandard::Ended,
        WhyStandard::NoContact,
        WhyStandard::NoRight,
    ];
    if all.iter().any(|one| usable(one, now).is_ok()) {
        return None;
    }
    let whys: Vec<WhyStandard> = all.iter().filter_map(|one| usable(one, now).err()).collect();
    Some(ORDER.into_iter().find(|why| whys.contains(why)).unwrap_or(WhyStandard::NoContract))
}

#[cfg(test)]
mod tests {
    use super::{ContractState, Offered, WhyStandard, end_step, units_step, usable, why_standard};
    use crate::model::category::Level;
    use gatehouse_core::{DAY, Moment, Uuid};

    fn offered() -> Offered {
        Offered {
            id: Uuid::from_u128(1),
            state: ContractState::Active,
            level: Level::Premium,
            starts_at: Moment(10),
            ends_at: Moment(20),
            left: Some(1),
            critical: true,
            may_use: true,
            is_contact: true,
            covers: true,
        }
    }

    /// SUP-3
    #[test]
    fn only_standard_is_possible_for_a_reason() {
        let now = Moment(15);
        assert_eq!(usable(&offered(), now), Ok(()));
        assert_eq!(usable(&Offered { left: None, ..offered() }, now), Ok(()));
        assert_eq!(usable(&offered(), Moment(9)), Err(WhyStandard::NotBegun));
        assert_eq!(usable(&offered(), Moment(20)), Err(WhyStandard::Ended));
        let none = Offered { left: Some(0), ..offered() };
        let other = Offered { is_contact: false, ..offered() };
        assert_eq!(why_standard(&[none, other], now), Some(WhyStandard::NothingLeft));
        assert_eq!(why_standard(&[other], now), Some(WhyStandard::NoContact));
        assert_eq!(why_standard(&[other, offered()], now), None);
        assert_eq!(why_standard(&[], now), Some(WhyStandard::NoContract));
        let uncovered = Offered { covers: false, ..offered() };
        assert_eq!(why_standard(&[uncovered], now), Some(WhyStandard::NotCovered));
    }
    /// LIC-29
    #[test]
    fn each_step_before_the_end_is_told_once_and_the_latest_alone() {
        let end = Moment(100 * DAY);
        let at = |days: i64, told: i64| end_step(end, told, Moment((100 - days) * DAY));
        assert_eq!((at(61, 0), at(60, 0), at(60, 60), at(31, 60)), (None, Some(60), None, None));
        assert_eq!((at(30, 60), at(30, 30), at(7, 30), at(7, 7)), (Some(30), None, Some(7), None));
        assert_eq!(at(3, 0), Some(7), "what was entered late is told once");
        assert_eq!(at(0, 7), None, "the end itself is another mail");
    }

    /// SUP-3
    #[test]
    fn units_are_told_at_eighty_and_a_hundred_per_cent() {
        let at = |gone| units_step(Some(12), gone);
        assert_eq!((at(0), at(9), at(10), at(11), at(12)), (0, 0, 80, 80, 100));
        assert_eq!((units_step(Some(1), 1), units_step(Some(0), 0), units_step(None, 40)), (100, 0, 0));
    }
}
