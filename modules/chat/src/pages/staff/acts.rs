//! What staff do with a chat: take it, hand it on, end it, send its transcript, make a request of it.

use super::talk::{again, facts};
use super::{DESK_PAGE, at};
use crate::actions::end::end_as_staff;
use crate::actions::hand_over::hand_over_as_staff;
use crate::actions::send_transcript::send_transcript_as_staff;
use crate::actions::take::{take, transfer};
use crate::model::state::State;
use crate::pages::talk::{subject_field, turn_badge};
use crate::queries::colleagues::colleagues;
use crate::queries::staff::{Looked, own_open, waiting};
use crate::refusals::ChatRefusal;
use crate::rights::AGENTS;
use crate::texts;
use gatehouse_context::Seen;
use gatehouse_core::{Outcome, Uuid};
use gatehouse_web::frames::{Actions, Panel, PanelForm};
use gatehouse_web::history::for_staff;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().staff(AGENTS, |doors| {
        doors
            .post("/staff/chats/{id}/take", takes)
            .post("/staff/chats/{id}/transfer", transfers)
            .post("/staff/chats/{id}/end", ends)
            .post("/staff/chats/{id}/transcript", transcript)
            .post("/staff/chats/{id}/request", request)
    })
}

/// The panels beside a chat.
pub(super) async fn side(staff: &Staff, seen: &Seen<Looked>, is_mine: bool) -> Result<Vec<Panel>, Halt> {
    let mut all = vec![facts(staff, seen).await?];
    if staff.is_any_of(AGENTS) {
        all.push(acts(staff, seen, is_mine).await?);
        all.extend(request_panel(staff, seen));
    }
    all.push(own_chats(staff, seen.row().id).await?);
    let t = texts(staff.visit.lang());
    let told = for_staff(&staff.visit.cx, seen.row().id).await?;
    all.push(Panel::new(t.msg_history()).with(&Timeline::new(told)));
    Ok(all)
}

async fn acts(staff: &Staff, seen: &Seen<Looked>, is_mine: bool) -> Result<Panel, Halt> {
    let (visit, lang, row) = (&staff.visit, staff.visit.lang(), seen.row());
    let t = texts(lang);
    let mut buttons = Vec::new();
    let is_live = row.state != State::Ended;
    if is_live && !is_mine {
        let take = if row.staff_id.is_some() {
            Button::post(t.msg_take_over(), at(row.id, "take")).with("over", "true")
        } else {
            Button::post(t.msg_take(), at(row.id, "take")).primary()
        };
        buttons.push(take.icon(Icon::Check));
    }
    if is_live && (is_mine || row.staff_id.is_none()) {
        buttons.push(Button::post(t.msg_end(), at(row.id, "end")).icon(Icon::Close));
    }
    buttons.push(Button::post(t.msg_transcript_mail_staff(), at(row.id, "transcript")).icon(Icon::Mail));
    let panel = Panel::new(t.msg_acts()).with(&Actions::new(buttons));
    if !is_live || !is_mine {
        return Ok(panel);
    }
    let me = staff.session.staff;
    let choices = colleagues(&visit.cx).await?.into_iter().filter(|(id, _)| *id != me);
    let choices = choices.map(|(id, name)| Choice::new(id.to_string(), name));
    let to = Select::new("to", t.msg_transfer_to(), choices).first(t.msg_transfer_line());
    let form = PanelForm::new(at(row.id, "transfer"))
        .unguarded()
        .field(&Field::hidden("version", row.version.to_string()))
        .field(&to)
        .submit(t.msg_transfer());
    Ok(panel.with(&form))
}

fn request_panel(staff: &Staff, seen: &Seen<Looked>) -> Option<Panel> {
    let (lang, row) = (staff.visit.lang(), seen.row());
    let t = texts(lang);
    if row.request_id.is_some() {
        return None;
    }
    let form = PanelForm::new(at(row.id, "request"))
        .unguarded()
        .field(&subject_field("", &FormErrors::new(), lang))
        .submit(t.msg_make_request());
    Some(Panel::new(t.msg_make_request()).lede(t.msg_make_request_staff()).with(&form))
}

/// The other chats that the member of the staff has.
async fn own_chats(staff: &Staff, here: Uuid) -> Result<Panel, Halt> {
    let (lang, format) = (staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let may = staff.may()?;
    let (own, count) = (own_open(&may).await?, waiting(&may).await?);
    let heads = [t.msg_started_at(), t.msg_turn()].map(Head::new);
    let rows = own.iter().filter(|row| row.id != here).map(|row| {
        [Cell::link(format.date_time(row.started_at), at(row.id, "")), Cell::badge(&turn_badge(row.turn, lang))]
    });
    let table = Table::new(t.msg_desk_own(), heads).rows(rows);
    let line = Button::link(t.msg_desk_in_line(count), DESK_PAGE).small();
    Ok(Panel::new(t.msg_desk_own()).button(Some(line)).table_or(table, t.msg_talk_own_none()))
}

/// The chat's page after an action on it.
async fn answered<T>(staff: &Staff, id: Uuid, done: Outcome<T, ChatRefusal>, said: String) -> Result<Done, Halt> {
    match done.unless_broken()? {
        Ok(_) => Ok(staff.visit.go_saying(&at(id, ""), said)),
        Err(refusal @ (ChatRefusal::NotFound | ChatRefusal::NotAllowed(_))) => Err(Halt::refused(refusal)),
        Err(refusal) => again(staff, id, "", &refusal).await,
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Over {
    over: String,
}

async fn takes(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Over>) -> Result<Done, Halt> {
    let done = take(&staff.visit.cx, id, typed.over == "true").await;
    answered(&staff, id, done, texts(staff.visit.lang()).msg_done_taken()).await
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct To {
    to: String,
    version: String,
}

async fn transfers(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<To>) -> Result<Done, Halt> {
    let to = match typed.to.as_str() {
        "" => None,
        // One that is none is nobody's.
        text => Some(Uuid::parse_str(text).unwrap_or_default()),
    };
    let done = transfer(&staff.visit.cx, id, to, typed.version.parse().ok()).await;
    answered(&staff, id, done, texts(staff.visit.lang()).msg_done_transferred()).await
}

async fn ends(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let done = end_as_staff(&staff.visit.cx, id).await;
    answered(&staff, id, done, texts(staff.visit.lang()).msg_done_ended()).await
}

async fn transcript(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let done = send_transcript_as_staff(&staff.visit.cx, id).await;
    answered(&staff, id, done, texts(staff.visit.lang()).msg_done_transcript()).await
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Subject {
    subject: String,
}

async fn request(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Subject>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match hand_over_as_staff(&visit.cx, id, &typed.subject).await.unless_broken()? {
        Ok(opened) => {
            let said = texts(visit.lang()).msg_done_request(opened.number.to_string());
            Ok(visit.go_saying(&format!("/staff/requests/{}", opened.id), said))
        }
        Err(refusal @ (ChatRefusal::NotFound | ChatRefusal::NotAllowed(_))) => Err(Halt::refused(refusal)),
        Err(refusal) => again(&staff, id, "", &refusal).await,
    }
}
