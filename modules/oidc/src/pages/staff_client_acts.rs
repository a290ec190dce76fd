//! What is done with a client on its page (ACC-21): another secret, the end of one, disabling, enabling, removing.

use super::client_words::overlap_name;
use super::new_secret_cookie as note;
use super::staff_clients::{CLIENTS, page, place, seen};
use crate::actions::clients::add_secret::{NewSecret, add_secret};
use crate::actions::clients::disable::{ClientRefusal, disable};
use crate::actions::clients::enable::enable;
use crate::actions::clients::end_secret::end_secret;
use crate::actions::clients::remove::remove;
use crate::model::client_secret::{MOST, Overlap};
use crate::queries::staff_clients::{self, ClientView};
use crate::rights::CLERKS;
use crate::tables::client_secret;
use crate::texts;
use gatehouse_context::once::Known;
use gatehouse_context::{Cx, OnceKey};
use gatehouse_core::{Fault, Lang, Outcome, Secret, Uuid};
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Confirmed, Done, Doors, Halt, Posted, Staff, Visit};
use serde::{Deserialize, Serialize};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors
            .post("/staff/clients/{id}/secrets", add)
            .get("/staff/clients/{id}/secrets/{secret}", made)
            .form("/staff/clients/{id}/secrets/{secret}/end", ask_end, end)
            .post("/staff/clients/{id}/disable", switch_off)
            .post("/staff/clients/{id}/enable", switch_on)
            .post("/staff/clients/{id}/remove", take_away)
    })
}

/// The form of another secret.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
struct SecretForm {
    key: String,
    overlap: String,
}

impl SecretForm {
    /// Sent twice, the form makes one secret.
    fn once(&self, cx: &Cx, client: Uuid) -> Result<Option<OnceKey>, Fault> {
        if self.key.is_empty() {
            return Ok(None);
        }
        Ok(Some(OnceKey::new(
            cx,
            "oidc.client_secret_form",
            &format!("{client} {}", self.key),
            self.overlap.as_bytes(),
        )?))
    }
}

/// The secrets of a client, and the form of another one.
pub(super) fn secrets(visit: &Visit, view: &ClientView, is_clerk: bool, errors: &FormErrors) -> Panel {
    let (lang, t, format) = (visit.lang(), texts(visit.lang()), visit.format());
    let heads =
        [t.msg_client_secret_begins(), t.msg_client_created(), t.msg_client_secret_used(), t.msg_client_secret_ends()];
    let mut heads: Vec<Head> = heads.map(Head::new).into();
    if is_clerk {
        heads.push(Head::actions(lang));
    }
    let mut table = Table::new(t.msg_client_secrets(), heads);
    for secret in &view.secrets {
        let mut cells = vec![
            Cell::of(&CopyCode::masked(lang, format!("{}…", secret.prefix))),
            Cell::time(&format, secret.created_at),
            secret.used_at.map_or_else(|| Cell::text(t.msg_client_secret_unused()), |at| Cell::time(&format, at)),
            secret.ends_at.map_or_else(|| Cell::text(t.msg_client_secret_open()), |at| Cell::time(&format, at)),
        ];
        if is_clerk {
            let end = Button::link(t.msg_client_secret_end(), format!("{}/end", secret_place(view.row.id, secret.id)));
            cells.push(Cell::actions([end.about(secret.prefix.as_str())]));
        }
        table.push(cells);
    }
    let panel = Panel::new(t.msg_client_secrets()).id("secrets").table_or(table, t.msg_client_secrets_none());
    if !is_clerk || !view.is_sealed {
        return panel;
    }
    let choices = Overlap::ALL.map(|overlap| Choice::new(overlap.word(), overlap_name(overlap, lang)));
    let overlap = Select::new("overlap", t.msg_client_overlap(), choices)
        .value(Overlap::default().word())
        .hint(if view.secrets.len() < MOST { t.msg_client_overlap_hint() } else { t.msg_client_overlap_full() })
        .errors(errors);
    let form = PanelForm::new(format!("{}/secrets", place(view.row.id)))
        .unguarded()
        .field(&Field::hidden("key", visit.cx.id().to_string()))
        .field(&overlap)
        .button(Button::submit(t.msg_client_secret_add()));
    panel.with(&form)
}

