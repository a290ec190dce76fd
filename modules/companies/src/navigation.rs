//! Where companies stand in the navigation: the places of a company, which its users see while they act in its name; the list and the tab for
//! staff, and by what staff find a company.

use crate::actions::tell_of_portal::TELLERS;
use crate::lists::{AUDIT_AT, Companies, INVITATIONS_AT, USERS_AT, company_badge, place};
use crate::model::rights::{CompanyRight, Rights};
use crate::pages::company_joining::JOINING_AT;
use crate::pages::{notices, register, settings, staff_portal};
use crate::queries::staff::companies::{CompanyColumn, CompanyFilter, companies};
use crate::rights::staff::LOOKERS;
use crate::{pages, texts};
use gatehouse_context::Seen;
use gatehouse_core::{Lang, Role, async_trait};
use gatehouse_db::{Direction, PageRequest, Sorting};
use gatehouse_web::list::List as _;
use gatehouse_web::search::MOST_HITS;
use gatehouse_web::view::{Button, Icon};
use gatehouse_web::{Area, Halt, Hit, Hits, NavEntry, Navigation, Search, Staff, Way};
use std::sync::Arc;

/// What the list of users takes, and the page of those who ask to join: one of these.
const USERS: Rights = Rights::of(&[CompanyRight::ManageUsers, CompanyRight::InviteUsers]);

/// The places of a company.
pub(crate) fn register(navigation: &mut Navigation) {
    let overview = NavEntry::new(|lang| texts(lang).msg_staff_overview(), "", Icon::Home);
    navigation.company.push(overview.order(5).with_pages(&["/me", "/another-owner"]));
    let users = NavEntry::new(|lang| texts(lang).msg_users(), USERS_AT, Icon::Person);
    navigation.company.push(users.any_of(USERS.bits()).order(30).with_pages(&["/branches"]).on_phones(2));
    let settings = NavEntry::new(|lang| texts(lang).msg_settings(), settings::PAGE, Icon::Settings);
    navigation.company.push(settings.any_of(Rights::of(&[CompanyRight::ChangeSettings]).bits()).order(80));
    let notices = NavEntry::new(|lang| texts(lang).msg_notices(), notices::PAGE, Icon::Mail);
    navigation.company.push(notices.any_of(Rights::ALL.bits()).order(85));
    let portal = NavEntry::new(|lang| texts(lang).msg_portal_changes(), staff_portal::PAGE, Icon::Send);
    navigation.staff.push(portal.area(Area::Customers).roles(TELLERS).order(90));
    let audit = NavEntry::new(|lang| texts(lang).msg_audit(), AUDIT_AT, Icon::Activity);
    navigation.company.push(audit.any_of(Rights::ALL.bits()).order(90));
    let list = NavEntry::new(|lang| texts(lang).msg_companies(), Companies::AT, Icon::Building);
    navigation.staff.push(list.area(Area::Customers).roles(LOOKERS).order(20));
    navigation.person.push(pages::tab());
    navigation.person_parts.push(Arc::new(pages::PartOfCompany));
    let invitations = NavEntry::new(|lang| texts(lang).msg_invitations_title(), INVITATIONS_AT, Icon::Send);
    navigation.company.push(invitations.any_of(USERS.bits()).order(40));
    let joining = NavEntry::new(|lang| texts(lang).msg_nav_joining(), JOINING_AT, Icon::People);
    navigation.company.push(joining.any_of(USERS.bits()).order(45));
    navigation.ways.push(Way {
        label: |lang| texts(lang).msg_way_company(),
        text: |lang| texts(lang).msg_way_company_text(),
        href: register::PATH,
        icon: Icon::Building,
        order: 35,
        condition: None,
    });
}

/// Finds companies by their name as it is compared, or by their word in addresses.
pub(crate) struct ByName;

/// The shortest text that is a name: less is in every other one.
const SHORTEST: usize = 2;

#[async_trait]
impl Search for ByName {
    fn roles(&self) -> &'static [Role] {
        LOOKERS
    }

    fn keys(&self, lang: Lang) -> String {
        texts(lang).msg_search_keys_companies()
    }

    async fn find(&self, staff: &Staff, text: &str) -> Result<Option<Hits>, Halt> {
        // Addresses are people's, and codes are licenses'.
        if text.contains('@') || text.trim().chars().count() < SHORTEST {
            return Ok(None);
        }
        let filter = CompanyFilter { text: text.to_owned(), ..CompanyFilter::default() };
        let asked = Seen::of(&staff.may()?, filter).await?;
        let sorting = Sorting { column: CompanyColumn::Name, direction: Direction::Ascending };
        // One more than is shown tells whether there are more.
        let size = u64::try_from(MOST_HITS + 1).unwrap_or(u64::MAX);
        let request = PageRequest { size, ..PageRequest::default() };
        let found = companies(&staff.visit.cx, &asked, sorting, &request).await?.items;
        if found.is_empty() {
            return Ok(None);
        }
        let lang = staff.visit.lang();
        let mut hits = Hits::new(texts(lang).msg_companies(), Icon::Building);
        if found.len() > MOST_HITS {
            hits.rest = Some(Button::post(texts(lang).msg_search_all_companies(), Companies::AT).with("q", text));
        }
        let shown = found.into_iter().take(MOST_HITS);
        hits.items = shown
            .map(|row| Hit {
                about: format!("/c/{}", row.slug),
                href: place(row.id),
                badge: Some(company_badge(&row, lang)),
                title: row.name,
            })
            .collect();
        Ok(Some(hits))
    }
}
