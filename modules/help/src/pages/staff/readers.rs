//! Wider readers that wait for a second person, on the article's page: approved or declined by another writer, taken back by who proposed them.

use super::article::at;
use crate::actions::widen::{Act, widen};
use crate::queries::proposals::{waiting, wanted};
use crate::queries::staff::Whole;
use crate::rights::WRITERS;
use crate::texts;
use gatehouse_web::frames::{Actions, Panel, Paragraph};
use gatehouse_web::history::staff_names;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().staff(WRITERS, |doors| doors.post("/staff/help/{id}/readers/{proposal}", decide))
}

/// What is proposed, with what this reader can do; `None`: nothing is.
pub(super) async fn panel(staff: &Staff, found: &Whole) -> Result<Option<Panel>, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let Some(row) = waiting(&visit.cx, visit.cx.read(), found.article.id).await? else { return Ok(None) };
    let Some(audience) = wanted(&row) else { return Ok(None) };
    let names = staff_names(&visit.cx, row.proposed_by_id).await?;
    let by = row.proposed_by_id.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| t.msg_by_program());
    let facts = KeyValues::new()
        .row(t.msg_readers_now(), Cell::text(found.article.audience.name(lang)))
        .row(t.msg_readers_wanted(), Cell::text(audience.name(lang)))
        .row(t.msg_readers_by(), Cell::text(by))
        .row(t.msg_readers_until(), Cell::time(&format, row.expires_at));
    let panel = Panel::new(t.msg_readers_title()).id("readers").with(&facts);
    if !staff.is_any_of(WRITERS) {
        return Ok(Some(panel));
    }
    let to = format!("{}/readers/{}", at(found.article.id), row.id);
    let button = |label: String, act: &str| Button::post(label, to.as_str()).with("act", act);
    if row.proposed_by_id == Some(staff.session.staff) {
        let withdraw = button(t.msg_readers_withdraw(), "withdraw").icon(Icon::Undo);
        return Ok(Some(panel.with(&Paragraph::new(t.msg_readers_own())).with(&Actions::new([withdraw]))));
    }
    let approve = button(t.msg_readers_approve(), "approve").primary().icon(Icon::Check);
    let decline = button(t.msg_readers_decline(), "decline");
    let text = Paragraph::new(t.msg_readers_text());
    Ok(Some(panel.with(&text).with(&Actions::new([approve, decline]))))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Decided {
    act: String,
}

async fn decide(staff: Staff, Ids([id, proposal]): Ids<2>, Posted(sent): Posted<Decided>) -> Result<Done, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let (act, said) = match sent.act.as_str() {
        "approve" => (Act::Approve, t.msg_readers_approved()),
        "decline" => (Act::Decline, t.msg_readers_declined()),
        "withdraw" => (Act::Withdraw, t.msg_readers_withdrawn()),
        _ => return Err(Halt::BadRequest),
    };
    match widen(&visit.cx, id, proposal, act).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&at(id), said)),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
