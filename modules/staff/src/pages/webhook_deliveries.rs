//! What a webhook was told, and telling it again.

use super::webhooks::PATH;
use crate::actions::webhooks::{TypedSpan, published, replay_message, replay_messages};
use crate::lists::{Deliveries, answer, delivery_badge, took};
use crate::queries::webhooks::{delivery, webhook};
use crate::rights::WebhooksRead;
use crate::texts;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::{Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Events, Halt, Posted, Staff, Visit};
use gatehouse_webhooks::model::message;
use gatehouse_webhooks::tables::endpoint::State;
use serde::Deserialize;

/// The list of a webhook, with the types that it can be filtered by.
fn list_of(visit: &Visit, webhook: Uuid) -> Result<Deliveries, Fault> {
    let (events, lang) = (visit.cx.service::<Events>()?, visit.lang());
    let named = published(&visit.cx)?.into_iter().map(|word| (word, events.event(lang, word).unwrap_or_default()));
    let test = (message::TEST, texts(lang).msg_webhook_test_message());
    Ok(Deliveries::of(webhook, std::iter::once(test).chain(named).collect()))
}

fn at(id: Uuid) -> String {
    format!("{PATH}/{id}/deliveries")
}

fn crumbs(lang: Lang, id: Uuid, name: &str) -> Vec<(String, String)> {
    vec![(texts(lang).msg_webhooks_title(), PATH.to_owned()), (name.to_owned(), format!("{PATH}/{id}"))]
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SpanForm {
    from: String,
    until: String,
    failed_only: String,
}

async fn page(
    staff: &Staff,
    (id, asked): (Uuid, &Asked),
    form: &SpanForm,
    errors: &FormErrors,
) -> Result<(Listed<Deliveries>, Sheet), Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let found = webhook(&staff.may::<WebhooksRead>()?, id).await?.ok_or(Halt::NotFound)?;
    let listed = Listed::of_address(visit, list_of(visit, id)?, asked).await?;
    let head = PageHead::new(t.msg_deliveries_title())
        .lede(t.msg_deliveries_lede())
        .crumbs(lang, crumbs(lang, id, &found.opened.name.0));
    let mut sheet = listed.sheet(visit, head).errors(errors);
    if !listed.is_blank() && found.opened.row.state == State::On {
        sheet = sheet
            .with(&Panel::new(t.msg_replay_title()).text(t.msg_replay_text()).with(&again(lang, id, form, errors)));
    }
    Ok((listed, sheet))
}

fn again(lang: Lang, id: Uuid, form: &SpanForm, errors: &FormErrors) -> PanelForm {
    let t = texts(lang);
    PanelForm::new(format!("{}/replay", at(id)))
        .field(&Field::date("from", t.msg_replay_from()).value(form.from.as_str()).errors(errors))
        .field(&Field::date("until", t.msg_replay_until()).value(form.until.as_str()).errors(errors))
        .field(&Checkbox::new("failed_only", t.msg_replay_failed_only()).checked(form.failed_only == "true"))
        .button(Button::submit(t.msg_replay()).icon(Icon::Refresh).primary())
}

pub(super) async fn list(staff: Staff, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let (listed, sheet) = page(&staff, (id, &asked), &SpanForm::default(), &FormErrors::new()).await?;
    listed.done(&staff.visit, &sheet)
}

pub(super) async fn file(staff: Staff, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    webhook(&staff.may::<WebhooksRead>()?, id).await?.ok_or(Halt::NotFound)?;
    list_file(&staff.visit, list_of(&staff.visit, id)?, &asked).await
}

pub(super) async fn replay_span(staff: Staff, Ids([id]): Ids<1>, Posted(form): Posted<SpanForm>) -> Result<Done, Halt> {
    staff.elevated_for(&at(id))?;
    let visit = &staff.visit;
    let failed_only = form.failed_only == "true";
    let typed = TypedSpan { from: form.from.clone(), until: form.until.clone(), failed_only };
    let said = |count: u64| texts(visit.lang()).msg_replayed(i64::try_from(count).unwrap_or(i64::MAX));
    let done = async |count| Ok(visit.go_saying(&at(id), said(count)));
    let again = async |errors| Ok(page(&staff, (id, &Asked::from(Vec::new())), &form, &errors).await?.1);
    visit.answer(replay_messages(&visit.cx, id, &typed).await, done, again).await
}

async fn message_page(staff: &Staff, id: Uuid, message_id: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format, may) = (texts(lang), visit.format(), staff.may::<WebhooksRead>()?);
    let found = webhook(&may, id).await?.ok_or(Halt::NotFound)?;
    let row = delivery(&may, id, message_id).await?.ok_or(Halt::NotFound)?;
    let number = |number: Option<i64>| number.map_or_else(Cell::none, |number| Cell::number(format.number(number)));
    let time = |at: Option<_>| at.map_or_else(Cell::none, |at| Cell::time(&format, at));
    let waits = row.attempts > 0 && row.ended_at.is_none();
    let facts = KeyValues::new()
        .row(t.msg_delivery_message(), Cell::text(message::id(row.message_id)))
        .row(t.msg_delivery_sequence(), number(row.sequence))
        .row(t.msg_audit_when(), Cell::time(&format, row.at))
        .row(t.msg_delivery_attempts(), number(Some(row.attempts)))
        .row(t.msg_delivery_last_try(), time(row.last_at))
        .row(t.msg_delivery_answer(), answer(&format, &row).map_or_else(Cell::none, Cell::text))
        .row(t.msg_delivery_bytes(), number(row.last_bytes))
        .row(t.msg_delivery_took(), number(took(&row)))
        .row(t.msg_delivery_next_try(), time(waits.then_some(row.next_at)));
    let body = String::from_utf8(message::body(&row)?).unwrap_or_default();
    let mut crumbs = crumbs(lang, id, &found.opened.name.0);
    crumbs.push((t.msg_deliveries_title(), at(id)));
    let head = PageHead::new(row.kind.as_str()).badge(delivery_badge(lang, &row)).crumbs(lang, crumbs);
    let mut first = Panel::new("").with(&facts);
    if found.opened.row.state == State::On && row.erased_at.is_none() {
        let again = Button::post(t.msg_replay(), format!("{}/{message_id}/replay", at(id)));
        first = first.with(&again.icon(Icon::Refresh).primary());
    }
    Ok(Sheet::new(visit, row.kind.as_str(), head)
        .narrow()
        .errors(errors)
        .with(&first)
        .with(&Panel::new(t.msg_delivery_body()).with(&CodeBlock::new(t.msg_delivery_body(), body))))
}

pub(super) async fn show(staff: Staff, Ids([id, message]): Ids<2>) -> Result<Done, Halt> {
    let page = message_page(&staff, id, message, &FormErrors::new()).await?;
    staff.visit.show(&page)
}

pub(super) async fn replay(staff: Staff, Ids([id, message]): Ids<2>) -> Result<Done, Halt> {
    let place = format!("{}/{message}", at(id));
    staff.elevated_for(&place)?;
    let visit = &staff.visit;
    let done = async |()| Ok(visit.go_saying(&place, texts(visit.lang()).msg_replayed_one()));
    let again = async |errors| message_page(&staff, id, message, &errors).await;
    visit.answer(replay_message(&visit.cx, id, message).await, done, again).await
}
