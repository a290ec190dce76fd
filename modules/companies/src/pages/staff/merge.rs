//! `/staff/companies/{id}/merge`: this company is a double of another one. It is proposed here, and decided by a second clerk.

use super::company::{head_below, seen};
use crate::actions::staff::merge_companies::{MOST, propose_merge};
use crate::lists::place;
use crate::queries::staff::company::named;
use crate::rights::staff::CLERKS;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{PanelForm, Paragraph, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.form("/staff/companies/{id}/merge", show, propose))
}

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    into: String,
    keeps: String,
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, &Typed::default(), &FormErrors::new()).await?)
}

async fn page(staff: &Staff, id: Uuid, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let company = seen(staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let into = Field::text("into", t.msg_merge_into()).hint(t.msg_merge_into_hint()).autocomplete("off");
    let keeps = Checkbox::new("keeps", t.msg_merge_keeps()).hint(t.msg_merge_keeps_hint());
    let form = PanelForm::new("")
        .alone()
        .field(&Paragraph::new(t.msg_merge_text(company.row.name.as_str())))
        .field(&Paragraph::new(t.msg_merge_ends(i64::try_from(MOST).unwrap_or(i64::MAX))))
        .field(&into.value(typed.into.as_str()).errors(errors))
        .field(&keeps.checked(typed.keeps == "true"))
        .button(Button::submit(t.msg_merge_propose()).primary())
        .button(Button::link(t.msg_staff_cancel(), place(id)));
    let title = t.msg_merge_title(company.row.name.as_str());
    Ok(Sheet::new(visit, title.as_str(), head_below(&company, title.as_str(), lang))
        .narrow()
        .errors(errors)
        .with(&form))
}

async fn propose(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    staff.elevated()?;
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let Some(into) = named(&staff.may()?, &typed.into).await? else {
        let errors = FormErrors::one("into", t.msg_merge_unknown());
        let page = page(&staff, id, &typed, &errors).await?;
        return visit.show_as(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let proposed = propose_merge(&visit.cx, id, into.id, typed.keeps == "true").await;
    let done = async |_| Ok(visit.go_saying(&place(id), t.msg_merge_proposed_done()));
    visit.answer(proposed, done, async |errors| page(&staff, id, &typed, &errors).await).await
}
