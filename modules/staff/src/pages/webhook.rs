//! One webhook: how it stands, and what can be done with it.

use super::webhooks::{PATH, show_once};
use crate::actions::webhooks::{
    remove_webhook, rotate_webhook_secret, switch_webhook_off, switch_webhook_on, test_webhook,
};
use crate::lists::{AuditLog, types_in_words, webhook_badge};
use crate::queries::recipients;
use crate::queries::webhooks::{Webhook, webhook};
use crate::rights::WebhooksRead;
use crate::texts;
use gatehouse_core::{Lang, Refusal, Uuid};
use gatehouse_web::frames::{Actions, Panel, PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::{Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Confirmed, Done, Halt, Posted, Staff, Visit};
use gatehouse_webhooks::Made;
use gatehouse_webhooks::tables::endpoint::State;

async fn page(staff: &Staff, id: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang, t) = (&staff.visit, staff.visit.lang(), texts(staff.visit.lang()));
    let found = webhook(&staff.may::<WebhooksRead>()?, id).await?.ok_or(Halt::NotFound)?;
    let (row, name) = (&found.opened.row, found.opened.name.0.as_str());
    let at = format!("{PATH}/{id}");
    let history = address(AuditLog::AT, &[("subject", &id.to_string())]);
    let head = PageHead::new(name)
        .badge(webhook_badge(lang, row))
        .crumbs(lang, [(t.msg_webhooks_title(), PATH)])
        .action(Button::link(t.msg_deliveries_title(), format!("{at}/deliveries")).icon(Icon::Activity))
        .action(Button::link(t.msg_webhook_edit(), format!("{at}/edit")).icon(Icon::Edit));
    let facts = facts(visit, &found).await?;
    let mut sheet = Sheet::new(visit, name, head).narrow().errors(errors).notices(notice(lang, &found));
    sheet = sheet.with(&Panel::new("").with(&facts).with(&Actions::new(switches(lang, &at, row.state))));
    let rotate = Panel::new(t.msg_webhook_rotate_title())
        .text(t.msg_webhook_rotate_text())
        .with(&Button::post(t.msg_webhook_rotate(), format!("{at}/rotate")).icon(Icon::Key));
    let confirm = Confirm::new(t.msg_webhook_remove_text(), t.msg_webhook_remove_tick(), t.msg_webhook_remove());
    let remove = PanelForm::new(format!("{at}/remove")).field(&confirm.errors(errors));
    Ok(sheet
        .with(&rotate)
        .with(&Panel::new(t.msg_history()).with(&Button::link(t.msg_nav_audit(), history).icon(Icon::History)))
        .with(&Panel::new(t.msg_webhook_remove_title()).with(&remove).danger()))
}

/// What can be done now: first proving and switching on, then trying and switching off.
fn switches(lang: Lang, at: &str, state: State) -> Vec<Button> {
    let t = texts(lang);
    let on = Button::post(t.msg_webhook_switch_on(), format!("{at}/on")).icon(Icon::Check);
    let off = Button::post(t.msg_webhook_switch_off(), format!("{at}/off"));
    match state {
        State::On => vec![Button::post(t.msg_webhook_test(), format!("{at}/test")).icon(Icon::Send).primary(), off],
        State::Broken => vec![on.primary(), off],
        State::New | State::Off => vec![on.primary()],
    }
}

fn notice(lang: Lang, found: &Webhook) -> Option<Notice> {
    let t = texts(lang);
    let row = &found.opened.row;
    match (row.state, row.why.as_deref()) {
        (State::New, _) => Some(Notice::info(t.msg_webhook_new_notice())),
        (State::Broken, _) => Some(Notice::bad(t.msg_webhook_broken_notice())),
        (State::Off, Some("gone")) => Some(Notice::warn(t.msg_webhook_gone_notice())),
        (State::On, _) if row.failures > 0 => Some(Notice::warn(t.msg_webhook_failing_notice(row.failures))),
        _ => None,
    }
}

async fn facts(visit: &Visit, found: &Webhook) -> Result<KeyValues, Halt> {
    let (lang, t, format, cx) = (visit.lang(), texts(visit.lang()), visit.format(), &visit.cx);
    let row = &found.opened.row;
    let makers: Vec<Uuid> = row.created_by.into_iter().collect();
    let maker = recipients::names(cx, cx.read(), &makers).await?.into_values().next().unwrap_or_default();
    let mut facts = KeyValues::new()
        .row(t.msg_webhook_url(), Cell::text(&found.opened.url.0))
        .row(t.msg_webhook_types(), Cell::text(types_in_words(lang, &row.types)))
        .row(t.msg_webhook_waiting(), Cell::number(format.number(found.waiting)))
        .row(t.msg_webhook_failed(), Cell::number(format.number(found.failed)));
    if row.state == State::On && row.failures > 0 && row.next_at > cx.now() {
        facts = facts.row(t.msg_webhook_next_try(), Cell::time(&format, row.next_at));
    }
    if let Some(until) = row.old_key_until.filter(|until| *until > cx.now()) {
        facts = facts.row(t.msg_webhook_old_secret(), Cell::time(&format, until));
    }
    Ok(facts.row(t.msg_made(), Cell::time(&format, row.created_at).sub(maker)))
}

pub(super) async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let page = page(&staff, id, &FormErrors::new()).await?;
    staff.visit.show(&page)
}

/// The page of the webhook with why a button did nothing, above everything.
async fn refused(staff: &Staff, id: Uuid, refusal: &dyn Refusal) -> Result<Done, Halt> {
    let page = page(staff, id, &FormErrors::new()).await?.refusal(Some(refusal));
    staff.visit.show_refused(refusal, &page)
}

/// A button of the page: says what was done, or why nothing was.
async fn button<T, R: Refusal>(
    staff: &Staff,
    id: Uuid,
    outcome: gatehouse_core::Outcome<T, R>,
    said: String,
) -> Result<Done, Halt> {
    use gatehouse_web::UnlessBroken as _;
    match outcome.unless_broken()? {
        Ok(_) => Ok(staff.visit.go_saying(&format!("{PATH}/{id}"), said)),
        Err(refusal) => refused(staff, id, &refusal).await,
    }
}

pub(super) async fn on(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.elevated_for(&format!("{PATH}/{id}"))?;
    let said = texts(staff.visit.lang()).msg_webhook_is_on();
    button(&staff, id, switch_webhook_on(&staff.visit.cx, id).await, said).await
}

pub(super) async fn off(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let said = texts(staff.visit.lang()).msg_webhook_is_off();
    button(&staff, id, switch_webhook_off(&staff.visit.cx, id).await, said).await
}

pub(super) async fn test(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let said = texts(staff.visit.lang()).msg_webhook_tested();
    button(&staff, id, test_webhook(&staff.visit.cx, id).await, said).await
}

pub(super) async fn rotate(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.elevated_for(&format!("{PATH}/{id}"))?;
    let visit = &staff.visit;
    let done = async |made: Made| show_once(&staff, &made).await;
    let again = async |errors| page(&staff, id, &errors).await;
    visit.answer(rotate_webhook_secret(&visit.cx, id).await, done, again).await
}

pub(super) async fn remove(staff: Staff, Ids([id]): Ids<1>, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    staff.elevated_for(&format!("{PATH}/{id}"))?;
    let visit = &staff.visit;
    let done = async |_| Ok(visit.go_saying(PATH, texts(visit.lang()).msg_webhook_removed()));
    let again = async |errors| page(&staff, id, &errors).await;
    visit.answer(remove_webhook(&visit.cx, id, form.is_ticked()).await, done, again).await
}
