//! Contracts, and their units as a ledger (LIC-27, SUP-3).

use super::category::Level;
use gatehouse_core::{Lang, Moment, Uuid};
use gatehouse_db::stored_words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether a contract can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContractState {
    /// It can, within its term.
    Active,
    /// Not for now: staff said so.
    Blocked,
    /// No more.
    Ended,
}

stored_words!(ContractState { Active = "active", Blocked = "blocked", Ended = "ended" });

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
}

stored_words!(LedgerKind {
    Granted = "granted",
    Reserved = "reserved",
    Released = "released",
    Used = "used",
    Returned = "returned",
    Lapsed = "lapsed",
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
        }
    }
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
    /// It is blocked.
    Blocked,
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
            Self::Blocked => t.msg_why_blocked(),
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
    match offered.state {
        ContractState::Blocked => return Err(WhyStandard::Blocked),
        ContractState::Ended => return Err(WhyStandard::Ended),
        ContractState::Active => {}
    }
    if offered.ends_at.0 <= now.0 {
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
    const ORDER: [WhyStandard; 7] = [
        WhyStandard::NothingLeft,
        WhyStandard::NotCovered,
        WhyStandard::Blocked,
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
    use super::{ContractState, Offered, WhyStandard, usable, why_standard};
    use crate::model::category::Level;
    use gatehouse_core::{Moment, Uuid};

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
}
