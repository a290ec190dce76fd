//! `/staff/companies/{id}/carry-over`: what a user had goes to another user who is the same person (COM-6, COM-8).

use super::company::{head_below, seen};
use crate::actions::carry_over::{CarryOver, LONGEST_REQUEST, carry_over};
use crate::lists::place;
use crate::queries::staff::users::{former_of, member_at};
use crate::texts;
use gatehouse_core::{Role, Uuid};
use gatehouse_web::frames::{PanelForm, Paragraph, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

/// Staff who carry data over.
pub(super) const CARRIERS: &[Role] = &[Role::Support];

pub(super) fn doors() -> Doors {
    Doors::new().staff(CARRIERS, |doors| doors.form("/staff/companies/{id}/carry-over", show, carry))
}

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    to: String,
    from: String,
    request: String,
    identity: String,
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, &Typed::default(), &FormErrors::new()).await?)
}

async fn page(staff: &Staff, id: Uuid, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let company = seen(staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let email = |name: &'static str, label: String, value: &str| {
        Field::email(name, label).autocomplete("off").value(value).errors(errors)
    };
    let most = u32::try_from(LONGEST_REQUEST).unwrap_or(u32::MAX);
    let request = Field::text("request", t.msg_staff_request_number()).max_length(most).value(typed.request.as_str());
    let identity = Checkbox::new("identity", t.msg_carry_identity()).checked(typed.identity == "true");
    let form = PanelForm::new("")
        .alone()
        .field(&Paragraph::new(t.msg_carry_text()))
        .field(&email("to", t.msg_carry_to(), &typed.to))
        .field(&email("from", t.msg_carry_from(), &typed.from).hint(t.msg_carry_from_hint()).optional(lang))
        .field(&request.errors(errors))
        .field(&identity.errors(errors))
        .button(Button::submit(t.msg_carry_button()).danger())
        .button(Button::link(t.msg_staff_cancel(), place(id)));
    let head = head_below(&company, t.msg_carry_title(), lang);
    Ok(Sheet::new(visit, t.msg_carry_title(), head).narrow().errors(errors).with(&form))
}

async fn carry(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    staff.elevated()?;
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let wrong = async |field: &'static str, text: String| {
        let page = page(&staff, id, &typed, &FormErrors::one(field, text)).await?;
        visit.show_as(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    let may = staff.may()?;
    let Some((account, to)) = member_at(&may, id, &typed.to).await? else {
        return wrong("to", t.msg_carry_nobody()).await;
    };
    let from = if typed.from.trim().is_empty() {
        match former_of(&may, id, account).await? {
            Some(former) => former,
            None => return wrong("from", t.msg_carry_no_former()).await,
        }
    } else {
        match member_at(&may, id, &typed.from).await? {
            Some((_, member)) => member,
            None => return wrong("from", t.msg_carry_nobody()).await,
        }
    };
    let identity_checked = typed.identity == "true";
    let input = CarryOver { company: id, from, to, request: typed.request.clone(), identity_checked };
    let done = async |()| Ok(visit.go_saying(&place(id), t.msg_carry_done()));
    visit
        .answer(carry_over(&visit.cx, &input).await, done, async |errors| page(&staff, id, &typed, &errors).await)
        .await
}
