//! Webhooks: the list, adding one, changing one, and its secret, shown once.

use super::webhook_secret;
use crate::actions::webhooks::{change_webhook, create_webhook, published};
use crate::lists::Webhooks;
use crate::queries::webhooks::webhook;
use crate::rights::WebhooksRead;
use crate::texts;
use gatehouse_core::{Lang, Secret, Uuid};
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Events, Halt, Posted, Staff, Visit};
use gatehouse_webhooks::model::chosen::{ALL, area, areas, words};
use gatehouse_webhooks::model::entry::{Entry, NAME, URL};
use gatehouse_webhooks::{Made, model::message};
use serde::Deserialize;

pub(super) const PATH: &str = Webhooks::AT;
const NEW: &str = "/staff/webhooks/new";
/// The description of the messages, in the guide to the API.
const GUIDE: &str = "/api/docs/webhooks";
/// The most types that one form sends.
const MOST_TYPES: usize = 400;

pub(super) async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let guide = Button::link(t.msg_key_docs(), format!("{}{GUIDE}", staff.visit.origin_unless_here(GUIDE)));
    let add = Button::link(t.msg_webhook_add(), NEW).icon(Icon::Plus).primary();
    let head = PageHead::new(t.msg_webhooks_title()).lede(t.msg_webhooks_lede()).action(guide).action(add);
    Listed::of_address(&staff.visit, Webhooks, &asked).await?.show(&staff.visit, head)
}

pub(super) async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Webhooks, &asked).await
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WebhookForm {
    name: String,
    url: String,
    types: Vec<String>,
    version: String,
}

impl WebhookForm {
    fn entry(&self) -> Entry {
        let types = self.types.iter().take(MOST_TYPES).cloned().collect();
        Entry { name: self.name.clone(), url: self.url.clone(), types }
    }
}

/// What can be chosen: everything, areas, and single types below the name of their area.
pub(super) fn choices(events: &Events, known: &[&'static str], lang: Lang) -> Vec<Choice> {
    let t = texts(lang);
    let named = |area: &str| {
        let group = events.groups().find(|group| group.starts.contains(&area));
        group.map_or_else(|| area.to_owned(), |group| (group.name)(lang))
    };
    let mut all = vec![Choice::new(ALL, t.msg_webhook_all_events()).hint(t.msg_webhook_all_events_hint())];
    for one in areas(known) {
        all.push(Choice::new(one, t.msg_webhook_area(named(one))).hint(format!("{one}.*")));
        let of_area = known.iter().filter(|word| area(word) == one);
        all.extend(of_area.map(|word| Choice::new(*word, events.event(lang, word).unwrap_or_default()).hint(*word)));
    }
    all
}

/// The form of a new webhook, or of one that is there (`at`).
fn fields(visit: &Visit, at: &str, form: &WebhookForm, errors: &FormErrors) -> Result<PanelForm, Halt> {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let choices = choices(visit.cx.service::<Events>()?, &published(&visit.cx)?, lang);
    Ok(PanelForm::new(at)
        .field(&Field::hidden("version", form.version.as_str()))
        .field(
            &Field::text("name", t.msg_name())
                .hint(t.msg_webhook_name_hint())
                .value(form.name.as_str())
                .max_length(NAME)
                .errors(errors),
        )
        .field(
            &Field::url("url", t.msg_webhook_url())
                .hint(t.msg_webhook_url_hint())
                .value(form.url.as_str())
                .max_length(URL)
                .errors(errors),
        )
        .field(&Choices::several("types", t.msg_webhook_types(), choices).values(&form.types).errors(errors)))
}

fn sheet(visit: &Visit, title: String, crumbs: Vec<(String, String)>) -> Sheet {
    let head = PageHead::new(title.as_str()).crumbs(visit.lang(), crumbs);
    Sheet::new(visit, title, head).narrow()
}

fn at_list(lang: Lang) -> (String, String) {
    (texts(lang).msg_webhooks_title(), PATH.to_owned())
}

fn form_page(staff: &Staff, form: &WebhookForm, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let form = fields(visit, NEW, form, errors)?
        .button(Button::submit(t.msg_webhook_add()).primary())
        .button(Button::link(t.msg_cancel(), PATH));
    let page = sheet(visit, t.msg_webhook_new_title(), vec![at_list(visit.lang())]);
    Ok(page.errors(errors).with(&Panel::new("").with(&form)))
}

pub(super) async fn form(staff: Staff) -> Result<Done, Halt> {
    staff.elevated()?;
    staff.visit.show(&form_page(&staff, &WebhookForm::default(), &FormErrors::new())?)
}

pub(super) async fn create(staff: Staff, Posted(form): Posted<WebhookForm>) -> Result<Done, Halt> {
    staff.elevated_for(NEW)?;
    let visit = &staff.visit;
    let done = async |made: Made| show_once(&staff, &made).await;
    let again = async |errors| form_page(&staff, &form, &errors);
    visit.answer(create_webhook(&visit.cx, &form.entry()).await, done, again).await
}

/// Leads to the page that shows a secret once.
pub(super) async fn show_once(staff: &Staff, made: &Made) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let note = webhook_secret::seal(&visit.cx, staff.session.staff, made).await?;
    let done = visit.go(&format!("{PATH}/{}/secret", made.id));
    Ok(visit.with_cookie(done, Name::Shown, note, Some(webhook_secret::LIFE)))
}

