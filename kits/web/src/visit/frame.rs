//! The frame of a page: what of the navigation this person sees.

use super::{Visit, is_staff};
use crate::branded;
use crate::cookies::Name;
use crate::module::Navigation;
use crate::navigation::{MOST, NavEntry, is_met};
use crate::scope::{self, Company};
use crate::session::{CustomerSession, StaffSession};
use crate::view::{AccountMenu, CompanyMark, Icon, NavGroup, NavItem, Page};

/// Places in the bar of phones.
const IN_BAR: usize = 4;

impl Visit {
    /// The frame of a page with this title.
    pub fn page(&self, title: impl Into<String>) -> Page {
        let settings = &self.cx.app.settings;
        let vendor = gatehouse_brand::of(&self.cx.app);
        let mut page = Page::new(self.cx.lang, vendor.name.clone(), self.path.clone()).titled(title);
        let links = vendor.links().map(|(link, to)| NavItem::new(branded::link_name(link, self.cx.lang), to));
        page.foot = links.collect();
        page.vendor = vendor;
        page.theme = self.theme;
        page.flash.clone_from(&self.flash);
        page.folded_cookie = Name::Folded.full(settings);
        if is_staff(self.here()) {
            page.staff = true;
            page.home = "/staff".to_owned();
        }
        if let Ok(navigation) = self.cx.service::<Navigation>() {
            if let Some(staff) = &self.staff {
                self.staff_frame(&mut page, staff, navigation);
            } else if let Some(customer) = &self.customer {
                self.customer_frame(&mut page, customer, navigation);
            }
        }
        if let Some(help) = self.help() {
            page.foot.push(NavItem::new(crate::texts(self.cx.lang).msg_foot_help_page(), help));
        }
        page.foot.push(NavItem::new(crate::texts(self.cx.lang).msg_foot_browsers(), "/browsers"));
        page
    }

    /// The article about this page. What the team alone reads is led to only where one of them is signed in.
    fn help(&self) -> Option<String> {
        let help = self.cx.service::<Navigation>().ok()?.help?;
        let to = help(self.here())?;
        let may_read = !is_staff(&to) || self.staff.is_some();
        may_read.then(|| format!("{}{to}", self.origin_unless_here(&to)))
    }

    /// The path of the request.
    fn here(&self) -> &str {
        self.path.split('?').next().unwrap_or("/")
    }

    fn staff_frame(&self, page: &mut Page, staff: &StaffSession, navigation: &Navigation) {
        let seen = |list: &[NavEntry]| -> Vec<NavEntry> {
            list.iter().filter(|entry| entry.is_for(&staff.roles) && self.is_met(entry)).cloned().collect()
        };
        let places = seen(&navigation.staff);
        page.nav = self.in_areas(&places);
        page.bar = self.bar(&places);
        page.new = seen(&navigation.new).iter().map(|entry| self.item(entry)).collect();
        page.searches = true;
        page.account = Some(AccountMenu {
            label: staff.label.clone(),
            items: seen(&navigation.staff_menu).iter().map(|entry| self.item(entry)).collect(),
            sign_out: "/staff/sign-out".to_owned(),
        });
    }

    fn customer_frame(&self, page: &mut Page, customer: &CustomerSession, navigation: &Navigation) {
        page.home = navigation.start().to_owned();
        let here = self.here_in_company();
        page.company = here.and_then(CompanyMark::of);
        let list = if here.is_some() { &navigation.company } else { &navigation.customer };
        let may =
            |entry: &&NavEntry| entry.any_of == 0 || here.is_none_or(|company| company.rights & entry.any_of != 0);
        let places: Vec<NavEntry> = list.iter().filter(|entry| self.is_met(entry)).filter(may).cloned().collect();
        page.nav = vec![NavGroup::new(self.deepest(&places))];
        page.bar = self.bar(&places);
        page.scopes = self.scopes(navigation);
        let sections: Vec<NavItem> = self.deepest(&navigation.account);
        if sections.iter().any(NavItem::is_current) {
            let label = crate::texts(self.cx.lang).msg_account();
            page.sections = Some(NavGroup::new(sections.clone()).named("account", label));
        }
        page.account =
            Some(AccountMenu { label: customer.label.clone(), items: sections, sign_out: "/sign-out".to_owned() });
    }

    /// The company in whose name this page is, where the person may act so.
    fn here_in_company(&self) -> Option<&Company> {
        let word = scope::word(self.here())?;
        self.company.as_ref().filter(|company| company.is_open && company.word == word)
    }

