//! `/staff/clients/new` and `/staff/clients/{id}/change`: what is said of a client (ACC-21).

use super::client_words::{alg_name, scope_name};
use super::staff_client_acts::{before, below, go_to_secret};
use super::staff_clients::{CLIENTS, facts, place, seen};
use crate::actions::clients::change::{ClientRefusal, change};
use crate::actions::clients::fields::{ClientInput, NAME, NOTE};
use crate::actions::clients::register::{NewClient, Registered, register};
use crate::lists::kind_name;
use crate::model::client::{ClientKind, IdTokenAlg, SCOPES};
use crate::queries::staff_clients::ClientView;
use crate::rights::CLERKS;
use crate::texts;
use gatehouse_context::{Cx, OnceKey};
use gatehouse_core::{Fault, Lang};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use serde::{Deserialize, Serialize};

const NEW: &str = "/staff/clients/new";

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.form(NEW, blank, create).form("/staff/clients/{id}/change", edit, save))
}

/// The form as it was sent; lists have one entry a line.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
struct ClientForm {
    key: String,
    version: String,
    kind: String,
    name: String,
    note: String,
    first_party: String,
    products: String,
    redirect_uris: String,
    post_logout_redirect_uris: String,
    backchannel_logout_uri: String,
    scopes: Vec<String>,
    id_token_alg: String,
    require_par: String,
}

/// The most lines of a list that are read: more than any list may have, so that what is too much is refused and not cut.
const LINES: usize = 100;

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES).map(str::to_owned).collect()
}

fn word(is_so: bool) -> String {
    if is_so { "true".to_owned() } else { String::new() }
}

impl ClientForm {
    fn of(view: &ClientView) -> Self {
        let row = &view.row;
        let mut form = Self {
            version: row.version.to_string(),
            kind: row.kind.word().to_owned(),
            name: row.name.clone(),
            note: view.note.clone(),
            first_party: word(row.first_party),
            id_token_alg: row.id_token_alg.word().to_owned(),
            require_par: word(row.require_par),
            backchannel_logout_uri: row.backchannel_logout_uri.clone().unwrap_or_default(),
            ..Self::default()
        };
        if let Some(client) = &view.client {
            form.products = client.products.join("\n");
            form.redirect_uris = client.redirect_uris.join("\n");
            form.post_logout_redirect_uris = client.post_logout_redirect_uris.join("\n");
            form.scopes.clone_from(&client.scopes);
        }
        form
    }

    fn input(&self) -> ClientInput {
        ClientInput {
            name: self.name.clone(),
            redirect_uris: lines(&self.redirect_uris),
            post_logout_redirect_uris: lines(&self.post_logout_redirect_uris),
            backchannel_logout_uri: self.backchannel_logout_uri.trim().to_owned(),
            scopes: self.scopes.iter().take(LINES).cloned().collect(),
            id_token_alg: self.id_token_alg.clone(),
            require_par: self.require_par == "true",
            first_party: self.first_party == "true",
            products: lines(&self.products),
            note: self.note.clone(),
        }
    }

    /// Sent twice, the form registers one client; changed before it is sent again, it is another one.
    fn once(&self, cx: &Cx) -> Result<Option<OnceKey>, Fault> {
        if self.key.is_empty() {
            return Ok(None);
        }
        Ok(Some(OnceKey::new(cx, "oidc.client_form", &serde_json::to_string(self)?, b"")?))
    }

    /// What it is, and what it is for.
    fn about(&self, is_new: bool, lang: Lang, errors: &FormErrors) -> Panel {
        let t = texts(lang);
        let hint = |kind: ClientKind| match kind {
            ClientKind::Web => t.msg_client_kind_web_hint(),
            ClientKind::Native => t.msg_client_kind_native_hint(),
            ClientKind::Device => t.msg_client_kind_device_hint(),
        };
        let kinds = ClientKind::ALL.map(|kind| Choice::new(kind.word(), kind_name(kind, lang)).hint(hint(kind)));
        let kind = Choices::one("kind", t.msg_client_kind(), kinds).values(&[self.kind.as_str()]);
        let name = Field::text("name", t.msg_client_name()).hint(t.msg_client_name_hint()).max_length(NAME);
        let note = TextArea::new("note", t.msg_client_note()).hint(t.msg_client_note_hint()).max_length(NOTE).rows(2);
        let own = Checkbox::new("first_party", t.msg_client_own()).hint(t.msg_client_own_hint());
        let products = TextArea::new("products", t.msg_client_products()).hint(t.msg_client_products_hint()).rows(3);
        let panel = Panel::new(t.msg_client_about()).with(&name.value(self.name.as_str()).errors(errors));
        let panel = if is_new { panel.with(&kind.errors(errors)) } else { panel };
        panel
            .with(&note.value(self.note.as_str()).optional(lang).errors(errors))
            .with(&own.checked(self.first_party == "true").errors(errors))
            .with(&products.value(self.products.as_str()).optional(lang).errors(errors))
    }

    /// Where people are sent.
    fn addresses(&self, lang: Lang, errors: &FormErrors) -> Panel {
        let t = texts(lang);
        let redirects = TextArea::new("redirect_uris", t.msg_client_redirect_uris()).hint(t.msg_client_redirect_hint());
        let after = TextArea::new("post_logout_redirect_uris", t.msg_client_post_logout_uris());
        let after = after.hint(t.msg_client_post_logout_hint()).rows(3).code();
        let server = Field::url("backchannel_logout_uri", t.msg_client_backchannel_uri());
        let server = server.hint(t.msg_client_backchannel_hint());
        Panel::new(t.msg_client_addresses())
            .with(&redirects.code().value(self.redirect_uris.as_str()).errors(errors))
            .with(&after.value(self.post_logout_redirect_uris.as_str()).optional(lang).errors(errors))
            .with(&server.value(self.backchannel_logout_uri.as_str()).optional(lang).errors(errors))
    }