/// The secret, once: a reload leads to the webhook's own page.
pub(super) async fn secret(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let found = webhook(&staff.may::<WebhooksRead>()?, id).await?.ok_or(Halt::NotFound)?;
    let secret = match visit.cookie(Name::Shown) {
        Some(note) => webhook_secret::open(&visit.cx, staff.session.staff, &found.opened.row, note).await?,
        None => None,
    };
    let done = match secret {
        Some(secret) => visit.show(&secret_page(visit, id, &secret))?.secret(),
        None => visit.go(&format!("{PATH}/{id}")),
    };
    Ok(visit.without_cookie(done, Name::Shown))
}

fn secret_page(visit: &Visit, id: Uuid, secret: &Secret<String>) -> Sheet {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let next = Panel::new(t.msg_webhook_next())
        .text(t.msg_webhook_next_text(message::CHALLENGE))
        .with(&Button::link(t.msg_webhook_secret_kept(), format!("{PATH}/{id}")).primary());
    sheet(visit, t.msg_webhook_secret_title(), vec![at_list(lang)])
        .notices([Notice::warn(t.msg_webhook_secret_once())])
        .with(&Panel::new("").with(&CopyCode::new(lang, secret.expose().as_str()).big()))
        .with(&next)
}

async fn edit_page(staff: &Staff, id: Uuid, form: Option<&WebhookForm>, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let found = webhook(&staff.may::<WebhooksRead>()?, id).await?.ok_or(Halt::NotFound)?.opened;
    let at = format!("{PATH}/{id}");
    let stored = WebhookForm {
        name: found.name.0.clone(),
        url: found.url.0.clone(),
        types: words(&found.row.types).map(str::to_owned).collect(),
        version: found.row.version.to_string(),
    };
    let form = fields(visit, &format!("{at}/edit"), form.unwrap_or(&stored), errors)?
        .button(Button::submit(t.msg_save()).primary())
        .button(Button::link(t.msg_cancel(), at.as_str()));
    let crumbs = vec![at_list(visit.lang()), (found.name.0, at)];
    let page = sheet(visit, t.msg_webhook_edit_title(), crumbs).errors(errors);
    Ok(page.with(&Panel::new("").with(&form)))
}

pub(super) async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.elevated()?;
    let page = edit_page(&staff, id, None, &FormErrors::new()).await?;
    staff.visit.show(&page)
}

pub(super) async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(form): Posted<WebhookForm>) -> Result<Done, Halt> {
    staff.elevated_for(&format!("{PATH}/{id}/edit"))?;
    let visit = &staff.visit;
    let changed = change_webhook(&visit.cx, id, form.version.parse().ok(), &form.entry()).await;
    let done = async |id| Ok(visit.go_saying(&format!("{PATH}/{id}"), texts(visit.lang()).msg_saved()));
    let again = async |errors| edit_page(&staff, id, Some(&form), &errors).await;
    visit.answer(changed, done, again).await
}
