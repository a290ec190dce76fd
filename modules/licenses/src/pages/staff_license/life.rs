//! `/staff/licenses/{id}/top-up`, `/renew`, `/reserve` and `/merge`: what a clerk does with the right of a license (LIC-18, LIC-19).

use super::{head_below, place, seen};
use crate::actions::renew_license::{RenewLicense, renew_license};
use crate::actions::top_up::{TopUp, top_up};
use crate::model::behalf::Behalf;
use crate::model::license::{MOST_SEATS, grouped};
use crate::pages::life::{Side, merge, reserve};
use crate::queries::license::LicenseView;
use crate::queries::life::{terms, transition_days};
use crate::{CLERKS, texts};
use gatehouse_catalog::model::merge_rule::MOST_TRANSITION_DAYS;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors
            .form("/staff/licenses/{id}/top-up", top_up_form, add_seats)
            .form("/staff/licenses/{id}/renew", renew_form, renew)
            .form("/staff/licenses/{id}/reserve", reserve_form, add_reserve)
            .post("/staff/licenses/{id}/reserve/remove", remove_reserve)
            .form("/staff/licenses/{id}/merge", merge_form, merge_codes)
            .form("/staff/licenses/{id}/merge/undo", undo_form, undo)
    })
}

/// The fields of both forms, as typed.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    seats: String,
    term: String,
    until: String,
    new_code: String,
    transition_days: String,
    line: String,
    version: String,
}

async fn blank(staff: &Staff, view: &LicenseView) -> Result<Typed, Fault> {
    let days = transition_days(&staff.visit.cx, &view.license).await?;
    Ok(Typed { transition_days: days.to_string(), version: view.license.version.to_string(), ..Typed::default() })
}

/// What both forms end with.
fn ending(staff: &Staff, form: PanelForm, typed: &Typed, errors: &FormErrors) -> PanelForm {
    let (lang, t) = (staff.visit.lang(), texts(staff.visit.lang()));
    let days = Field::number("transition_days", t.msg_life_transition(), 0, MOST_TRANSITION_DAYS);
    let days = days.hint(t.msg_life_transition_hint()).value(&typed.transition_days).optional(lang).errors(errors);
    let line = Field::text("line", t.msg_life_line()).hint(t.msg_life_line_hint()).max_length(120);
    form.field(&days)
        .field(&line.value(&typed.line).optional(lang).errors(errors))
        .field(&Field::hidden("version", &typed.version))
}

fn top_up_page(staff: &Staff, view: &LicenseView, typed: &Typed, errors: &FormErrors) -> Sheet {
    let (visit, lang, t) = (&staff.visit, staff.visit.lang(), texts(staff.visit.lang()));
    let seats = Field::number("seats", t.msg_top_up_seats(), 1, MOST_SEATS).value(&typed.seats).errors(errors);
    let form = ending(staff, PanelForm::new("").alone().field(&seats), typed, errors)
        .button(Button::submit(t.msg_top_up_now()).primary())
        .button(Button::link(t.msg_cancel(), place(view.license.id)));
    Sheet::new(visit, t.msg_top_up(), head_below(view, t.msg_top_up(), lang))
        .narrow()
        .errors(errors)
        .notices([Notice::info(t.msg_top_up_text())])
        .with(&form)
}

async fn top_up_form(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let typed = blank(&staff, &view).await?;
    staff.visit.show(&top_up_page(&staff, &view, &typed, &FormErrors::new()))
}

async fn add_seats(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let visit = &staff.visit;
    let input = TopUp {
        license: id,
        seats: typed.seats.clone(),
        transition_days: typed.transition_days.clone(),
        line: typed.line.clone(),
        version: typed.version.parse().ok(),
    };
    let t = texts(visit.lang());
    let done = async |until: Option<Moment>| {
        let said = if until.is_some() { t.msg_top_up_done() } else { t.msg_life_told_before() };
        Ok(visit.go_saying(&place(id), said))
    };
    visit
        .answer(top_up(&visit.cx, &input).await, done, async |errors| Ok(top_up_page(&staff, &view, &typed, &errors)))
        .await
}

async fn renew_page(staff: &Staff, view: &LicenseView, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang, t) = (&staff.visit, staff.visit.lang(), texts(staff.visit.lang()));
    let terms = terms(&visit.cx, &view.license).await?;
    let terms = Select::new("term", t.msg_term(), terms.iter().map(|term| Choice::new(&term.code, &term.name)));
    let terms = terms.first(t.msg_choose()).value(&typed.term).optional(lang).errors(errors);
    let until = Field::date("until", t.msg_renew_until()).hint(t.msg_renew_until_hint());
    let new_code = Checkbox::new("new_code", t.msg_renew_new_code()).checked(typed.new_code == "true");
    let form = PanelForm::new("")
        .alone()
        .field(&terms)
        .field(&until.value(&typed.until).optional(lang).errors(errors))
        .field(&new_code);
    let form = ending(staff, form, typed, errors)
        .button(Button::submit(t.msg_renew_now()).primary())
        .button(Button::link(t.msg_cancel(), place(view.license.id)));
    Ok(Sheet::new(visit, t.msg_renew_license(), head_below(view, t.msg_renew_license(), lang))
        .narrow()
        .errors(errors)
        .notices([Notice::info(t.msg_renew_text())])
        .with(&form))
}

async fn renew_form(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let typed = blank(&staff, &view).await?;
    staff.visit.show(&renew_page(&staff, &view, &typed, &FormErrors::new()).await?)
}

async fn renew(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let visit = &staff.visit;
    let input = RenewLicense {
        license: id,
        term: typed.term.clone(),
        until: typed.until.clone(),
        new_code: typed.new_code == "true",
        transition_days: typed.transition_days.clone(),
        line: typed.line.clone(),
        version: typed.version.parse().ok(),
    };
    let t = texts(visit.lang());
    let done = async |_| Ok(visit.go_saying(&place(id), t.msg_renew_done()));
    let again = async |errors| renew_page(&staff, &view, &typed, &errors).await;
    visit.answer(renew_license(&visit.cx, &input).await, done, again).await
}

async fn side(staff: &Staff, id: Uuid) -> Result<Side<'_>, Halt> {
    let license = seen(staff, id).await?.license.clone();
    let name = grouped(&license.number);
    Ok(Side {
        visit: &staff.visit,
        license,
        holder: None,
        behalf: Behalf::Own,
        list: "/staff/licenses".to_owned(),
        name,
    })
}

async fn reserve_form(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    reserve::show(&side(&staff, id).await?).await
}

async fn add_reserve(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<reserve::Typed>) -> Result<Done, Halt> {
    reserve::add(&side(&staff, id).await?, &typed).await
}

async fn remove_reserve(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    reserve::remove(&side(&staff, id).await?).await
}

async fn merge_form(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    merge::show(&side(&staff, id).await?).await
}

async fn merge_codes(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<merge::Typed>) -> Result<Done, Halt> {
    merge::post(&side(&staff, id).await?, &typed).await
}

async fn undo_form(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    merge::ask_undo(&side(&staff, id).await?).await
}

async fn undo(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    merge::undo(&side(&staff, id).await?).await
}
