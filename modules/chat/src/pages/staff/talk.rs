//! `/staff/chats/{id}`: a chat, and what its member of the staff does with it (SUP-20).

use super::acts::side;
use super::at;
use crate::actions::say::{Say, say_as_staff};
use crate::model::state::State;
use crate::pages::files::upload_form;
use crate::pages::said::{ChatBox, Reader};
use crate::pages::talk::{message_form, number};
use crate::queries::live::whisper;
use crate::queries::said::{customers, lang};
use crate::queries::staff::{Looked, customer, heard, messages};
use crate::refusals::ChatRefusal;
use crate::rights::{AGENTS, LOOKERS};
use crate::tables::chat;
use crate::texts;
use gatehouse_companies::queries::companies;
use gatehouse_context::Seen;
use gatehouse_core::{Refusal, Uuid};
use gatehouse_support::model::canned::{Places, filled, text_in};
use gatehouse_support::queries::settings::answers;
use gatehouse_web::frames::{Actions, Fold, Panel, Sheet, Split};
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Canned answers that the page offers.
const OFFERED: usize = 30;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get("/staff/chats/{id}", show))
        .staff(AGENTS, |doors| doors.post("/staff/chats/{id}/messages", send).post("/staff/chats/{id}/typing", typing))
}

/// The chat, and the line in the log that it was looked at.
pub(super) async fn seen(staff: &Staff, id: Uuid) -> Result<Seen<Looked>, Halt> {
    Seen::<Looked>::find(&staff.may()?, id).await?.ok_or(Halt::NotFound)
}

/// How a member of the staff reads a chat.
pub(super) async fn reader(staff: &Staff, row: &chat::Model) -> Result<Reader, Halt> {
    let cx = &staff.visit.cx;
    let customer = customers(cx, cx.read(), std::slice::from_ref(row)).await?.remove(&row.id).unwrap_or_default();
    Ok(Reader {
        chat: row.id,
        at: at(row.id, ""),
        is_staff: true,
        customer: customer.name,
        lang: staff.visit.lang(),
        format: staff.visit.format(),
    })
}

async fn show(staff: Staff, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let seen = seen(&staff, id).await?;
    let typed = match Uuid::parse_str(&asked.get("canned")) {
        Ok(chosen) => canned(&staff, &seen, chosen).await?,
        Err(_) => String::new(),
    };
    let before = asked.get("before").parse().ok();
    staff.visit.show(&page(&staff, &seen, before, (&typed, &FormErrors::new()), None).await?)
}

/// The page; `typed`: the text in the form, with what is wrong with it; `refusal`: of something else.
pub(super) async fn page(
    staff: &Staff,
    seen: &Seen<Looked>,
    before: Option<i64>,
    (typed, errors): (&str, &FormErrors),
    refusal: Option<&dyn Refusal>,
) -> Result<Sheet, Halt> {
    let (visit, lang, row) = (&staff.visit, staff.visit.lang(), seen.row());
    let (cx, t) = (&visit.cx, texts(lang));
    let reader = reader(staff, row).await?;
    let shown = reader.shown(cx, &messages(cx, seen, before).await?).await?;
    let last = shown.last().map_or(0, |one| one.seq);
    let is_live = row.state != State::Ended;
    let is_mine = row.staff_id == Some(staff.session.staff);
    let mut split = Split::new().main(&ChatBox::new(&reader, last, is_live && before.is_none(), shown));
    if before.is_some() {
        split = split.main(&Actions::new([Button::link(t.msg_latest(), at(row.id, "")).primary()]));
    } else if is_live && is_mine {
        split = split
            .main(&message_form(&at(row.id, "messages"), cx.id(), typed, errors, lang))
            .main(&upload_form(visit, (row.id, staff.session.staff), &at(row.id, "")).await?)
            .main(&canned_panel(staff, row).await?);
    } else if is_live && staff.is_any_of(AGENTS) {
        split = split.main(&Notice::info(whose(staff, row).await?));
    }
    for panel in side(staff, seen, is_mine).await? {
        split = split.beside(&panel);
    }
    let title = t.msg_chat_with(&reader.customer);
    let head = PageHead::new(title.as_str())
        .lede(t.msg_chat_of(visit.format().date_time(row.started_at)))
        .badge(Badge::new(row.state.tone(), row.state.name(lang)))
        .crumbs(lang, [(t.msg_chats(), super::DESK_PAGE)]);
    Ok(Sheet::new(visit, title, head).errors(errors).refusal(refusal).with(&split))
}

/// Why there is no form: it waits to be taken, or somebody else has it.
async fn whose(staff: &Staff, row: &chat::Model) -> Result<String, Halt> {
    let t = texts(staff.visit.lang());
    let names = gatehouse_web::history::staff_names(&staff.visit.cx, row.staff_id).await?;
    let name = row.staff_id.and_then(|id| names.get(&id).cloned());
    Ok(name.map_or_else(|| t.msg_take_first(), |name| t.msg_refusal_taken(name)))
}

