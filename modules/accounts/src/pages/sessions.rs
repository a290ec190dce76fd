//! The list of sessions, with sign-out of one and of all others (ACC-10).

use super::cookies::{device, without_session};
use super::parts::SECURITY;
use crate::actions::distrust_browser;
use crate::actions::end_other_sessions::end_other_sessions;
use crate::actions::end_session::end_session;
use crate::actions::forget_browser;
use crate::lists::Sessions;
use crate::model::term;
use crate::queries;
use gatehouse_core::agent::device_label;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::Panel;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, Visit};
use serde::Deserialize;

const PATH: &str = Sessions::AT;

/// Shows a page of the list; it is never empty, because this session is in it.
pub async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let Customer { visit, session, .. } = customer;
    let (lang, t) = (visit.lang(), crate::texts(visit.lang()));
    let listed = Listed::of_address(&visit, Sessions::of(&session), &asked).await?;
    let head = PageHead::new(t.msg_sessions_title()).lede(t.msg_sessions_lede());
    let mut head = head.crumbs(lang, [(t.msg_security_title(), SECURITY)]);
    if listed.rows().len() > 1 || listed.has_more() || listed.wanted().is_narrow() {
        head = head.action(end_others_button(lang));
    }
    let sheet = listed.sheet(&visit, head);
    let sheet = match browsers(&visit, session.account).await? {
        Some(below) => sheet.with(&below),
        None => sheet,
    };
    listed.done(&visit, &sheet)
}

/// The same as a file.
pub async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    list_file(&customer.visit, Sessions::of(&customer.session), &asked).await
}

/// A browser, and where it was.
fn named(device: String, network: Option<String>) -> Cell {
    let cell = Cell::text(device);
    match network {
        Some(network) => cell.sub(network),
        None => cell,
    }
}

/// "Sign out everywhere else".
pub fn end_others_button(lang: Lang) -> Button {
    Button::post(crate::texts(lang).msg_sessions_end_others(), "/account/sessions/end-others").danger()
}

/// The browsers that are known: a sign-in from one of them causes no mail.
async fn browsers(visit: &Visit, account: Uuid) -> Result<Option<Panel>, Halt> {
    let known = queries::browsers::of_account(visit.cx.read(), account).await?;
    if known.is_empty() {
        return Ok(None);
    }
    let lang = visit.lang();
    let (t, format) = (crate::texts(lang), visit.format());
    let heads = [
        Head::new(t.msg_sessions_device()),
        Head::new(t.msg_browsers_first()),
        Head::new(t.msg_browsers_last()),
        Head::actions(lang),
    ];
    let here = queries::browsers::known(&visit.cx, account, device(visit)).await?.map(|row| row.id);
    let table = Table::new(t.msg_browsers_title(), heads).rows(known.into_iter().map(|row| {
        let device = row.agent.as_deref().and_then(device_label).unwrap_or_else(|| t.msg_device_unknown());
        let trusted = row.trusted_until.filter(|until| until.is_within(visit.cx.now(), term::TRUST));
        let button = |label: String, action: &str| {
            Button::post(label, action).with("browser", row.id.to_string()).about(device.clone())
        };
        let distrust = trusted.map(|_| button(t.msg_browsers_distrust(), "/account/browsers/distrust"));
        let end = if here == Some(row.id) {
            let this = Cell::badge(&Badge::new(Tone::Good, t.msg_browsers_this()));
            distrust.iter().fold(this, Cell::and)
        } else {
            let forget = button(t.msg_browsers_forget(), "/account/browsers/forget");
            Cell::actions(distrust.into_iter().chain([forget]))
        };
        let last = Cell::time(&format, row.last_at);
        let last = match trusted {
            Some(until) => last.sub(t.msg_browsers_trusted(format.date(until))),
            None => last,
        };
        [named(device, row.network), Cell::time(&format, row.first_at), last, end]
    }));
    Ok(Some(Panel::new(t.msg_browsers_title()).lede(t.msg_browsers_lede()).table(table)))
}

#[derive(Deserialize)]
pub struct ForgetForm {
    #[serde(default)]
    browser: String,
}

/// Forgets a browser.
pub async fn forget_browser(customer: Customer, Posted(form): Posted<ForgetForm>) -> Result<Done, Halt> {
    customer.elevated()?;
    let id = Uuid::parse_str(&form.browser).map_err(|_| Halt::NotFound)?;
    forget_browser::forget_browser(&customer.visit.cx, id).await?;
    let text = crate::texts(customer.visit.lang()).msg_browsers_forgotten();
    Ok(customer.visit.go_saying(PATH, text))
}

/// A browser is asked for the second step again.
pub async fn distrust_browser(customer: Customer, Posted(form): Posted<ForgetForm>) -> Result<Done, Halt> {
    customer.elevated()?;
    let id = Uuid::parse_str(&form.browser).map_err(|_| Halt::NotFound)?;
    distrust_browser::distrust_browser(&customer.visit.cx, id).await?;
    let text = crate::texts(customer.visit.lang()).msg_browsers_distrusted();
    Ok(customer.visit.go_saying(PATH, text))
}

/// The buttons post to addresses that have no page of their own; who proves who they are gets here.
pub async fn up(customer: Customer) -> Done {
    customer.visit.go(PATH)
}

#[derive(Deserialize)]
pub struct EndForm {
    #[serde(default)]
    session: String,
}

/// Ends one session.
pub async fn end(customer: Customer, Posted(form): Posted<EndForm>) -> Result<Done, Halt> {
    let id = Uuid::parse_str(&form.session).map_err(|_| Halt::NotFound)?;
    let is_this = id == customer.session.id;
    if !is_this {
        customer.elevated()?;
    }
    let visit = customer.visit;
    end_session(&visit.cx, id, is_this).await?;
    let text = crate::texts(visit.lang()).msg_sessions_ended();
    Ok(if is_this { without_session(&visit, visit.go_saying("/sign-in", text)) } else { visit.go_saying(PATH, text) })
}

/// Ends all others; a thief with a stolen session must not end the owner's.
pub async fn end_others(customer: Customer) -> Result<Done, Halt> {
    customer.elevated()?;
    let Customer { visit, session, .. } = customer;
    let ended = end_other_sessions(&visit.cx, session.id).await?;
    let count = u32::try_from(ended).unwrap_or(u32::MAX);
    Ok(visit.go_saying(PATH, crate::texts(visit.lang()).msg_sessions_others_ended(count)))
}