/// What takes a client away from people.
pub(super) fn ending(view: &ClientView, lang: Lang, errors: &FormErrors) -> Panel {
    let (t, here) = (texts(lang), place(view.row.id));
    if view.is_sealed && view.row.disabled_at.is_none() {
        let confirm = Confirm::new(t.msg_client_disable_text(), t.msg_client_disable_tick(), t.msg_client_disable());
        let form = PanelForm::new(format!("{here}/disable")).unguarded().field(&confirm.errors(errors));
        return Panel::new(t.msg_client_disable_title()).with(&form).danger();
    }
    let confirm = Confirm::new(t.msg_client_remove_text(), t.msg_client_remove_tick(), t.msg_client_remove());
    let form = PanelForm::new(format!("{here}/remove")).unguarded().field(&confirm.errors(errors));
    let panel = Panel::new(t.msg_client_remove_title()).danger();
    if view.is_sealed {
        let enable = Button::post(t.msg_client_enable(), format!("{here}/enable"));
        return panel.text(t.msg_client_enable_text()).with(&enable).with(&form);
    }
    panel.with(&form)
}

fn secret_place(client: Uuid, secret: Uuid) -> String {
    format!("{}/secrets/{secret}", place(client))
}

/// To the page that shows a new secret once.
pub(super) async fn go_to_secret(staff: &Staff, client: Uuid, made: &NewSecret) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let sealed = note::seal(&visit.cx, staff.session.staff, made).await?;
    let done = visit.go(&secret_place(client, made.id));
    Ok(visit.with_cookie(done, Name::Shown, sealed, Some(note::LIFE)))
}

async fn add(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<SecretForm>) -> Result<Done, Halt> {
    staff.elevated_for(&place(id))?;
    let visit = &staff.visit;
    let once = typed.once(&visit.cx, id)?;
    let cx = Cx { once: once.clone(), ..visit.cx.clone() };
    let made = match before(&visit.cx, once.as_ref()).await? {
        Some(_) => return Ok(visit.go(&place(id))),
        None => add_secret(&cx, id, &typed.overlap).await,
    };
    // Sent twice at one moment, it lost to the other one, which shows the secret.
    if made.is_err() && before(&visit.cx, once.as_ref()).await?.is_some() {
        return Ok(visit.go(&place(id)));
    }
    let done = async |made: NewSecret| go_to_secret(&staff, id, &made).await;
    let again = async |errors: FormErrors| {
        let view = seen(&staff, id).await?;
        page(&staff, &view, &errors).await
    };
    visit.answer(made, done, again).await
}

/// What this form has made before.
pub(super) async fn before(cx: &Cx, once: Option<&OnceKey>) -> Result<Option<Uuid>, Fault> {
    let Some(once) = once else { return Ok(None) };
    Ok(match once.known(cx).await? {
        Known::Same(made) => Some(made),
        Known::New | Known::Other => None,
    })
}

/// The new secret, once: a reload leads to the client's page.
async fn made(staff: Staff, Ids([id, secret]): Ids<2>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let view = seen(&staff, id).await?;
    let row = staff_clients::secret(&staff.may()?, id, secret).await?.ok_or(Halt::NotFound)?;
    let opened = match visit.cookie(Name::Shown) {
        Some(sealed) => note::open(&visit.cx, staff.session.staff, &row, sealed).await?,
        None => None,
    };
    let done = match opened {
        Some(secret) => visit.show(&made_page(visit, &view, &secret))?.secret(),
        None => visit.go(&place(id)),
    };
    Ok(visit.without_cookie(done, Name::Shown))
}