    /// What it may, and how the protocol speaks with it.
    fn protocol(&self, lang: Lang, errors: &FormErrors) -> Panel {
        let t = texts(lang);
        // `openid` belongs to every sign-in.
        let chosen = |scope: &str| scope == "openid" || self.scopes.iter().any(|wanted| wanted == scope);
        let scopes = SCOPES.map(|scope| {
            let choice = Choice::new(scope, scope_name(scope, lang)).hint(scope).chosen(chosen(scope));
            choice.fixed(scope == "openid")
        });
        let algs = IdTokenAlg::ALL.map(|alg| Choice::new(alg.word(), alg_name(alg, lang)));
        let par = Checkbox::new("require_par", t.msg_client_par()).hint(t.msg_client_par_hint());
        Panel::new(t.msg_client_protocol())
            .with(&Choices::several("scopes", t.msg_client_scopes(), scopes).errors(errors))
            .with(&Select::new("id_token_alg", t.msg_client_alg(), algs).value(&self.id_token_alg).errors(errors))
            .with(&par.checked(self.require_par == "true").errors(errors))
    }

    fn fields(&self, is_new: bool, lang: Lang, errors: &FormErrors) -> PanelForm {
        PanelForm::new("")
            .around_panels()
            .field(&Field::hidden("key", self.key.as_str()))
            .field(&Field::hidden("version", self.version.as_str()))
            .field(&self.about(is_new, lang, errors))
            .field(&self.addresses(lang, errors))
            .field(&self.protocol(lang, errors))
    }
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    staff.elevated()?;
    let form = ClientForm {
        key: staff.visit.cx.id().to_string(),
        kind: ClientKind::Web.word().to_owned(),
        scopes: ["openid", "profile", "email"].map(str::to_owned).into(),
        ..ClientForm::default()
    };
    staff.visit.show(&new_page(&staff, &form, &FormErrors::new()))
}

fn new_page(staff: &Staff, typed: &ClientForm, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let form = typed
        .fields(true, lang, errors)
        .button(Button::submit(t.msg_client_register()).primary())
        .button(Button::link(t.msg_client_back(), CLIENTS));
    let head =
        PageHead::new(t.msg_client_new()).lede(t.msg_client_new_lede()).crumbs(lang, [(t.msg_clients(), CLIENTS)]);
    Sheet::new(visit, t.msg_client_new(), head).narrow().errors(errors).with(&form)
}

async fn create(staff: Staff, Posted(typed): Posted<ClientForm>) -> Result<Done, Halt> {
    staff.elevated_for(NEW)?;
    let visit = &staff.visit;
    let once = typed.once(&visit.cx)?;
    let cx = Cx { once: once.clone(), ..visit.cx.clone() };
    let new = NewClient { kind: typed.kind.clone(), client: typed.input() };
    let registered = match before(&visit.cx, once.as_ref()).await? {
        Some(id) => return Ok(visit.go(&place(id))),
        None => register(&cx, &new).await,
    };
    // Sent twice at one moment, it lost to the other one, which shows the secret.
    if registered.is_err()
        && let Some(id) = before(&visit.cx, once.as_ref()).await?
    {
        return Ok(visit.go(&place(id)));
    }
    let done = async |Registered { id, secret }| match secret {
        Some(made) => go_to_secret(&staff, id, &made).await,
        None => Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_client_registered_done())),
    };
    visit.answer(registered, done, async |errors: FormErrors| Ok(new_page(&staff, &typed, &errors))).await
}

async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    staff.elevated()?;
    let view = seen(&staff, id).await?;
    staff.visit.show(&change_page(&staff, &view, &ClientForm::of(&view), &FormErrors::new(), false))
}

/// `is_stale`: somebody else changed it meanwhile, and what is stored stands beside what was typed.
fn change_page(staff: &Staff, view: &ClientView, typed: &ClientForm, errors: &FormErrors, is_stale: bool) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let form = typed
        .fields(false, lang, errors)
        .button(Button::submit(t.msg_client_save()).primary())
        .button(Button::link(t.msg_client_back(), place(view.row.id)));
    let sheet = below(visit, view, t.msg_client_change()).errors(errors);
    let sheet =
        if is_stale { sheet.with(&Panel::new(t.msg_client_stored_now()).with(&facts(view, lang))) } else { sheet };
    sheet.with(&form)
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<ClientForm>) -> Result<Done, Halt> {
    staff.elevated_for(&format!("{}/change", place(id)))?;
    let visit = &staff.visit;
    // A form without a version has seen none, so it changes nothing.
    let version = typed.version.parse().unwrap_or(0);
    match change(&visit.cx, id, Some(version), &typed.input()).await.unless_broken()? {
        Ok(_) => Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_client_saved())),
        Err(refusal) => {
            let view = seen(&staff, id).await?;
            let is_stale = refusal == ClientRefusal::Stale;
            let typed = ClientForm { version: view.row.version.to_string(), ..typed };
            let again = async |errors: FormErrors| Ok(change_page(&staff, &view, &typed, &errors, is_stale));
            visit.again(&refusal, again).await
        }
    }
}
