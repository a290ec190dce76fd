//! API keys: list, making one, revoking one.

use super::new_key_cookie;
use crate::actions::{self, MadeKey, NewApiKey};
use crate::lists::{ApiKeys, key_badge};
use crate::queries::recipients;
use crate::tables::api_key::Model;
use crate::{queries, texts};
use gatehouse_core::{Fault, Moment, Scopes, Secret, Uuid};
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{ApiStep, Confirmed, Done, Halt, Posted, Staff, Visit};
use serde::Deserialize;

const PATH: &str = ApiKeys::AT;
const NEW: &str = "/staff/api-keys/new";
/// The guide to the API, which the web kit has.
const GUIDE: &str = "/api/docs";

/// How the guide begins.
pub(crate) const STEPS: &[ApiStep] = &[ApiStep {
    name: |lang| texts(lang).msg_api_step_key(),
    text: |lang| texts(lang).msg_api_step_key_text(),
    operation: None,
    link: Some((|lang| texts(lang).msg_keys_title(), NEW)),
}];

pub(super) async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let guide = Button::link(t.msg_key_docs(), format!("{}{GUIDE}", staff.visit.origin_unless_here(GUIDE)));
    let make = Button::link(t.msg_key_make(), NEW).icon(Icon::Plus).primary();
    let head = PageHead::new(t.msg_keys_title()).lede(t.msg_keys_lede()).action(guide).action(make);
    Listed::of_address(&staff.visit, ApiKeys, &asked).await?.show(&staff.visit, head)
}

pub(super) async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, ApiKeys, &asked).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct KeyForm {
    name: String,
    scopes: Vec<String>,
    expires: String,
}

/// A page below the list.
fn sheet(visit: &Visit, title: String) -> Sheet {
    let crumbs = [(texts(visit.lang()).msg_keys_title(), PATH)];
    let head = PageHead::new(title.as_str()).crumbs(visit.lang(), crumbs);
    Sheet::new(visit, title, head).narrow()
}

fn form_page(staff: &Staff, form: &KeyForm, errors: &FormErrors) -> Result<Sheet, Fault> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let known = visit.cx.service::<Scopes>()?;
    let scopes = known.words().map(|word| Choice::new(word, known.name(lang, word)).hint(word));
    let fields = PanelForm::new(NEW)
        .field(
            &Field::text("name", t.msg_name())
                .hint(t.msg_key_name_hint())
                .value(form.name.as_str())
                .max_length(100)
                .errors(errors),
        )
        .field(&Choices::several("scopes", t.msg_scopes(), scopes).values(&form.scopes).errors(errors))
        .field(
            &Field::date("expires", t.msg_key_last_day())
                .hint(t.msg_key_last_day_hint())
                .optional(lang)
                .value(form.expires.as_str())
                .errors(errors),
        )
        .button(Button::submit(t.msg_key_make()).primary())
        .button(Button::link(t.msg_cancel(), PATH));
    Ok(sheet(visit, t.msg_key_new_title()).errors(errors).with(&Panel::new("").with(&fields)))
}

pub(super) async fn form(staff: Staff) -> Result<Done, Halt> {
    staff.elevated()?;
    staff.visit.show(&form_page(&staff, &KeyForm::default(), &FormErrors::new())?)
}

/// The page that shows a new key; it is on no other page, and a reload does not bring it back.
fn made_page(visit: &Visit, key: &Secret<String>) -> Sheet {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let call = format!("curl -H 'Authorization: Bearer {}' {}/api/v1/…", key.expose(), visit.cx.app.settings.origin);
    let example = Panel::new(t.msg_key_use())
        .with(&CodeBlock::new(t.msg_key_use(), call))
        .with(&Button::link(t.msg_key_kept(), PATH).primary());
    sheet(visit, t.msg_key_made_title())
        .notices([Notice::warn(t.msg_key_made_once())])
        .with(&Panel::new("").with(&CopyCode::new(lang, key.expose().as_str()).big()))
        .with(&example)
}