fn made_page(visit: &Visit, view: &ClientView, secret: &Secret<String>) -> Sheet {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let values = KeyValues::new().row(t.msg_client_id(), Cell::of(&CopyCode::new(lang, view.row.client_id.as_str())));
    let shown = Panel::new("")
        .with(&CopyCode::new(lang, secret.expose().as_str()).big())
        .with(&values)
        .with(&Button::link(t.msg_client_secret_kept(), place(view.row.id)).primary());
    below(visit, view, t.msg_client_secret_made_title())
        .notices([Notice::warn(t.msg_client_secret_once())])
        .with(&shown)
}

/// A page below that of a client.
pub(super) fn below(visit: &Visit, view: &ClientView, title: String) -> Sheet {
    let t = texts(visit.lang());
    let above = [(t.msg_clients(), CLIENTS.to_owned()), (view.row.name.clone(), place(view.row.id))];
    let head = PageHead::new(title.as_str()).crumbs(visit.lang(), above);
    Sheet::new(visit, title, head).narrow()
}

async fn ask_end(staff: Staff, Ids([id, secret]): Ids<2>) -> Result<Done, Halt> {
    let page = end_page(&staff, id, secret, &FormErrors::new()).await?;
    staff.visit.show(&page)
}

async fn end_page(staff: &Staff, id: Uuid, secret: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let view = seen(staff, id).await?;
    let is_this = |row: &&client_secret::Model| row.id == secret;
    let row = view.secrets.iter().find(is_this).ok_or(Halt::NotFound)?;
    let text = if view.secrets.len() > 1 { t.msg_client_secret_end_text() } else { t.msg_client_secret_end_last() };
    let confirm = Confirm::new(text, t.msg_client_secret_end_tick(), t.msg_client_secret_end_button());
    let form = PanelForm::new("")
        .alone()
        .unguarded()
        .field(&CopyCode::masked(visit.lang(), format!("{}…", row.prefix)))
        .field(&confirm.cancel(t.msg_client_back(), place(id)).errors(errors));
    Ok(below(visit, &view, t.msg_client_secret_end_title()).errors(errors).with(&form))
}

async fn end(staff: Staff, Ids([id, secret]): Ids<2>, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    staff.elevated_for(&format!("{}/end", secret_place(id, secret)))?;
    let visit = &staff.visit;
    let ended = end_secret(&visit.cx, id, secret, form.is_ticked()).await;
    let done = async |_: Uuid| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_client_secret_ended()));
    visit.answer(ended, done, async |errors: FormErrors| end_page(&staff, id, secret, &errors).await).await
}

async fn switch_off(staff: Staff, Ids([id]): Ids<1>, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    staff.elevated_for(&place(id))?;
    let done = disable(&staff.visit.cx, id, form.is_ticked()).await;
    answer(&staff, id, done, texts(staff.visit.lang()).msg_client_disabled_done()).await
}

async fn switch_on(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.elevated_for(&place(id))?;
    let done = enable(&staff.visit.cx, id).await;
    answer(&staff, id, done, texts(staff.visit.lang()).msg_client_enabled_done()).await
}

async fn take_away(staff: Staff, Ids([id]): Ids<1>, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    staff.elevated_for(&place(id))?;
    let visit = &staff.visit;
    let removed = remove(&visit.cx, id, form.is_ticked()).await;
    let done = async |_: Uuid| Ok(visit.go_saying(CLIENTS, texts(visit.lang()).msg_client_removed_done()));
    visit.answer(removed, done, async |errors: FormErrors| shown_again(&staff, id, &errors).await).await
}

async fn answer(staff: &Staff, id: Uuid, done: Outcome<Uuid, ClientRefusal>, said: String) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let told = async |_: Uuid| Ok(visit.go_saying(&place(id), said));
    visit.answer(done, told, async |errors: FormErrors| shown_again(staff, id, &errors).await).await
}

async fn shown_again(staff: &Staff, id: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let view = seen(staff, id).await?;
    page(staff, &view, errors).await
}
