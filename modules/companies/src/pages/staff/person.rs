//! The tab of a customer's page for staff: their company.

use crate::lists::{company_badge, place};
use crate::queries::staff::users::of_account;
use crate::rights::staff::LOOKERS;
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_core::{Role, Uuid, async_trait};
use gatehouse_web::frames::Panel;
use gatehouse_web::person::{PersonPart, address, sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, PersonTab, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get("/staff/accounts/{id}/company", show))
}

/// The tab.
pub(crate) fn tab() -> PersonTab {
    PersonTab {
        label: |lang| texts(lang).msg_company(),
        href: |id| address(id, "company"),
        icon: Icon::Building,
        roles: LOOKERS,
        order: 5,
    }
}

/// Their company, on the first page about a customer.
pub(crate) struct PartOfCompany;

#[async_trait]
impl PersonPart for PartOfCompany {
    fn roles(&self) -> &'static [Role] {
        LOOKERS
    }

    fn order(&self) -> u16 {
        5
    }

    async fn panel(&self, staff: &Staff, account: Uuid) -> Result<Panel, Halt> {
        Ok(company_panel(staff, account).await?.0)
    }
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let sheet = sheet(&staff, id).await?;
    let (panel, broken) = company_panel(&staff, id).await?;
    staff.visit.show(&sheet.notices(broken).with(&panel))
}

/// What is known of it, and that the row was changed outside of the program.
async fn company_panel(staff: &Staff, id: Uuid) -> Result<(Panel, Option<Notice>), Halt> {
    let (lang, format) = (staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let panel = Panel::new(t.msg_company());
    let Some(own) = of_account(&staff.may()?, id).await? else {
        return Ok((panel.text(t.msg_person_no_company()), None));
    };
    let rights: Vec<String> =
        own.member.rights_own.union(own.member.rights_groups).iter().map(|right| right.name(lang)).collect();
    let rights = match (own.is_owner, rights.is_empty()) {
        (true, _) => t.msg_owner(),
        (false, true) => t.msg_person_no_rights(),
        (false, false) => crate::texts::phrase(&rights, lang),
    };
    let country = own.member.country.as_deref().and_then(Country::from_code);
    let facts = KeyValues::new()
        .row(t.msg_company_name(), Cell::link(own.company.name.as_str(), place(own.company.id)))
        .row(t.msg_state(), Cell::badge(&company_badge(&own.company, lang)))
        .row(t.msg_name(), Cell::text(own.name.whole()))
        .row(t.msg_country(), country.map_or_else(Cell::none, |country| Cell::text(country.name(lang))))
        .row(t.msg_rights(), Cell::text(rights))
        .row(
            t.msg_joined(),
            Cell::time(&format, own.member.joined_at).sub(crate::events::joined(own.member.joined_by, lang)),
        );
    let facts = match own.member.blocked_at {
        Some(at) => facts.row(t.msg_blocked_since(), Cell::time(&format, at)),
        None => facts,
    };
    let broken = (!own.is_whole).then(|| Notice::bad(t.msg_person_broken()));
    Ok((panel.with(&facts), broken))
}
