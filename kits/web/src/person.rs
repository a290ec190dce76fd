//! A customer's page for staff (ux.md J24): one module knows who they are ([`People`]), and every module adds what it has of them as a tab
//! ([`crate::PersonTab`], [`crate::Navigation::person`]). A tab is a page of its module, behind its own door, which begins with [`sheet`]. The first
//! rows of it stand on the first page too ([`PersonPart`]), so that whoever helps a customer has everything of theirs before them.

use crate::frames::{Panel, Sheet, Tabs};
use crate::halt::Halt;
use crate::navigation::Navigation;
use crate::view::PageHead;
use crate::visit::Staff;
use gatehouse_core::{Fault, Role, Uuid, async_trait};
use std::sync::Arc;

/// Below this address lie the pages of a customer: `/staff/accounts/{id}` and its tabs.
pub const AT: &str = "/staff/accounts";

/// The address of a customer's page, or of a tab of it (`licenses`); an empty word is the page itself.
pub fn address(account: Uuid, tab: &str) -> String {
    if tab.is_empty() { format!("{AT}/{account}") } else { format!("{AT}/{account}/{tab}") }
}

/// What stands above the tabs.
pub struct PersonHead {
    /// What the person is called.
    pub name: String,
    /// The head of all their pages.
    pub head: PageHead,
}

/// The module that knows who customers are. In the services as [`SharedPeople`].
#[async_trait]
pub trait People: Send + Sync {
    /// The head of a customer's pages, after the right was checked and the look was written to the log; `None`: there is no such account.
    async fn head(&self, staff: &Staff, account: Uuid) -> Result<Option<PersonHead>, Halt>;
}

/// See [`People`].
pub type SharedPeople = Arc<dyn People>;

/// Rows of a part of the first page; the tab has more.
pub const FIRST: u64 = 5;

/// What one module has of a customer, in a few rows, for the first page about them.
#[async_trait]
pub trait PersonPart: Send + Sync {
    /// Who sees it: those who see its tab.
    fn roles(&self) -> &'static [Role];
    /// Its place among the others: that of its tab.
    fn order(&self) -> u16;
    /// Its panel, with at most [`FIRST`] rows. The look is in the log.
    async fn panel(&self, staff: &Staff, account: Uuid) -> Result<Panel, Halt>;
}

/// The parts that this member of the staff may see, in their order.
pub async fn parts(staff: &Staff, account: Uuid) -> Result<Vec<Panel>, Halt> {
    let navigation = staff.visit.cx.service::<Navigation>()?;
    let mut all = Vec::new();
    for part in navigation.person_parts.iter().filter(|part| staff.is_any_of(part.roles())) {
        all.push(part.panel(staff, account).await?);
    }
    Ok(all)
}

/// The beginning of a tab's page: who it is, and all tabs that this member of the staff may open.
pub async fn sheet(staff: &Staff, account: Uuid) -> Result<Sheet, Halt> {
    let people = Arc::clone(staff.visit.cx.service::<SharedPeople>()?);
    let head = people.head(staff, account).await?.ok_or(Halt::NotFound)?;
    Ok(framed(staff, account, head)?)
}

/// The same for who has the head in hand.
pub fn framed(staff: &Staff, account: Uuid, PersonHead { name, head }: PersonHead) -> Result<Sheet, Fault> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let here = visit.path.split('?').next().unwrap_or_default();
    let tabs = visit.cx.service::<Navigation>()?.person.iter().filter(|tab| staff.is_any_of(tab.roles));
    let tabs = tabs.fold(Tabs::new(name.as_str()), |tabs, tab| {
        let href = (tab.href)(account);
        let is_here = href == here;
        tabs.tab(tab.icon, (tab.label)(lang), href, is_here)
    });
    Ok(Sheet::new(visit, name, head).with(&tabs))
}