/// Canned answers; each leads back with its text in the form.
async fn canned_panel(staff: &Staff, row: &chat::Model) -> Result<Fold, Halt> {
    let t = texts(staff.visit.lang());
    let all = answers(&staff.visit.cx).await?;
    let ways = all.iter().take(OFFERED).map(|one| {
        let href = format!("{}#message", address(&at(row.id, ""), &[("canned", &one.id.to_string())]));
        Button::link(one.name.as_str(), href).small()
    });
    let fold = Fold::new(t.msg_canned());
    if all.is_empty() {
        return Ok(fold.with(&gatehouse_web::frames::Paragraph::muted(t.msg_canned_none())));
    }
    Ok(fold.with(&Actions::new(ways)))
}

/// The text of a canned answer, its places filled; empty where it is gone.
async fn canned(staff: &Staff, seen: &Seen<Looked>, chosen: Uuid) -> Result<String, Halt> {
    let cx = &staff.visit.cx;
    let Some(found) = answers(cx).await?.into_iter().find(|one| one.id == chosen) else { return Ok(String::new()) };
    let known: BTreeMap<String, String> = serde_json::from_str(&found.texts).unwrap_or_default();
    let places =
        Places { name: customer(cx, seen).await?.name, staff: staff.session.label.clone(), ..Places::default() };
    Ok(filled(text_in(&known, lang(seen.row())), &places))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    text: String,
    client: String,
    live: String,
}

async fn send(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let input = Say { client: Uuid::parse_str(&typed.client).ok(), text: typed.text.clone() };
    match say_as_staff(&visit.cx, id, &input).await.unless_broken()? {
        Ok(seq) if typed.live == "true" => Ok(number(seq)),
        Ok(seq) => Ok(visit.go(&format!("{}#m{seq}", at(id, "")))),
        Err(refusal @ (ChatRefusal::NotFound | ChatRefusal::NotAllowed(_))) => Err(Halt::refused(refusal)),
        Err(refusal) => again(&staff, id, &typed.text, &refusal).await,
    }
}

/// The page with why it was refused.
pub(super) async fn again(staff: &Staff, id: Uuid, typed: &str, refusal: &ChatRefusal) -> Result<Done, Halt> {
    let seen = seen(staff, id).await?;
    let errors = FormErrors::of_refusal(refusal, staff.visit.lang());
    let above: Option<&dyn Refusal> = if refusal.field() == Some("text") { None } else { Some(refusal) };
    staff.visit.show_refused(refusal, &page(staff, &seen, None, (typed, &errors), above).await?)
}

/// Somebody types: those who listen are told, and no row is written.
async fn typing(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let row = heard(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    if row.state != State::Ended {
        whisper(staff.visit.cx.db(), id, &format!("typing {}", staff.session.staff));
    }
    Ok(number(row.last_seq))
}

/// The facts of a chat.
pub(super) async fn facts(staff: &Staff, seen: &Seen<Looked>) -> Result<Panel, Halt> {
    let (visit, row) = (&staff.visit, seen.row());
    let (cx, format) = (&visit.cx, visit.format());
    let t = texts(visit.lang());
    let customer = customer(cx, seen).await?;
    let name = match row.account_id {
        Some(account) => Cell::link(customer.name, format!("/staff/accounts/{account}")),
        None => Cell::text(customer.name).sub(t.msg_unproven()),
    };
    let known = match (row.license_id, customer.known.as_str()) {
        (Some(license), known) => Cell::link(known, format!("/staff/licenses/{license}")).sub(t.msg_known_claimed()),
        (None, "") => Cell::none(),
        (None, known) => Cell::text(known).sub(t.msg_known_unknown()),
    };
    let names = gatehouse_web::history::staff_names(cx, row.staff_id).await?;
    let agent = row.staff_id.and_then(|id| names.get(&id).cloned());
    let mut facts = KeyValues::new().row(t.msg_customer(), name);
    if let Some(company) = row.company_id {
        let name = companies::names(cx.read(), &[company]).await?.remove(&company).unwrap_or_default();
        facts = facts.row(t.msg_company(), Cell::link(name, format!("/staff/companies/{company}")));
    }
    let mut facts = facts
        .row(t.msg_email(), Cell::text(customer.email))
        .row(t.msg_known(), known)
        .row(t.msg_language(), Cell::text(lang(row).name()))
        .row(t.msg_agent(), agent.map_or_else(Cell::none, Cell::text))
        .row(t.msg_started_at(), Cell::time(&format, row.started_at));
    if let Some(ended) = row.ended_at {
        let by = row.ended_by.map(|by| by.name(visit.lang())).unwrap_or_default();
        facts = facts.row(t.msg_ended_at(), Cell::time(&format, ended).sub(by));
    }
    if let Some(request) = row.request_id {
        facts = facts.row(t.msg_became(), Cell::link(t.msg_request(), format!("/staff/requests/{request}")));
    }
    Ok(Panel::new(t.msg_customer()).with(&facts))
}
