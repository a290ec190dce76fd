//! `/staff/companies/{id}/owner`: another owner (COM-3). What the owner asked for is carried out or declined by one clerk; without the owner a
//! clerk begins it with the letter, and a second one decides ([`super::proposals`]).

use super::company::{head_below, seen};
use crate::actions::staff::begin_owner_change::{BeginOwnerChange, begin_owner_change};
use crate::actions::staff::carry_out_owner_change::{carry_out_owner_change, decline_owner_change};
use crate::lists::place;
use crate::model::name::LONGEST;
use crate::model::settings::Settings;
use crate::model::states::{Becomes, OwnerChangeKind};
use crate::queries::owner_changes::{waiting, words};
use crate::queries::staff::company::Looked;
use crate::rights::staff::CLERKS;
use crate::tables::owner_change;
use crate::texts;
use gatehouse_accounts::contacts;
use gatehouse_core::{HOUR, Lang, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors
            .form("/staff/companies/{id}/owner", show, begin)
            .post("/staff/companies/{id}/owner/carry-out", carry_out)
            .post("/staff/companies/{id}/owner/decline", decline)
    })
}

fn here(id: Uuid) -> String {
    format!("{}/owner", place(id))
}

/// What waits, for the company's page.
pub(super) async fn notices(staff: &Staff, id: Uuid) -> Result<Option<Notice>, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let Some(change) = waiting(visit.cx.read(), id).await? else { return Ok(None) };
    Ok(match (change.kind, change.due_at) {
        (OwnerChangeKind::Asked, _) => {
            let notice = Notice::warn(t.msg_owner_asked_notice());
            Some(if staff.is_any_of(CLERKS) { notice.action(t.msg_owner_decide(), here(id)) } else { notice })
        }
        (OwnerChangeKind::Gone, Some(due)) => {
            Some(Notice::warn(t.msg_owner_planned_notice(visit.format().date_time(due))))
        }
        // Its proposal says so.
        (OwnerChangeKind::Gone, None) => None,
    })
}

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    email: String,
    first: String,
    last: String,
    request: String,
    reason: String,
    becomes: String,
    letter: String,
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, &Typed::default(), &FormErrors::new()).await?)
}

