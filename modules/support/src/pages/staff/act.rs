//! What staff do with a request: answer, note, status, assignment, queue; and the panel that it is done from.

use super::answer::Typed;
use super::request::{at, page, seen, step_name};
use crate::actions::assign::{To, assign};
use crate::actions::critical::take_incident;
use crate::actions::presence::{has_changed, here, others};
use crate::actions::set_status::{SetStatus, set_status};
use crate::actions::sort::{Sort, sort};
use crate::actions::watch::watch;
use crate::lists::staff_requests::Requests;
use crate::model::status::Status;
use crate::model::transition::{By, Needs, needs};
use crate::model::work::{CancelReason, Work};
use crate::queries::staff::Looked;
use crate::queries::staff_request::{open_queues, watchers};
use crate::refusals::RequestRefusal;
use crate::rights::{AGENTS, LOOKERS};
use crate::tables::{request, request_viewer};
use crate::texts;
use axum::http::header;
use axum::response::IntoResponse as _;
use gatehouse_context::Seen;
use gatehouse_core::{Outcome, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::history::staff_names;
use gatehouse_web::list::List as _;
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(AGENTS, |doors| {
            doors
                .form("/staff/requests/{id}/status", ask_status, status)
                .post("/staff/requests/{id}/assign", assigned)
                .post("/staff/requests/{id}/sort", sorted)
                .post("/staff/requests/{id}/incident", incident)
        })
        .staff(LOOKERS, |doors| {
            doors.post("/staff/requests/{id}/watch", watched).post("/staff/requests/{id}/here", present)
        })
}

/// The request's page after an action on it: with what was done, or with why it was not.
pub(super) async fn answered<T>(
    staff: &Staff,
    id: Uuid,
    outcome: Outcome<T, RequestRefusal>,
    said: String,
) -> Result<Done, Halt> {
    match outcome.unless_broken()? {
        Ok(_) => Ok(staff.visit.go_saying(&at(id, ""), said)),
        Err(refusal @ (RequestRefusal::NotFound | RequestRefusal::NotAllowed(_))) => Err(Halt::refused(refusal)),
        Err(refusal) => {
            let seen = seen(staff, id).await?;
            let nothing = (&Typed::default(), &FormErrors::new());
            staff.visit.show_refused(&refusal, &page(staff, &seen, nothing, Some(&refusal), false).await?)
        }
    }
}

/// What was typed for another status.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct TypedStatus {
    status: String,
    reason: String,
    target: String,
    message: String,
    version: String,
}

async fn ask_status(staff: Staff, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let seen = seen(&staff, id).await?;
    let version = seen.row().version.to_string();
    let typed = TypedStatus { status: asked.get("to"), version, ..TypedStatus::default() };
    staff.visit.show(&status_page(&staff, &seen, &typed, &FormErrors::new())?)
}

fn status_page(staff: &Staff, seen: &Seen<Looked>, typed: &TypedStatus, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang, row) = (&staff.visit, staff.visit.lang(), seen.row());
    let t = texts(lang);
    let to = Status::from_word(&typed.status).ok_or(Halt::NotFound)?;
    let title = step_name(to, lang);
    let reasons = CancelReason::ALL.map(|reason| Choice::new(reason.word(), reason.name(lang)));
    let mut form = PanelForm::new(at(row.id, "status"))
        .alone()
        .field(&Field::hidden("status", to.word()))
        .field(&Field::hidden("version", typed.version.as_str()));
    match needs(row.status, to, By::Staff) {
        Some(Needs::Reason) => {
            let choices = Choices::one("reason", t.msg_reason(), reasons).values(&[&typed.reason]).errors(errors);
            form = form.field(&choices);
        }
        Some(Needs::Target) => {
            let target =
                Field::text("target", t.msg_staff_target()).hint(t.msg_staff_target_hint()).value(&typed.target);
            form = form.field(&target.errors(errors));
        }
        _ => {}
    }
    let message = TextArea::new("message", t.msg_staff_status_message()).hint(t.msg_staff_status_message_hint());
    let form = form
        .field(&message.value(&typed.message).optional(lang).errors(errors))
        .button(Button::submit(title.as_str()).primary())
        .button(Button::link(t.msg_staff_back(), at(row.id, "")));
    let above = [(t.msg_requests(), Requests::AT.to_owned()), (row.number.clone(), at(row.id, ""))];
    let head = PageHead::new(title.as_str()).crumbs(lang, above);
    Ok(Sheet::new(visit, title, head).narrow().errors(errors).with(&form))
}