    /// In whose name the person can act: their own, and their company's. None for who belongs to none.
    fn scopes(&self, navigation: &Navigation) -> Vec<NavItem> {
        let Some(company) = self.company.as_ref().filter(|company| company.is_open) else { return Vec::new() };
        let is_here = self.here_in_company().is_some();
        let own = NavItem::new(crate::texts(self.cx.lang).msg_scope_personal(), navigation.start());
        let its = NavItem::new(company.name.as_str(), format!("{}{}", scope::BEFORE, company.word));
        vec![own.icon(Icon::Person).current(!is_here), its.icon(Icon::Home).current(is_here)]
    }

    /// Whether what the entry needs is there.
    fn is_met(&self, entry: &NavEntry) -> bool {
        is_met(entry.condition, &self.figures)
    }

    /// The address of this page as places name it: a company's pages are the same places, and nothing else lies below its word.
    fn here_as_place(&self) -> &str {
        let here = self.here();
        match scope::word(here) {
            Some(word) => here.get(scope::BEFORE.len() + word.len()..).unwrap_or("/"),
            None => here,
        }
    }

    fn item(&self, entry: &NavEntry) -> NavItem {
        let here = self.here_as_place();
        // The console's first page has all others below it, and so has that of a company.
        let current = match entry.href {
            "/staff" => here == "/staff",
            "" => here.is_empty() || entry.pages.iter().any(|page| here.starts_with(page)),
            _ => entry.is_at(here),
        };
        let count = entry.count.and_then(|figure| self.figures.get(figure)).filter(|n| **n > 0);
        let count = count.map(|n| if *n < MOST { self.format().number(*n) } else { format!("{}+", MOST - 1) });
        let href = match self.here_in_company() {
            Some(company) if self.is_of_company(entry) => format!("{}{}{}", scope::BEFORE, company.word, entry.href),
            _ => entry.href.to_owned(),
        };
        NavItem::new((entry.label)(self.cx.lang), href)
            .icon(entry.icon)
            .current(current)
            .count(count)
            .only_phones(entry.only_phones)
    }

    /// Whether a place is one of a company.
    fn is_of_company(&self, entry: &NavEntry) -> bool {
        let navigation = self.cx.service::<Navigation>();
        navigation.is_ok_and(|navigation| navigation.company.iter().any(|place| place.href == entry.href))
    }

    /// The same for a list in which one place lies below another: only the nearest is current.
    fn deepest(&self, entries: &[NavEntry]) -> Vec<NavItem> {
        let nearest = self.nearest(entries);
        let items = entries.iter().filter(|entry| self.is_met(entry));
        items.map(|entry| self.item_unless(entry, nearest)).collect()
    }

    /// The place that this page is, or lies below most closely.
    fn nearest(&self, entries: &[NavEntry]) -> Option<&'static str> {
        let here = self.here_as_place();
        let at = entries.iter().filter_map(|entry| Some((entry.depth_at(here)?, entry.href)));
        at.max_by_key(|(depth, _)| *depth).map(|(_, href)| href)
    }

    /// An item that is current only where no other place is nearer.
    fn item_unless(&self, entry: &NavEntry, nearest: Option<&'static str>) -> NavItem {
        let item = self.item(entry);
        let is_current = item.is_current() && nearest == Some(entry.href);
        item.current(is_current)
    }

    /// In the groups of the sidebar; the group of this page is open.
    fn in_areas(&self, places: &[NavEntry]) -> Vec<NavGroup> {
        let folded = self.jar.get(&Name::Folded.full(&self.cx.app.settings));
        let is_folded = |word: &str| folded.is_some_and(|cookie| cookie.value().split('.').any(|one| one == word));
        let nearest = self.nearest(places);
        let mut groups: Vec<NavGroup> = Vec::new();
        for chunk in places.chunk_by(|one, next| one.area == next.area) {
            let items: Vec<NavItem> = chunk.iter().map(|entry| self.item_unless(entry, nearest)).collect();
            let has_current = items.iter().any(NavItem::is_current);
            groups.push(match chunk.first().and_then(|entry| entry.area) {
                Some(area) => NavGroup {
                    folded: is_folded(area.word()) && !has_current,
                    ..NavGroup::new(items).named(area.word(), area.name(self.cx.lang))
                },
                None => NavGroup::new(items),
            });
        }
        groups
    }

    /// What fits the bar of phones: all, or the four that are meant for it.
    fn bar(&self, places: &[NavEntry]) -> Vec<NavItem> {
        if places.len() <= IN_BAR + 1 {
            return self.deepest(places);
        }
        let mut chosen: Vec<(usize, &NavEntry)> = places.iter().enumerate().collect();
        chosen.sort_by_key(|(at, entry)| (entry.on_phones.unwrap_or(u16::MAX), *at));
        let chosen: Vec<NavEntry> = chosen.into_iter().take(IN_BAR).map(|(_, entry)| entry.clone()).collect();
        self.deepest(&chosen)
    }
}
