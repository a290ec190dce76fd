//! Where modules stand in the navigation (ARCHITECTURE.md): each registers its places by [`crate::Module::navigation`], and the kit draws
//! those that this person sees.

use crate::person::PersonPart;
use crate::texts;
use crate::view::Icon;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Role, Uuid, async_trait};
use std::collections::HashMap;
use std::sync::Arc;

/// The home page of a signed-in customer.
pub const HOME: &str = "/home";

/// An area of the staff console: a group of its sidebar. The kit knows the areas as it knows the roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// People and companies.
    Customers,
    /// Licenses, orders, the catalog.
    Licensing,
    /// Requests and chats.
    Support,
    /// Samples and what is found in them.
    Lab,
    /// Devices and their policies.
    Devices,
    /// Newsletters, partners, courses.
    Outreach,
    /// Requests about personal data.
    Privacy,
    /// The console itself.
    Settings,
}

impl Area {
    /// Its word in the cookie of folded groups.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Licensing => "licensing",
            Self::Support => "support",
            Self::Lab => "lab",
            Self::Devices => "devices",
            Self::Outreach => "outreach",
            Self::Privacy => "privacy",
            Self::Settings => "settings",
        }
    }

    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::Customers => t.msg_area_customers(),
            Self::Licensing => t.msg_area_licensing(),
            Self::Support => t.msg_area_support(),
            Self::Lab => t.msg_area_lab(),
            Self::Devices => t.msg_area_devices(),
            Self::Outreach => t.msg_area_outreach(),
            Self::Privacy => t.msg_area_privacy(),
            Self::Settings => t.msg_area_settings(),
        }
    }
}

/// One place in the navigation.
#[derive(Clone)]
pub struct NavEntry {
    /// Its name in a language.
    pub label: fn(Lang) -> String,
    /// Where it leads; pages below it show it as current.
    pub href: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Staff: who sees it (any of these roles; administrators always). None: everybody.
    pub roles: &'static [Role],
    /// Staff: the group it stands in; none: before all groups.
    pub area: Option<Area>,
    /// A company: who sees it (any of these rights, as its module numbers them). None: every user.
    pub any_of: u16,
    /// Its place among the others: the smaller, the further up.
    pub order: u16,
    /// The figure without which it is not shown.
    pub condition: Option<&'static str>,
    /// The figure that stands beside it.
    pub count: Option<&'static str>,
    /// Its place in the bar of phones, which has room for four; without one it stands behind "More".
    pub on_phones: Option<u16>,
    /// Shown on phones alone.
    pub only_phones: bool,
    /// Addresses of pages that belong to it and do not lie below it.
    pub pages: &'static [&'static str],
}

impl NavEntry {
    /// A place for everybody, after those with a smaller order.
    pub const fn new(label: fn(Lang) -> String, href: &'static str, icon: Icon) -> Self {
        Self {
            label,
            href,
            icon,
            roles: &[],
            any_of: 0,
            area: None,
            order: 100,
            condition: None,
            count: None,
            on_phones: None,
            only_phones: false,
            pages: &[],
        }
    }

    /// For staff with one of these roles.
    #[must_use]
    pub const fn roles(mut self, roles: &'static [Role]) -> Self {
        self.roles = roles;
        self
    }

    /// For users of a company with one of these rights ([`crate::scope::Company::rights`]).
    #[must_use]
    pub const fn any_of(mut self, rights: u16) -> Self {
        self.any_of = rights;
        self
    }

    /// In this group of the staff's sidebar.
    #[must_use]
    pub const fn area(mut self, area: Area) -> Self {
        self.area = Some(area);
        self
    }

    /// Its place among the others.
    #[must_use]
    pub const fn order(mut self, order: u16) -> Self {
        self.order = order;
        self
    }

    /// Shown only while this figure ([`Figures`]) is more than zero.
    #[must_use]
    pub const fn when(mut self, figure: &'static str) -> Self {
        self.condition = Some(figure);
        self
    }

    /// With this figure beside it, unless it is zero.
    #[must_use]
    pub const fn count(mut self, figure: &'static str) -> Self {
        self.count = Some(figure);
        self
    }

    /// Among the four of the bar of phones, the smallest place first.
    #[must_use]
    pub const fn on_phones(mut self, place: u16) -> Self {
        self.on_phones = Some(place);
        self
    }

    /// On phones alone: where it is wider, something else leads there.
    #[must_use]
    pub const fn only_phones(mut self) -> Self {
        self.only_phones = true;
        self
    }