async fn status(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<TypedStatus>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let input = SetStatus {
        status: typed.status.clone(),
        reason: typed.reason.clone(),
        target: typed.target.clone(),
        message: typed.message.clone(),
        version: typed.version.parse().ok(),
    };
    let set = set_status(&visit.cx, id, &input).await;
    let done = async |()| Ok(visit.go_saying(&at(id, ""), texts(visit.lang()).msg_staff_status_set()));
    let again = async |errors: FormErrors| {
        let seen = seen(&staff, id).await?;
        // Whoever has read that it was changed may do it all the same.
        let typed = TypedStatus { version: seen.row().version.to_string(), ..typed.clone() };
        status_page(&staff, &seen, &typed, &errors)
    };
    visit.answer(set, done, again).await
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct TypedAssign {
    to: String,
    version: String,
}

async fn assigned(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<TypedAssign>) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let (to, said) = match typed.to.as_str() {
        "me" => (To::Me, t.msg_staff_taken_by_you()),
        "nobody" => (To::Nobody, t.msg_staff_released()),
        other => (To::Colleague(Uuid::parse_str(other).unwrap_or_default()), t.msg_staff_assigned()),
    };
    let done = assign(&staff.visit.cx, id, to, typed.version.parse().ok()).await;
    answered(&staff, id, done, said).await
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct TypedSort {
    queue: String,
    work: String,
    version: String,
}

async fn sorted(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<TypedSort>) -> Result<Done, Halt> {
    let input = Sort {
        queue: Uuid::parse_str(&typed.queue).ok(),
        work: Work::from_word(&typed.work),
        version: typed.version.parse().ok(),
    };
    let done = sort(&staff.visit.cx, id, input).await;
    answered(&staff, id, done, texts(staff.visit.lang()).msg_staff_saved()).await
}

async fn incident(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let done = take_incident(&staff.visit.cx, id).await;
    answered(&staff, id, done, texts(staff.visit.lang()).msg_staff_taken_by_you()).await
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct TypedWatch {
    follows: String,
}

async fn watched(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<TypedWatch>) -> Result<Done, Halt> {
    let (t, follows) = (texts(staff.visit.lang()), typed.follows == "true");
    let done = watch(&staff.visit.cx, id, follows).await;
    answered(&staff, id, done, if follows { t.msg_staff_follows() } else { t.msg_staff_follows_not() }).await
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Present {
    writing: String,
    version: String,
}

/// An open page says that it is open; the answer says who else is there, in a sentence each, and whether the request has changed since.
async fn present(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<Present>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let others = match here(&visit.cx, id, sent.writing == "true").await.unless_broken()? {
        Ok(others) => others,
        Err(refusal) => return Err(Halt::refused(refusal)),
    };
    let mut lines = in_sentences(&staff, &others).await?;
    if let Ok(version) = sent.version.parse::<i64>()
        && has_changed(visit.cx.read(), id, version).await?
    {
        lines.push(texts(visit.lang()).msg_staff_changed_meanwhile());
    }
    let text = lines.join("\n");
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    Ok(Done::from((kind, text).into_response()))
}

/// Who is there, a sentence each.
async fn in_sentences(staff: &Staff, others: &[request_viewer::Model]) -> Result<Vec<String>, Halt> {
    let t = texts(staff.visit.lang());
    let names = staff_names(&staff.visit.cx, others.iter().map(|one| one.staff_id)).await?;
    let sentence = |one: &request_viewer::Model| {
        let name = names.get(&one.staff_id).cloned().unwrap_or_else(|| t.msg_support());
        if one.writing { t.msg_staff_colleague_writes(name) } else { t.msg_staff_colleague_looks(name) }
    };
    Ok(others.iter().map(sentence).collect())
}

/// Who else is there; and where the script of the page says that it is open, which says it anew.
pub(super) async fn presence(staff: &Staff, row: &request::Model) -> Result<Presence, Halt> {
    let (cx, t) = (&staff.visit.cx, texts(staff.visit.lang()));
    let others = others(cx, cx.read(), row.id).await?;
    let lines = in_sentences(staff, &others).await?;
    Ok(Presence::new(at(row.id, "here"), t.msg_staff_colleagues(), row.version, lines))
}

/// Whose it is, in which queue, how far.
pub(super) async fn panel(staff: &Staff, seen: &Seen<Looked>, may_act: bool) -> Result<Panel, Halt> {
    let (visit, lang, row) = (&staff.visit, staff.visit.lang(), seen.row());
    let (cx, t) = (&visit.cx, texts(lang));
    let queues = open_queues(cx).await?;
    let following = watchers(cx, seen).await?;
    let names = staff_names(cx, following.iter().copied().chain(row.assignee_id)).await?;
    let name = |id: Uuid| names.get(&id).cloned().unwrap_or_else(|| t.msg_support());
    let queue = queues.iter().find(|queue| Some(queue.id) == row.queue_id).map(|queue| queue.name.clone());
    let followers: Vec<String> = following.iter().map(|id| name(*id)).collect();
    let facts = KeyValues::new()
        .row(t.msg_staff_assignee(), row.assignee_id.map_or_else(Cell::none, |id| Cell::text(name(id))))
        .row(t.msg_staff_queue(), queue.map_or_else(Cell::none, Cell::text))
        .row(t.msg_staff_work(), Cell::text(row.work.name(lang)))
        .row(
            t.msg_staff_followers(),
            if followers.is_empty() { Cell::none() } else { Cell::text(followers.join(", ")) },
        );
    let follows = following.contains(&staff.session.staff);
    let watch = Button::post(if follows { t.msg_staff_unfollow() } else { t.msg_staff_follow() }, at(row.id, "watch"))
        .with("follows", if follows { "false" } else { "true" })
        .small();
    let panel = Panel::new(t.msg_staff_work_title()).button(Some(watch)).with(&facts);
    if !may_act {
        return Ok(panel);
    }
    let queues = queues.into_iter().map(|queue| Choice::new(queue.id.to_string(), queue.name));
    let chosen = row.queue_id.map(|id| id.to_string()).unwrap_or_default();
    let work = Work::ALL.map(|work| Choice::new(work.word(), work.name(lang)));
    let form = PanelForm::new(at(row.id, "sort"))
        .unguarded()
        .field(&Field::hidden("version", row.version.to_string()))
        .field(&Select::new("queue", t.msg_staff_queue(), queues).first(t.msg_staff_queue_none()).value(&chosen))
        .field(&Select::new("work", t.msg_staff_work(), work).value(row.work.word()))
        .submit(t.msg_staff_save());
    let colleague = Button::post(t.msg_staff_assign_colleague(), at(row.id, "colleague")).small();
    Ok(panel.with(&form).with(&gatehouse_web::frames::Actions::new([colleague])))
}
