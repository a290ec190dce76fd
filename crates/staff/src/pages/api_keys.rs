//! API keys: list, making one, revoking one.

use crate::actions::{self, MadeKey, NewApiKey};
use crate::tables::api_key::Model;
use crate::{contacts, new_key_note, queries, texts};
use axum::extract::Query;
use gatehouse_core::{Fault, Lang, Moment, Scopes, Secret, Uuid};
use gatehouse_web::cookies::{self, Name};
use gatehouse_web::frames::{Listing, Panel, PanelForm, Sheet};
use gatehouse_web::query::{Asked, Ids, address, pager};
use gatehouse_web::view::*;
use gatehouse_web::{ApiStep, Done, Halt, Posted, Staff, Visit};
use serde::Deserialize;

const PATH: &str = "/staff/api-keys";
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

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    state: String,
    sort: String,
}

fn badge(lang: Lang, key: &Model, now: Moment) -> Badge {
    let t = texts(lang);
    if key.revoked_at.is_some() {
        Badge::new(Tone::Bad, t.msg_key_revoked())
    } else if key.expires_at.is_some_and(|at| at <= now.0) {
        Badge::new(Tone::Bad, t.msg_key_expired()).ring()
    } else {
        Badge::new(Tone::Good, t.msg_key_active())
    }
}

pub(super) async fn list(staff: Staff, asked: Asked, Query(query): Query<ListQuery>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let (lang, t, format) = (visit.lang(), texts(visit.lang()), visit.format());
    let (all, oldest_first) = (query.state == "all", query.sort == "created");
    let kept = [("state", query.state.as_str()), ("sort", query.sort.as_str())];
    let request = asked.paging(&visit.cx, PATH, &kept);
    let found = queries::api_keys(&visit.cx, all, oldest_first, &request).await?;
    let (other, now) = if oldest_first { ("", Direction::Up) } else { ("created", Direction::Down) };
    let sort_href = address(PATH, &[("state", &query.state), ("sort", other)]);
    let heads = [
        Head::new(t.msg_name()),
        Head::new(t.msg_scopes()),
        Head::new(t.msg_state()),
        Head::sort(t.msg_made(), sort_href, Some(now)),
        Head::new(t.msg_expires()),
        Head::new(t.msg_last_used()),
    ];
    let at = |moment: Option<i64>| moment.map_or_else(Cell::none, |at| Cell::time(&format, Moment(at)));
    let table = Table::new(t.msg_keys_title(), heads).rows(found.items.iter().map(|found| {
        let key = &found.row;
        [
            Cell::link(found.name.0.as_str(), format!("{PATH}/{}", key.id)).sub(format!("{}…", key.prefix)),
            Cell::text(key.scopes.replace(' ', ", ")),
            Cell::badge(&badge(lang, key, visit.cx.now())),
            Cell::date(&format, Moment(key.created_at)),
            key.expires_at.map_or_else(Cell::none, |at| Cell::date(&format, Moment(at - 1))),
            at(key.last_used_at),
        ]
    }));
    let states = [Choice::new("all", t.msg_keys_with_revoked())];
    let state = Select::new("state", t.msg_state(), states).first(t.msg_keys_usable()).value(&query.state).plain();
    let make = || Button::link(t.msg_key_make(), NEW).icon(Icon::Plus).primary();
    let guide = format!("{}{GUIDE}", visit.origin_unless_here(GUIDE));
    let head = PageHead::new(t.msg_keys_title())
        .lede(t.msg_keys_lede())
        .action(Button::link(t.msg_key_docs(), guide))
        .action(make());
    let list = Listing {
        filters: Some(Filters::new(lang, PATH).field(&state).keep("sort", query.sort.as_str())),
        table,
        empty: Empty::new(Icon::Key, t.msg_keys_none(), t.msg_keys_none_text()).action(make()),
        pager: pager(lang, PATH, &kept, &found),
    };
    visit.show(&Sheet::new(visit, t.msg_keys_title(), head).with(&list))
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
        let note = new_key_note::seal(&visit.cx, staff.session.staff, &made).await?;
        let cookie = cookies::set(&visit.cx.app.settings, Name::Shown, note, Some(new_key_note::LIFE));
        Ok(visit.go(&format!("{PATH}/{}/made", made.id)).cookie(cookie))
    };
    let again = async |errors| Ok(form_page(&staff, &form, &errors)?);
    visit.answer(actions::create_api_key(&visit.cx, new).await, done, again).await
}

/// The new key, once: a reload leads to the key's own page.
pub(super) async fn made(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let settings = &visit.cx.app.settings;
    let found = queries::api_key(&visit.cx, id).await?.ok_or(Halt::NotFound)?;
    let key = match visit.jar.get(&Name::Shown.full(settings)) {
        Some(note) => new_key_note::open(&visit.cx, staff.session.staff, &found.row, note.value()).await?,
        None => None,
    };
    let done = match key {
        Some(key) => visit.show(&made_page(visit, &key))?.secret(),
        None => visit.go(&format!("{PATH}/{id}")),
    };
    Ok(done.cookie(cookies::clear(settings, Name::Shown)))
}

async fn key_page(staff: &Staff, id: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang, t) = (&staff.visit, staff.visit.lang(), texts(staff.visit.lang()));
    let queries::ApiKey { row: key, name } = queries::api_key(&visit.cx, id).await?.ok_or(Halt::NotFound)?;
    let facts = facts(visit, &key).await?;
    let head = PageHead::new(name.0.as_str())
        .badge(badge(lang, &key, visit.cx.now()))
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
    let maker = contacts::names(cx, cx.read(), &makers).await?.into_values().next().unwrap_or_default();
    let at = |moment: Option<i64>| moment.map_or_else(Cell::none, |at| Cell::time(&format, Moment(at)));
    let scopes = cx.service::<Scopes>()?.names(lang, &key.scopes);
    Ok(KeyValues::new()
        .row(t.msg_key_begins(), Cell::of(&CopyCode::masked(lang, format!("{}…", key.prefix))))
        .row(t.msg_scopes(), Cell::text(scopes).sub(key.scopes.replace(' ', ", ")))
        .row(t.msg_made(), Cell::time(&format, Moment(key.created_at)).sub(maker))
        .row(t.msg_expires(), key.expires_at.map_or_else(Cell::none, |at| Cell::date(&format, Moment(at - 1))))
        .row(t.msg_last_used(), at(key.last_used_at))
        .row(t.msg_key_revoked(), at(key.revoked_at)))
}

pub(super) async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let page = key_page(&staff, id, &FormErrors::new()).await?;
    staff.visit.show(&page)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RevokeForm {
    confirm: String,
}

pub(super) async fn revoke(staff: Staff, Ids([id]): Ids<1>, Posted(form): Posted<RevokeForm>) -> Result<Done, Halt> {
    staff.elevated_for(&format!("{PATH}/{id}"))?;
    let visit = &staff.visit;
    let done = async |()| Ok(visit.go_saying(PATH, texts(visit.lang()).msg_key_revoked_done()));
    let again = async |errors| key_page(&staff, id, &errors).await;
    visit.answer(actions::revoke_api_key(&visit.cx, id, form.confirm == "true").await, done, again).await
}
