//! Who has a license: an account or a company, which counts as one of the N that may have it (LIC-5).

use gatehouse_core::Uuid;

/// One who has licenses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A person's account.
    Account(Uuid),
    /// A company.
    Company(Uuid),
}

impl Holder {
    /// As a row names it: one of both.
    #[must_use]
    pub const fn of_row(account: Option<Uuid>, company: Option<Uuid>) -> Option<Self> {
        match (account, company) {
            (Some(account), _) => Some(Self::Account(account)),
            (None, Some(company)) => Some(Self::Company(company)),
            (None, None) => None,
        }
    }

    /// Whose id it is, whichever of both.
    #[must_use]
    pub const fn id(self) -> Uuid {
        match self {
            Self::Account(id) | Self::Company(id) => id,
        }
    }

    /// The account, where it is one.
    #[must_use]
    pub const fn account(self) -> Option<Uuid> {
        match self {
            Self::Account(account) => Some(account),
            Self::Company(_) => None,
        }
    }

    /// The company, where it is one.
    #[must_use]
    pub const fn company(self) -> Option<Uuid> {
        match self {
            Self::Company(company) => Some(company),
            Self::Account(_) => None,
        }
    }

    /// The column that names it, in a statement's words.
    pub(crate) const fn column(self) -> &'static str {
        match self {
            Self::Account(_) => "account_id",
            Self::Company(_) => "company_id",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Holder;
    use gatehouse_core::Uuid;

    /// LIC-5
    #[test]
    fn a_row_names_one_of_both() {
        let (account, company) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(Holder::of_row(Some(account), None), Some(Holder::Account(account)));
        assert_eq!(Holder::of_row(None, Some(company)), Some(Holder::Company(company)));
        assert_eq!(Holder::of_row(None, None), None);
        assert_eq!((Holder::Company(company).company(), Holder::Company(company).account()), (Some(company), None));
    }
}