pub(super) async fn create(staff: Staff, Posted(form): Posted<KeyForm>) -> Result<Done, Halt> {
    staff.elevated_for(NEW)?;
    let visit = &staff.visit;
    let scopes = form.scopes.iter().take(20).cloned().collect();
    let new = NewApiKey { name: form.name.clone(), scopes, expires: form.expires.clone() };
    let done = async |made: MadeKey| {
        let note = new_key_cookie::seal(&visit.cx, staff.session.staff, &made).await?;
        let done = visit.go(&format!("{PATH}/{}/made", made.id));
        Ok(visit.with_cookie(done, Name::Shown, note, Some(new_key_cookie::LIFE)))
    };
    let again = async |errors| Ok(form_page(&staff, &form, &errors)?);
    visit.answer(actions::create_api_key(&visit.cx, new).await, done, again).await
}

/// The new key, once: a reload leads to the key's own page.
pub(super) async fn made(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let found = queries::api_key(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let key = match visit.cookie(Name::Shown) {
        Some(note) => new_key_cookie::open(&visit.cx, staff.session.staff, &found.row, note).await?,
        None => None,
    };
    let done = match key {
        Some(key) => visit.show(&made_page(visit, &key))?.secret(),
        None => visit.go(&format!("{PATH}/{id}")),
    };
    Ok(visit.without_cookie(done, Name::Shown))
}

async fn key_page(staff: &Staff, id: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang, t) = (&staff.visit, staff.visit.lang(), texts(staff.visit.lang()));
    let queries::ApiKey { row: key, name } = queries::api_key(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let facts = facts(visit, &key).await?;
    let head = PageHead::new(name.0.as_str())
        .badge(key_badge(lang, &key, visit.cx.now()))
        .crumbs(lang, [(t.msg_keys_title(), PATH)]);
    let sheet = Sheet::new(visit, name.0.as_str(), head).narrow().errors(errors).with(&Panel::new("").with(&facts));
    if key.revoked_at.is_some() {
        return Ok(sheet);
    }
    let confirm = Confirm::new(t.msg_key_revoke_text(), t.msg_key_revoke_tick(), t.msg_key_revoke()).errors(errors);
    let form = PanelForm::new(format!("{PATH}/{id}/revoke")).field(&confirm);
    Ok(sheet.with(&Panel::new(t.msg_key_revoke_title()).with(&form).danger()))
}

async fn facts(visit: &Visit, key: &Model) -> Result<KeyValues, Fault> {
    let (lang, t, format, cx) = (visit.lang(), texts(visit.lang()), visit.format(), &visit.cx);
    let makers: Vec<Uuid> = key.created_by.into_iter().collect();
    let maker = recipients::names(cx, cx.read(), &makers).await?.into_values().next().unwrap_or_default();
    let at = |moment: Option<Moment>| moment.map_or_else(Cell::none, |at| Cell::time(&format, at));
    let scopes = cx.service::<Scopes>()?.names(lang, &key.scopes);
    Ok(KeyValues::new()
        .row(t.msg_key_begins(), Cell::of(&CopyCode::masked(lang, format!("{}…", key.prefix))))
        .row(t.msg_scopes(), Cell::text(scopes).sub(key.scopes.replace(' ', ", ")))
        .row(t.msg_made(), Cell::time(&format, key.created_at).sub(maker))
        .row(t.msg_expires(), key.expires_at.map_or_else(Cell::none, |at| Cell::date(&format, at.plus(-1))))
        .row(t.msg_last_used(), at(key.last_used_at))
        .row(t.msg_key_revoked(), at(key.revoked_at)))
}

pub(super) async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let page = key_page(&staff, id, &FormErrors::new()).await?;
    staff.visit.show(&page)
}

pub(super) async fn revoke(staff: Staff, Ids([id]): Ids<1>, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    staff.elevated_for(&format!("{PATH}/{id}"))?;
    let visit = &staff.visit;
    let done = async |()| Ok(visit.go_saying(PATH, texts(visit.lang()).msg_key_revoked_done()));
    let again = async |errors| key_page(&staff, id, &errors).await;
    visit.answer(actions::revoke_api_key(&visit.cx, id, form.is_ticked()).await, done, again).await
}
