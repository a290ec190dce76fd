//! `/staff/clients`: the sites, apps and products that sign people in here (ACC-21), and the page of one.

use super::client_words::{alg_name, scope_name};
use super::staff_client_acts;
use crate::lists::{Clients, client_badge, kind_name};
use crate::queries::staff_clients::{self, ClientView};
use crate::rights::{CLERKS, LOOKERS};
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::history;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff, Visit};

/// Where they are.
pub(crate) const CLIENTS: &str = Clients::AT;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(CLIENTS, list).get(Clients::FILE, file).get("/staff/clients/{id}", show))
}

/// The address of a client's page.
pub(super) fn place(id: Uuid) -> String {
    format!("{CLIENTS}/{id}")
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let mut head = PageHead::new(t.msg_clients()).lede(t.msg_clients_lede());
    if staff.is_any_of(CLERKS) {
        head = head.action(Button::link(t.msg_client_new(), "/staff/clients/new").icon(Icon::Plus).primary());
    }
    Listed::of_address(&staff.visit, Clients, &asked).await?.show(&staff.visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Clients, &asked).await
}

pub(super) async fn seen(staff: &Staff, id: Uuid) -> Result<ClientView, Halt> {
    staff_clients::client(&staff.may()?, id).await?.ok_or(Halt::NotFound)
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    staff.visit.show(&page(&staff, &view, &FormErrors::new()).await?)
}

/// The page of a client, with what was wrong with one of its forms.
pub(super) async fn page(staff: &Staff, view: &ClientView, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, row) = (texts(lang), &view.row);
    let is_clerk = staff.is_any_of(CLERKS);
    let mut head =
        PageHead::new(row.name.as_str()).badge(client_badge(row, lang)).crumbs(lang, [(t.msg_clients(), CLIENTS)]);
    if is_clerk && view.is_sealed {
        head = head.action(Button::link(t.msg_client_change(), format!("{}/change", place(row.id))).icon(Icon::Edit));
    }
    let told = history::for_staff(&visit.cx, row.id).await?;
    let mut sheet = Sheet::new(visit, row.name.as_str(), head)
        .errors(errors)
        .notices((!view.is_sealed).then(|| Notice::bad(t.msg_client_row_changed())))
        .notices(row.disabled_at.map(|_| Notice::warn(t.msg_client_is_disabled())))
        .with(&Panel::new("").with(&facts(view, lang)));
    if row.kind.is_confidential() {
        sheet = sheet.with(&staff_client_acts::secrets(visit, view, is_clerk, errors));
    }
    sheet = sheet.with(&for_developers(visit, view));
    if is_clerk {
        sheet = sheet.with(&staff_client_acts::ending(view, lang, errors));
    }
    Ok(sheet.with(&Panel::new(t.msg_client_history()).with(&Timeline::new(told))))
}

/// What a client is and may.
pub(super) fn facts(view: &ClientView, lang: Lang) -> KeyValues {
    let (t, row) = (texts(lang), &view.row);
    let yes_or_no = |yes: bool| Cell::text(if yes { t.msg_client_yes() } else { t.msg_client_no() });
    let facts = KeyValues::new()
        .row(t.msg_client_id(), Cell::of(&CopyCode::new(lang, row.client_id.as_str())))
        .row(t.msg_client_note(), Cell::text(view.note.as_str()))
        .row(t.msg_client_kind(), Cell::text(kind_name(row.kind, lang)))
        .row(t.msg_client_own_short(), yes_or_no(row.first_party));
    let Some(client) = &view.client else { return facts };
    let lines = |label: String, all: &[String]| match all {
        [] => Cell::none(),
        all => Cell::of(&CodeBlock::new(label, all.join("\n"))),
    };
    let scopes: Vec<String> = client.scopes.iter().map(|scope| scope_name(scope, lang)).collect();
    facts
        .row(t.msg_client_products(), Cell::text(client.products.join(", ")))
        .row(t.msg_client_redirect_uris(), lines(t.msg_client_redirect_uris(), &client.redirect_uris))
        .row(t.msg_client_post_logout_uris(), lines(t.msg_client_post_logout_uris(), &client.post_logout_redirect_uris))
        .row(t.msg_client_backchannel_uri(), Cell::text(client.backchannel_logout_uri.clone().unwrap_or_default()))
        .row(t.msg_client_scopes(), Cell::text(scopes.join(", ")).sub(row.scopes.replace(' ', ", ")))
        .row(t.msg_client_alg(), Cell::text(alg_name(client.id_token_alg, lang)))
        .row(t.msg_client_par_short(), yes_or_no(client.require_par))
}

/// What whoever builds the site or app sets up there.
fn for_developers(visit: &Visit, view: &ClientView) -> Panel {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let issuer = visit.cx.app.settings.origin.trim_end_matches('/');
    let discovery = format!("{issuer}/.well-known/openid-configuration");
    let values = KeyValues::new()
        .row(t.msg_client_issuer(), Cell::of(&CopyCode::new(lang, issuer)))
        .row(t.msg_client_discovery(), Cell::of(&CopyCode::new(lang, discovery)))
        .row(t.msg_client_id(), Cell::of(&CopyCode::new(lang, view.row.client_id.as_str())));
    Panel::new(t.msg_client_for_developers()).text(t.msg_client_for_developers_text()).with(&values)
}
