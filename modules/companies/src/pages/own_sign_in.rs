//! What the pages about a company's domains, sign-in and directory have in common: they are the owner's, and lead to one another.

use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Actions, Panel, Sheet, Tabs};
use gatehouse_web::view::{Button, FormErrors, Icon, PageHead};
use gatehouse_web::{Customer, Halt, Scope};

/// The pages, below a company's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Domains,
    SignIn,
    Provisioning,
    Groups,
    Log,
}

impl Tab {
    const ALL: [Self; 5] = [Self::Domains, Self::SignIn, Self::Provisioning, Self::Groups, Self::Log];

    /// Where it is below the company's word.
    pub(super) const fn place(self) -> &'static str {
        match self {
            Self::Domains => "/settings/domains",
            Self::SignIn => "/settings/sign-in",
            Self::Provisioning => "/settings/provisioning",
            Self::Groups => "/settings/provisioning/groups",
            Self::Log => "/settings/provisioning/log",
        }
    }

    /// Its address in the company of this page.
    pub(super) fn address(self, customer: &Customer) -> String {
        customer.scope.path(self.place())
    }

    fn name(self, customer: &Customer) -> String {
        let t = texts(customer.visit.lang());
        match self {
            Self::Domains => t.msg_domains(),
            Self::SignIn => t.msg_sso(),
            Self::Provisioning => t.msg_scim(),
            Self::Groups => t.msg_scim_groups(),
            Self::Log => t.msg_scim_log(),
        }
    }

    fn lede(self, customer: &Customer) -> String {
        let t = texts(customer.visit.lang());
        match self {
            Self::Domains => t.msg_domains_lede(),
            Self::SignIn => t.msg_sso_lede(),
            Self::Provisioning => t.msg_scim_lede(),
            Self::Groups => t.msg_scim_groups_lede(),
            Self::Log => t.msg_scim_log_lede(),
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Domains => Icon::Globe,
            Self::SignIn => Icon::Key,
            Self::Provisioning => Icon::Person,
            Self::Groups => Icon::People,
            Self::Log => Icon::Activity,
        }
    }
}

/// The head of such a page, with the way to the others.
pub(super) fn sheet(customer: &Customer, here: Tab, errors: &FormErrors) -> Sheet {
    let title = here.name(customer);
    let (lang, scope) = (customer.visit.lang(), &customer.scope);
    let above = scope.company().map(|company| (company.name.clone(), scope.path("")));
    let settings = (texts(lang).msg_settings(), scope.path(super::settings::PAGE));
    let head =
        PageHead::new(title.as_str()).crumbs(lang, above.into_iter().chain([settings])).lede(here.lede(customer));
    let tabs = Tab::ALL.iter().fold(Tabs::new(texts(customer.visit.lang()).msg_own_sign_in()), |tabs, tab| {
        tabs.tab(tab.icon(), tab.name(customer), tab.address(customer), *tab == here)
    });
    Sheet::new(&customer.visit, title, head).errors(errors).with(&tabs)
}

/// The company of this page.
pub(super) fn company(customer: &Customer) -> Result<Uuid, Halt> {
    match &customer.scope {
        Scope::Company(company) => Ok(company.id),
        Scope::Personal => Err(Halt::NotFound),
    }
}

/// The way to these pages: the owner's, and for administrators what the directory did.
pub(super) fn ways(customer: &Customer, is_owner: bool) -> Panel {
    let tabs: &[Tab] = if is_owner { &Tab::ALL } else { &[Tab::Log] };
    let buttons = tabs.iter().map(|tab| Button::link(tab.name(customer), tab.address(customer)));
    Panel::new(texts(customer.visit.lang()).msg_own_sign_in()).with(&Actions::new(buttons))
}
