//! Who may find a text, and what it is narrowed by.

use gatehouse_core::Uuid;
use std::fmt::Display;

/// A word of the index that is no word of a text: a reader, or a property. The kit hashes it like the others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mark(String);

impl Mark {
    /// For the vendor's staff.
    #[must_use]
    pub fn staff() -> Self {
        Self("staff".to_owned())
    }

    /// For anybody, without an account.
    #[must_use]
    pub fn everybody() -> Self {
        Self("everybody".to_owned())
    }

    /// For whoever has an account.
    #[must_use]
    pub fn customers() -> Self {
        Self("customers".to_owned())
    }

    /// For one account.
    #[must_use]
    pub fn account(id: Uuid) -> Self {
        Self(format!("account {id}"))
    }

    /// For those of a company who may see such things of everybody there.
    #[must_use]
    pub fn company(id: Uuid) -> Self {
        Self(format!("company {id}"))
    }

    /// For one account in one company: whoever leaves the company does not find it any more.
    #[must_use]
    pub fn member(company: Uuid, account: Uuid) -> Self {
        Self(format!("member {company} {account}"))
    }

    /// A property to narrow by: `Mark::of("product", id)`.
    #[must_use]
    pub fn of(name: &str, value: impl Display) -> Self {
        Self(format!("of {name} {value}"))
    }

    /// Whether many texts have it.
    pub(crate) fn is_of_many(&self) -> bool {
        [Self::staff(), Self::everybody(), Self::customers()].contains(self)
    }

    /// Every row has that of its kind.
    pub(crate) fn kind(kind: &str) -> Self {
        Self(format!("kind {kind}"))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}