    /// With pages that do not lie below it.
    #[must_use]
    pub const fn with_pages(mut self, pages: &'static [&'static str]) -> Self {
        self.pages = pages;
        self
    }

    /// Whether somebody with these roles sees it.
    pub fn is_for(&self, roles: &[Role]) -> bool {
        self.roles.is_empty()
            || roles.contains(&Role::Administrator)
            || self.roles.iter().any(|role| roles.contains(role))
    }

    /// Whether a page is this place or below it.
    pub fn is_at(&self, path: &str) -> bool {
        self.depth_at(path).is_some()
    }

    /// The length of the address by which a page is this place or below it: of several places the longest is the nearest.
    pub(crate) fn depth_at(&self, path: &str) -> Option<usize> {
        let is_at = |at: &&str| path.strip_prefix(*at).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        std::iter::once(self.href).chain(self.pages.iter().copied()).filter(is_at).map(str::len).max()
    }
}

/// A tab of a customer's page for staff: what one module has of that account.
#[derive(Clone)]
pub struct PersonTab {
    /// Its name in a language.
    pub label: fn(Lang) -> String,
    /// Where it is.
    pub href: fn(Uuid) -> String,
    /// Its icon.
    pub icon: Icon,
    /// Who sees it.
    pub roles: &'static [Role],
    /// Its place among the others.
    pub order: u16,
}

/// A way in for visitors, on the public front.
#[derive(Clone)]
pub struct Way {
    /// What one does there.
    pub label: fn(Lang) -> String,
    /// One sentence about it.
    pub text: fn(Lang) -> String,
    /// Where it leads; who is not signed in is asked to sign in on the way.
    pub href: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Its place among the others.
    pub order: u16,
    /// The figure without which it is not shown.
    pub condition: Option<&'static str>,
}

/// Numbers that a module reads for whoever is signed in, with every page: conditions and counts of the navigation. One query for
/// all of them; none of them counts further than [`MOST`]. For visitors they are read on the public front alone, whose ways have conditions
/// too: what is read for them comes from memory.
#[async_trait]
pub trait Figures: Send + Sync {
    /// The figures of the actor of `cx`, by the words that entries name.
    async fn read(&self, cx: &Cx) -> Result<Vec<(&'static str, i64)>, Fault>;
}

/// Counts end here: "99+" is shown.
pub const MOST: i64 = 100;

/// The figures of one person.
pub type Read = HashMap<&'static str, i64>;

/// Whether what an entry or a way needs is there.
pub(crate) fn is_met(condition: Option<&'static str>, figures: &Read) -> bool {
    condition.is_none_or(|figure| figures.get(figure).is_some_and(|n| *n > 0))
}

/// Everything that modules registered.
#[derive(Clone, Default)]
pub struct Navigation {
    /// The nouns that a customer owns.
    pub customer: Vec<NavEntry>,
    /// The places of a company, below its word: `/users` is at `/c/acme/users`.
    pub company: Vec<NavEntry>,
    /// The sections of a customer's account, behind their name.
    pub account: Vec<NavEntry>,
    /// The places of the staff console.
    pub staff: Vec<NavEntry>,
    /// Behind the staff member's name.
    pub staff_menu: Vec<NavEntry>,
    /// What staff can make ("New …").
    pub new: Vec<NavEntry>,
    /// The tabs of a customer's page for staff.
    pub person: Vec<PersonTab>,
    /// What stands of these on its first page.
    pub person_parts: Vec<Arc<dyn PersonPart>>,
    /// The tabs that other modules add to a company's page for staff.
    pub firm: Vec<PersonTab>,
    /// The ways in for visitors.
    pub ways: Vec<Way>,
    /// What reads conditions and counts.
    pub figures: Vec<Arc<dyn Figures>>,
    /// Where a signed-in customer starts, when not at [`HOME`].
    pub start: Option<&'static str>,
    /// The article of the help center about a page, by its address (ALL-10).
    pub help: Option<fn(&str) -> Option<String>>,
}

impl Navigation {
    /// In the order in which all of it is shown.
    pub(crate) fn sort(&mut self) {
        for list in [
            &mut self.customer,
            &mut self.company,
            &mut self.account,
            &mut self.staff,
            &mut self.staff_menu,
            &mut self.new,
        ] {
            list.sort_by_key(|entry| (entry.area, entry.order));
        }
        self.person.sort_by_key(|tab| tab.order);
        self.person_parts.sort_by_key(|part| part.order());
        self.firm.sort_by_key(|tab| tab.order);
        self.ways.sort_by_key(|way| way.order);
    }

    /// Where a signed-in customer starts.
    pub fn start(&self) -> &'static str {
        self.start.unwrap_or(HOME)
    }

    /// The figures of the actor of `cx`.
    pub(crate) async fn read(&self, cx: &Cx) -> Result<Read, Fault> {
        let mut all = Read::new();
        for figures in &self.figures {
            all.extend(figures.read(cx).await?);
        }
        Ok(all)
    }
}
