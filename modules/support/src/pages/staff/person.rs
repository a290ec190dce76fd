//! What support has of a customer: a tab of their page with their requests, and the carrying over of a history to their new account (SUP-16).

use crate::actions::carry_history::{CarryHistory, carry_history};
use crate::lists::staff_requests::Requests;
use crate::model::status::StatusFilter;
use crate::queries::staff_requests::RequestFilter;
use crate::rights::{AGENTS, LEADS};
use crate::texts;
use gatehouse_accounts::contacts;
use gatehouse_core::{Role, Uuid, async_trait};
use gatehouse_web::frames::{Actions, Panel, PanelForm, Paragraph};
use gatehouse_web::list::{List as _, first_rows};
use gatehouse_web::person::{FIRST, PersonPart, address, sheet};
use gatehouse_web::query::{self, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, PersonTab, Posted, Staff};
use serde::Deserialize;

/// Those who look at people and at requests.
const BOTH: &[Role] = &[Role::Support, Role::Licensing];
/// Rows of the tab; the list has all of them.
const ROWS: u64 = 50;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(BOTH, |doors| doors.get("/staff/accounts/{id}/requests", show))
        .staff(LEADS, |doors| doors.form("/staff/accounts/{id}/carry-requests", ask, carry))
}

/// The tab.
pub(super) fn tab() -> PersonTab {
    PersonTab {
        label: |lang| texts(lang).msg_requests(),
        href: |id| address(id, "requests"),
        icon: Icon::Help,
        roles: BOTH,
        order: 15,
    }
}

/// Their requests, on the first page about a customer.
pub(crate) struct PartOfRequests;

#[async_trait]
impl PersonPart for PartOfRequests {
    fn roles(&self) -> &'static [Role] {
        BOTH
    }

    fn order(&self) -> u16 {
        15
    }

    async fn panel(&self, staff: &Staff, account: Uuid) -> Result<Panel, Halt> {
        requests_panel(staff, account, FIRST).await
    }
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let sheet = sheet(&staff, id).await?;
    staff.visit.show(&sheet.with(&requests_panel(&staff, id, ROWS).await?))
}

async fn requests_panel(staff: &Staff, id: Uuid, rows: u64) -> Result<Panel, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let filter = RequestFilter { account: Some(id), status: Some(StatusFilter::All), ..RequestFilter::default() };
    let list = Requests::of(&visit.cx, false).await?;
    let (table, _) = first_rows(visit, &list, filter, rows, &[]).await?;
    let panel = Panel::new(t.msg_requests());
    let panel = if table.is_empty() { panel.text(t.msg_staff_person_no_requests()) } else { panel.table(table) };
    let id_text = id.to_string();
    let all = query::address(Requests::AT, &[("account", &id_text), ("status", "all")]);
    let mut ways = vec![Button::link(t.msg_staff_person_all_requests(), all)];
    if staff.is_any_of(AGENTS) {
        let new = query::address("/staff/requests/new", &[("account", &id_text)]);
        ways.push(Button::link(t.msg_staff_open_for_caller(), new).icon(Icon::Phone));
    }
    if staff.is_any_of(LEADS) {
        ways.push(Button::link(t.msg_staff_carry_requests(), address(id, "carry-requests")));
    }
    Ok(panel.with(&Actions::new(ways)))
}

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    to: String,
    reason: String,
    identity: String,
}

async fn ask(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, &Typed::default(), &FormErrors::new()).await?)
}

async fn page(
    staff: &Staff,
    id: Uuid,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<gatehouse_web::frames::Sheet, Halt> {
    let t = texts(staff.visit.lang());
    let to = Field::email("to", t.msg_staff_carry_requests_to()).autocomplete("off").value(&typed.to);
    let reason =
        TextArea::new("reason", t.msg_staff_carry_requests_reason()).hint(t.msg_staff_carry_requests_reason_hint());
    let identity = Checkbox::new("identity", t.msg_staff_carry_requests_checked()).checked(typed.identity == "true");
    let form = PanelForm::new("")
        .alone()
        .titled("carry", t.msg_staff_carry_requests())
        .field(&Paragraph::new(t.msg_staff_carry_requests_text()))
        .field(&to.errors(errors))
        .field(&reason.value(&typed.reason).errors(errors))
        .field(&identity.errors(errors))
        .button(Button::submit(t.msg_staff_carry_requests_button()).danger())
        .button(Button::link(t.msg_staff_back(), address(id, "requests")));
    Ok(sheet(staff, id).await?.errors(errors).with(&form))
}

async fn carry(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    staff.elevated()?;
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let wrong = async |field: &'static str, text: String| {
        let page = page(&staff, id, &typed, &FormErrors::one(field, text)).await?;
        visit.show_as(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    if typed.identity != "true" {
        return wrong("identity", t.msg_refusal_not_ticked()).await;
    }
    let Some(to) = contacts::find_by_email(&visit.cx, visit.cx.read(), &typed.to).await? else {
        return wrong("to", t.msg_staff_carry_requests_nobody()).await;
    };
    let input = CarryHistory { from: id, to, reason: typed.reason.clone() };
    let carried = carry_history(&visit.cx, &input).await;
    let done = async |count| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        Ok(visit.go_saying(&address(to, "requests"), t.msg_staff_carry_requests_done(count)))
    };
    visit.answer(carried, done, async |errors: FormErrors| page(&staff, id, &typed, &errors).await).await
}
