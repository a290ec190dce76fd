//! In whose name a customer acts: their own, or that of a company whose word stands in the address (`/c/acme/licenses`). The scope is
//! never in the session alone, so links in mails and two tabs work.
//!
//! Pages that exist in both are listed with [`crate::Doors::owners`]. What resolves a company's word is the module of companies, by
//! [`Companies`]; without it there is no company, and every such address is not found.

use async_trait::async_trait;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use std::sync::Arc;

/// In whose name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Their own.
    #[default]
    Personal,
    /// A company's.
    Company(Company),
}

/// A company that the person belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// The company.
    pub id: Uuid,
    /// Its word in addresses.
    pub word: String,
    /// Its name.
    pub name: String,
    /// Its logo (COM-9).
    pub logo: Option<CompanyLogo>,
}

/// The files of a company's logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompanyLogo {
    /// The one that is shown.
    pub file: Uuid,
    /// The one for people who want no motion, where the logo moves.
    pub still: Option<Uuid>,
}

impl Company {
    /// Where a file of its logo is. Another logo has another address, so browsers may keep it.
    pub fn logo_path(&self, file: Uuid) -> String {
        format!("{BEFORE}{}/logo/{file}", self.word)
    }
}

/// Finds a company by its word. Put into the services as [`SharedCompanies`].
#[async_trait]
pub trait Companies: Send + Sync {
    /// The company with this word, if the account belongs to it; `None` for any other word.
    async fn find(&self, cx: &Cx, account: Uuid, word: &str) -> Result<Option<Company>, Fault>;
}

/// How it lies in the services.
pub type SharedCompanies = Arc<dyn Companies>;

/// What stands before a company's word in an address.
pub(crate) const BEFORE: &str = "/c/";

impl Scope {
    /// A page's address in this scope.
    pub fn path(&self, page: &str) -> String {
        match self {
            Self::Personal => page.to_owned(),
            Self::Company(company) => format!("{BEFORE}{}{page}", company.word),
        }
    }

    /// The company, unless it is their own.
    pub const fn company(&self) -> Option<&Company> {
        match self {
            Self::Personal => None,
            Self::Company(company) => Some(company),
        }
    }

    /// The scope of an address: `None` for a company that is not there, or not for this account.
    pub(crate) async fn of(cx: &Cx, account: Uuid, path: &str) -> Result<Option<Self>, Fault> {
        let Some(word) = word(path) else { return Ok(Some(Self::Personal)) };
        let Ok(companies) = cx.service::<SharedCompanies>() else { return Ok(None) };
        if word.is_empty() {
            return Ok(None);
        }
        Ok(companies.find(cx, account, word).await?.map(Self::Company))
    }
}

/// The company's word in an address.
pub(crate) fn word(path: &str) -> Option<&str> {
    path.strip_prefix(BEFORE)?.split(['/', '?']).next()
}

#[cfg(test)]
mod tests {
    use super::{Company, Scope, word};
    use gatehouse_core::Uuid;

    #[test]
    fn the_scope_of_an_address_is_the_word_before_the_page() {
        assert_eq!(word("/c/acme/licenses"), Some("acme"));
        assert_eq!(word("/c/acme?x=/c/other"), Some("acme"));
        assert_eq!(word("/c//home"), Some(""), "no company has this word");
        for personal in ["/licenses", "/", "/c", "/cc/acme/home", "/licenses?next=/c/acme/home"] {
            assert_eq!(word(personal), None, "{personal}");
        }
        let company = Company { id: Uuid::nil(), word: "acme".into(), name: "ACME".into(), logo: None };
        assert_eq!(Scope::Company(company).path("/licenses"), "/c/acme/licenses");
        assert_eq!(Scope::Personal.path("/licenses"), "/licenses");
    }
}
