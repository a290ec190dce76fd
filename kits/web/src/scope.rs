//! In whose name a customer acts: their own, or that of a company whose word stands in the address (`/c/acme/licenses`). The scope is
//! never in the session alone, so links in mails and two tabs work.
//!
//! Pages that exist in both are listed with [`crate::Doors::owners`]. What resolves a company's word is the module of companies, by
//! [`Companies`]; without it there is no company, and every such address is not found.

use crate::gate::Gates;
use crate::halt::Halt;
use crate::session::CustomerSession;
use crate::visit::query_escape;
use axum::http::Uri;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use std::any::Any;
use std::fmt;
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
    /// What the person may do there, as the module of companies numbers it: by this the shell shows places. It proves nothing.
    pub rights: u16,
    /// Whether the shell offers to act in its name.
    pub is_open: bool,
    /// What the module of companies knows of the membership.
    pub held: Held,
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

/// What a module keeps with a request, for itself alone: only its own type comes out again.
#[derive(Clone)]
pub struct Held(Arc<dyn Any + Send + Sync>);

impl Held {
    /// Keeps it.
    pub fn of<T: Any + Send + Sync>(kept: T) -> Self {
        Self(Arc::new(kept))
    }

    /// What was kept, where it is of this type.
    pub fn get<T: Any>(&self) -> Option<&T> {
        self.0.downcast_ref()
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Held")
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Held {}

/// Knows who belongs to which company. Put into the services as [`SharedCompanies`].
#[async_trait]
pub trait Companies: Send + Sync {
    /// The company that an account belongs to: with every page of a customer, by one statement.
    async fn of(&self, cx: &Cx, account: Uuid) -> Result<Option<Company>, Fault>;
    /// Judges whether the person may act in its name now; otherwise the page says why not, or it is another one that has to be gone to
    /// first ([`Halt::GoTo`]), which is given the address that was wanted as `next`.
    async fn enter(&self, cx: &Cx, session: &CustomerSession, company: &Company) -> Result<(), Halt>;
    /// Whether a session opens nothing but its company's pages, because the company's own provider vouched for it (COM-14): on every other
    /// page its bearer is nobody. Asked of accounts that belong to a company.
    async fn is_only_inside(&self, _cx: &Cx, _session: &CustomerSession) -> Result<bool, Fault> {
        Ok(false)
    }
    /// Whether such a session may answer what a gate asks ([`crate::gate`]): only of an account that nobody could enter otherwise. Who has a
    /// way in of their own answers there, because what is asked is the person's to say, and the provider is not the person.
    async fn answers_gates(&self, _cx: &Cx, _session: &CustomerSession) -> Result<bool, Fault> {
        Ok(false)
    }
    /// Where the bearer of such a session proves once more who they are: at the provider that vouched for it.
    async fn proof_at(&self, _cx: &Cx, _session: &CustomerSession) -> Result<Option<String>, Fault> {
        Ok(None)
    }
    /// Whether a word of an address was this company's once: such an address leads on to the one of now.
    async fn had_word(&self, cx: &Cx, company: &Company, word: &str) -> Result<bool, Fault>;
}

/// How it lies in the services.
pub type SharedCompanies = Arc<dyn Companies>;

/// The page of a company that tells its users how they come to another address (COM-6): they cannot change it themselves.
pub const ADDRESS_PAGE: &str = "/me/address";

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

    /// The scope of an address. For a company that is not there, or not the person's, there is nothing at it; an earlier word of theirs
    /// leads on to the one of now. `path`: with the query.
    pub(crate) async fn of(
        cx: &Cx,
        session: &CustomerSession,
        own: Option<&Company>,
        path: &str,
    ) -> Result<Self, Halt> {
        let Some(word) = word(path) else { return Ok(Self::Personal) };
        let (Ok(companies), Some(own)) = (cx.service::<SharedCompanies>(), own) else { return Err(Halt::NotFound) };
        if word != own.word {
            if word.is_empty() || !companies.had_word(cx, own, word).await? {
                return Err(Halt::NotFound);
            }
            let rest = path.get(BEFORE.len() + word.len()..).unwrap_or_default();
            return Err(Halt::GoTo(format!("{BEFORE}{}{rest}", own.word)));
        }
        match companies.enter(cx, session, own).await {
            Ok(()) => Ok(Self::Company(own.clone())),
            // As a gate does ([`crate::gate`]): the page there leads back.
            Err(Halt::GoTo(place)) => Err(Halt::GoTo(format!("{place}?next={}", query_escape(path)))),
            Err(halt) => Err(halt),
        }
    }
}

/// The company of whoever is signed in.
pub(crate) async fn own(cx: &Cx, account: Uuid) -> Result<Option<Company>, Fault> {
    match cx.service::<SharedCompanies>() {
        Ok(companies) => companies.of(cx, account).await,
        Err(_) => Ok(None),
    }
}

/// What stands outside every company, and belongs to being in one: signing out, what is chosen in a browser, and the way in by the company's
/// own provider. A gate's page does while the gate is closed ([`counts`]).
const BESIDE: [&str; 3] = ["/sign-out", "/language", "/theme"];
const BY_PROVIDER: &str = "/sign-in/company/";
/// Where a proof of who somebody is opens sensitive changes.
pub(crate) const STEP_UP: &str = "/step-up";

/// What a session is at an address.
pub(crate) enum Counts {
    /// Somebody's.
    Yes,
    /// Nobody's.
    No,
    /// Somebody's, who has to do it there.
    There(String),
}

/// Whether this session is somebody's at this address.
pub(crate) async fn counts(cx: &Cx, session: &CustomerSession, address: &Uri) -> Result<Counts, Fault> {
    let Ok(companies) = cx.service::<SharedCompanies>() else { return Ok(Counts::Yes) };
    let path = address.path();
    if word(path).is_some() || BESIDE.contains(&path) || path.starts_with(BY_PROVIDER) {
        return Ok(Counts::Yes);
    }
    if !companies.is_only_inside(cx, session).await? {
        return Ok(Counts::Yes);
    }
    if path == STEP_UP
        && let Some(way) = companies.proof_at(cx, session).await?
    {
        return Ok(Counts::There(format!("{way}?{}", address.query().unwrap_or_default())));
    }
    let gates = cx.service::<Gates>()?;
    let is_asked = gates.is_one(path) && gates.first_closed(cx, session).await? == Some(path);
    Ok(if is_asked && companies.answers_gates(cx, session).await? { Counts::Yes } else { Counts::No })
}

/// Whether a session opens nothing but its company's pages.
pub(crate) async fn is_only_inside(cx: &Cx, session: &CustomerSession) -> Result<bool, Fault> {
    match cx.service::<SharedCompanies>() {
        Ok(companies) => companies.is_only_inside(cx, session).await,
        Err(_) => Ok(false),
    }
}

/// The company's word in an address.
pub(crate) fn word(path: &str) -> Option<&str> {
    path.strip_prefix(BEFORE)?.split(['/', '?']).next()
}

#[cfg(test)]
mod tests {
    use super::{Company, Held, Scope, word};
    use gatehouse_core::Uuid;

    #[test]
    fn the_scope_of_an_address_is_the_word_before_the_page() {
        assert_eq!(word("/c/acme/licenses"), Some("acme"));
        assert_eq!(word("/c/acme?x=/c/other"), Some("acme"));
        assert_eq!(word("/c//home"), Some(""), "no company has this word");
        for personal in ["/licenses", "/", "/c", "/cc/acme/home", "/licenses?next=/c/acme/home"] {
            assert_eq!(word(personal), None, "{personal}");
        }
        let company = Company {
            id: Uuid::nil(),
            word: "acme".into(),
            name: "ACME".into(),
            logo: None,
            rights: 0,
            is_open: true,
            held: Held::of(()),
        };
        assert_eq!(Scope::Company(company).path("/licenses"), "/c/acme/licenses");
        assert_eq!(Scope::Personal.path("/licenses"), "/licenses");
    }
}
