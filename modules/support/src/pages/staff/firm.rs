//! What support has of a company: a tab of its page with its contracts and requests.

use crate::lists::contracts::Contracts;
use crate::lists::staff_requests::Requests;
use crate::model::status::StatusFilter;
use crate::queries::contracts::ContractFilter;
use crate::queries::staff_requests::RequestFilter;
use crate::rights::CLERKS;
use crate::texts;
use gatehouse_companies::tab_sheet;
use gatehouse_core::Role;
use gatehouse_web::frames::{Actions, Panel};
use gatehouse_web::list::{List as _, first_rows};
use gatehouse_web::query::{Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, PersonTab, Staff};

/// Rows of each panel; the lists have all of them.
const ROWS: u64 = 50;
/// Those who look at companies and at requests.
const BOTH: &[Role] = &[Role::Support, Role::Licensing];

pub(super) fn doors() -> Doors {
    Doors::new().staff(BOTH, |doors| doors.get("/staff/companies/{id}/support", show))
}

/// The tab.
pub(super) fn tab() -> PersonTab {
    PersonTab {
        label: |lang| texts(lang).msg_support(),
        href: |id| format!("/staff/companies/{id}/support"),
        icon: Icon::Help,
        roles: BOTH,
        order: 10,
    }
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let sheet = tab_sheet(&staff, id).await?;
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let id_text = id.to_string();
    let filter = ContractFilter { company: Some(id), ..ContractFilter::default() };
    let (contracts, _) = first_rows(visit, &Contracts, filter, ROWS, &["company"]).await?;
    let new = staff.is_any_of(CLERKS).then(|| {
        let new = address("/staff/contracts/new", &[("company", &id_text)]);
        Button::link(t.msg_staff_contract_new(), new).icon(Icon::Plus).small()
    });
    let held = Panel::new(t.msg_contracts()).button(new).table_or(contracts, t.msg_staff_contracts_none());
    let filter = RequestFilter { company: Some(id), status: Some(StatusFilter::All), ..RequestFilter::default() };
    let list = Requests::of(&visit.cx, false).await?;
    let (requests, _) = first_rows(visit, &list, filter, ROWS, &[]).await?;
    let all = address(Requests::AT, &[("company", &id_text), ("status", "all")]);
    let asked = Panel::new(t.msg_requests()).table_or(requests, t.msg_staff_person_no_requests());
    let asked = asked.with(&Actions::new([Button::link(t.msg_staff_person_all_requests(), all)]));
    visit.show(&sheet.with(&held).with(&asked))
}