async fn page(staff: &Staff, id: Uuid, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let company = seen(staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let head = head_below(&company, t.msg_owner_change(), lang);
    let sheet = Sheet::new(visit, t.msg_owner_change(), head).narrow().errors(errors);
    match waiting(visit.cx.read(), id).await? {
        Some(change) if change.kind == OwnerChangeKind::Asked => {
            let (facts, carry, decline) = asked(staff, &company, &change, typed, errors).await?;
            Ok(sheet.with(&facts).with(&carry).with(&decline))
        }
        Some(_) => Ok(sheet.with(&Panel::new("").text(t.msg_owner_change_waits_staff()))),
        None => Ok(sheet.with(&letter(staff, typed, errors))),
    }
}

fn becomes(typed: &Typed, errors: &FormErrors, lang: Lang) -> Choices {
    let t = texts(lang);
    let choices = Becomes::ALL.map(|becomes| Choice::new(becomes.word(), becomes.name(lang)));
    let chosen = if typed.becomes.is_empty() { Becomes::User.word() } else { typed.becomes.as_str() };
    Choices::one("becomes", t.msg_becomes(), choices).values(&[chosen]).errors(errors)
}

/// What the owner asked for, with both answers.
async fn asked(
    staff: &Staff,
    company: &Looked,
    change: &owner_change::Model,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<(Panel, PanelForm, PanelForm), Halt> {
    let (visit, lang, id) = (&staff.visit, staff.visit.lang(), company.row.id);
    let t = texts(lang);
    let words = words(&visit.cx, visit.cx.read(), change).await?;
    let next = contacts::contact(&visit.cx, visit.cx.read(), change.to_account).await?;
    let next = next.map(|contact| contact.label).unwrap_or_else(|| t.msg_no_name());
    let facts = KeyValues::new()
        .row(t.msg_owner(), Cell::text(company.owner.whole()))
        .row(t.msg_owner_next(), Cell::link(next.as_str(), format!("/staff/accounts/{}", change.to_account)))
        .row(t.msg_asked(), Cell::time(&visit.format(), change.asked_at));
    let facts = if words.reason.is_empty() { facts } else { facts.row(t.msg_staff_reason(), Cell::text(words.reason)) };
    let facts = Panel::new(t.msg_owner_asked()).lede(t.msg_owner_asked_text()).with(&facts);
    let carry = PanelForm::new(format!("{}/carry-out", here(id)))
        .titled("carry-out", t.msg_owner_carry_title())
        .field(&becomes(typed, errors, lang))
        .button(Button::submit(t.msg_owner_carry(next)).primary().icon(Icon::Check));
    let why = TextArea::new("reason", t.msg_owner_decline_words()).value(typed.reason.as_str()).errors(errors);
    let decline = PanelForm::new(format!("{}/decline", here(id)))
        .titled("decline", t.msg_owner_decline_title())
        .field(&why.optional(lang))
        .button(Button::submit(t.msg_owner_decline()));
    Ok((facts, carry, decline))
}

/// The form of a letter.
fn letter(staff: &Staff, typed: &Typed, errors: &FormErrors) -> PanelForm {
    let (lang, cx) = (staff.visit.lang(), &staff.visit.cx);
    let t = texts(lang);
    let most = u32::try_from(LONGEST).unwrap_or(u32::MAX);
    let line = |name: &'static str, label: String, value: &str| {
        Field::text(name, label).max_length(most).value(value).autocomplete("off").errors(errors)
    };
    let email = Field::email("email", t.msg_owner_next_address()).hint(t.msg_owner_next_hint()).autocomplete("off");
    let reason = TextArea::new("reason", t.msg_staff_reason()).hint(t.msg_owner_reason_hint());
    let has_letter = Checkbox::new("letter", t.msg_owner_has_letter()).hint(t.msg_owner_has_letter_hint());
    let first = Markup::of(&line("first", t.msg_first_name(), &typed.first));
    let last = Markup::of(&line("last", t.msg_last_name(), &typed.last));
    let names = if lang == Lang::Ja { [last, first] } else { [first, last] };
    PanelForm::new("")
        .titled("letter", t.msg_owner_gone())
        .field(&gatehouse_web::frames::Paragraph::new(t.msg_owner_gone_text(Settings::of(cx).owner_objection / HOUR)))
        .field(&email.value(typed.email.as_str()).errors(errors))
        .fields(names)
        .field(&line("request", t.msg_staff_request_number(), &typed.request))
        .field(&reason.value(typed.reason.as_str()).errors(errors))
        .field(&becomes(typed, errors, lang))
        .field(&has_letter.checked(typed.letter == "true").errors(errors))
        .button(Button::submit(t.msg_owner_propose()).primary())
}

async fn begin(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    staff.elevated()?;
    let visit = &staff.visit;
    let input = BeginOwnerChange {
        company: id,
        email: typed.email.clone(),
        first: typed.first.clone(),
        last: typed.last.clone(),
        request: typed.request.clone(),
        reason: typed.reason.clone(),
        becomes: typed.becomes.clone(),
        has_letter: typed.letter == "true",
    };
    let begun = begin_owner_change(&visit.cx, &input).await;
    let done = async |_| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_owner_proposed()));
    visit.answer(begun, done, async |errors| page(&staff, id, &typed, &errors).await).await
}

async fn carry_out(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    staff.elevated_for(&here(id))?;
    let visit = &staff.visit;
    let done = async |()| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_owner_carried_out()));
    let carried = carry_out_owner_change(&visit.cx, id, &typed.becomes).await;
    visit.answer(carried, done, async |errors| page(&staff, id, &typed, &errors).await).await
}

async fn decline(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let done = async |()| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_owner_declined()));
    let declined = decline_owner_change(&visit.cx, id, &typed.reason).await;
    visit.answer(declined, done, async |errors| page(&staff, id, &typed, &errors).await).await
}
