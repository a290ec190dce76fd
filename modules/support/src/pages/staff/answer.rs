//! What support writes into a request: the answer, and the note that only staff see. Each form has files of its own, so that none of a note goes with an
//! answer (SUP-5, SUP-17).

use super::answers;
use super::request::{at, page, seen};
use crate::actions::answer_as_staff::{Note, StaffAnswer, add_note, answer_as_staff};
use crate::actions::begin_file::{FileRefusal, remove_file};
use crate::actions::begin_staff_file::begin_staff_file;
use crate::model::files::{FILE, of_staff};
use crate::model::message::Audience;
use crate::model::transition::{By, Needs, next};
use crate::pages::send::MOST;
use crate::queries::staff::Looked;
use crate::rights::AGENTS;
use crate::texts;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Request, State};
use axum::handler::Handler as _;
use axum::http::header;
use axum::response::Response;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::Uuid;
use gatehouse_files::uploads::{MOST_BYTES, of_message};
use gatehouse_files::{FileName, ScanState, has_scanner, upload_address};
use gatehouse_web::frames::{Actions, Fold, Panel, PanelForm};
use gatehouse_web::query::Ids;
use gatehouse_web::uploads::{FormFiles, created};
use gatehouse_web::view::*;
use gatehouse_web::{AppState, Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().staff(AGENTS, |doors| {
        doors
            .post("/staff/requests/{id}/answer", answer.layer(DefaultBodyLimit::max(MOST)))
            .post("/staff/requests/{id}/answer/files", of_answer)
            .post("/staff/requests/{id}/note", note.layer(DefaultBodyLimit::max(MOST)))
            .post("/staff/requests/{id}/note/files", of_note)
    })
}

/// What was typed into either form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub text: String,
    pub becomes: String,
    pub version: String,
    /// The canned answer that it was made of.
    pub canned: String,
    /// The sender vouches for the files.
    pub confirm: String,
    /// The text of the note.
    pub note: String,
    /// A file that is taken back.
    pub remove: String,
    /// The address of somebody who is to be added.
    pub email: String,
}

async fn answer(staff: Staff, State(app): State<AppState>, Ids([id]): Ids<1>, request: Request) -> Result<Done, Halt> {
    sent(&staff, &app, id, request, Audience::Public).await
}

async fn note(staff: Staff, State(app): State<AppState>, Ids([id]): Ids<1>, request: Request) -> Result<Done, Halt> {
    sent(&staff, &app, id, request, Audience::Internal).await
}

async fn of_answer(staff: Staff, Ids([id]): Ids<1>, request: Request) -> Result<Response, Halt> {
    Ok(begun(&staff, id, Audience::Public, request).await)
}

async fn of_note(staff: Staff, Ids([id]): Ids<1>, request: Request) -> Result<Response, Halt> {
    Ok(begun(&staff, id, Audience::Internal, request).await)
}

async fn begun(staff: &Staff, id: Uuid, audience: Audience, request: Request) -> Response {
    let cx = &staff.visit.cx;
    created(cx, &FILE, MOST_BYTES, request, async |said| {
        begin_staff_file(cx, id, audience, said.name, said.length).await
    })
    .await
}

async fn sent(staff: &Staff, app: &AppState, id: Uuid, request: Request, audience: Audience) -> Result<Done, Halt> {
    let (visit, cx, t) = (&staff.visit, &staff.visit.cx, texts(staff.visit.lang()));
    let (typed, files) = read(cx, app, id, request, audience).await?;
    let again = async |errors: FormErrors| {
        let errors = match audience {
            Audience::Public => errors,
            Audience::Internal => errors.moved("text", "note").moved("file", NOTE_FILES),
        };
        let seen = seen(staff, id).await?;
        page(staff, &seen, (&typed, &errors), None, false).await
    };
    if let Err(refusal) = files {
        return visit.again(&refusal, again).await;
    }
    if let Ok(removed) = Uuid::parse_str(&typed.remove) {
        remove_file(cx, of_staff(cx, id, staff.session.staff, audience), removed).await?;
        return visit.show(&again(FormErrors::new()).await?);
    }
    let (outcome, said) = match audience {
        Audience::Internal => (add_note(cx, id, &Note { text: typed.note.clone() }).await, t.msg_staff_note_added()),
        Audience::Public => {
            let input = StaffAnswer {
                text: typed.text.clone(),
                becomes: typed.becomes.clone(),
                version: typed.version.parse().ok(),
                canned: Uuid::parse_str(&typed.canned).ok(),
                vouches: typed.confirm == "true",
            };
            (answer_as_staff(cx, id, &input).await, t.msg_staff_answer_sent())
        }
    };
    let done = async |_| Ok(visit.go_saying(&at(id, ""), said));
    visit.answer(outcome, done, again).await
}

/// The fields, and the files of a browser without script.
async fn read(
    cx: &Cx,
    app: &AppState,
    id: Uuid,
    request: Request,
    audience: Audience,
) -> Result<(Typed, Result<(), FileRefusal>), Halt> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/")) {
        let Posted(typed) = Posted::<Typed>::from_request(request, app).await?;
        return Ok((typed, Ok(())));
    }
    let room = |name: FileName, most: u64| begin_staff_file(cx, id, audience, name, most);
    let (form, files) = FormFiles::read(cx, app, &FILE, request, room).await?;
    let text = |name: &str| form.field(name).to_owned();
    let typed = Typed {
        text: text("text"),
        becomes: text("becomes"),
        version: text("version"),
        canned: text("canned"),
        confirm: text("confirm"),
        note: text("note"),
        remove: text("remove"),
        email: String::new(),
    };
    Ok((typed, files))
}

/// The field of the files of a note.
const NOTE_FILES: &str = "note_file";

/// The field of its files, and whether one of them will never be found clean.
async fn uploads(
    staff: &Staff,
    id: Uuid,
    audience: Audience,
    errors: &FormErrors,
) -> Result<(UploadField, bool), Halt> {
    let (cx, lang) = (&staff.visit.cx, staff.visit.lang());
    let coming = of_message(cx, of_staff(cx, id, staff.session.staff, audience)).await?;
    let is_closed = coming.iter().any(|one| one.scan == ScanState::NotScannable);
    let coming: Vec<_> =
        coming.into_iter().map(|one| (upload_address(cx, one.id), one)).map(|(at, one)| (one, at)).collect();
    let (name, to) = match audience {
        Audience::Public => ("file", at(id, "answer")),
        Audience::Internal => (NOTE_FILES, at(id, "note")),
    };
    let label = match audience {
        Audience::Public => texts(lang).msg_vouch_answer_files(),
        Audience::Internal => texts(lang).msg_vouch_note_files(),
    };
    let field = UploadField::new(lang, name, label, format!("{to}/files")).remove(to);
    Ok((field.coming(&coming, has_scanner(cx)).errors(errors), is_closed))
}

/// The form of an answer.
pub(super) async fn answer_form(
    staff: &Staff,
    seen: &Seen<Looked>,
    (typed, errors): (&Typed, &FormErrors),
) -> Result<Panel, Halt> {
    let (visit, lang, row) = (&staff.visit, staff.visit.lang(), seen.row());
    let t = texts(lang);
    let mut steps = vec![Choice::new("", t.msg_staff_answer_stays(row.status.name_for_staff(lang)))];
    steps.extend(
        next(row.status, By::Staff)
            .filter(|step| matches!(step.needs, Needs::PublicMessage | Needs::Solution))
            .map(|step| Choice::new(step.to.word(), step.to.name_for_staff(lang))),
    );
    let (files, is_closed) = uploads(staff, row.id, Audience::Public, errors).await?;
    let mut form = PanelForm::new(at(row.id, "answer"))
        .with_file()
        .field(&Field::hidden("version", row.version.to_string()))
        .field(&Field::hidden("canned", typed.canned.as_str()))
        .field(&TextArea::new("text", t.msg_staff_answer()).rows(8).value(&typed.text).errors(errors))
        .field(&Select::new("becomes", t.msg_staff_answer_becomes(), steps).value(&typed.becomes).errors(errors));
    if is_closed || !has_scanner(&visit.cx) {
        let confirm = Checkbox::new("confirm", t.msg_vouch_confirm()).hint(t.msg_vouch_confirm_hint());
        form = form.field(&confirm.checked(typed.confirm == "true").errors(errors));
    }
    let form = form.field(&files).button(Button::submit(t.msg_staff_answer_send()).icon(Icon::Send).primary());
    let ways = answers::ways(visit, row.id).await?;
    Ok(Panel::new(t.msg_staff_answer()).id("answer").with(&form).with(&Actions::new(ways)))
}

/// That of a note; `is_beside`: beside an answer's, and closed until it is wanted.
pub(super) async fn note_form(
    staff: &Staff,
    seen: &Seen<Looked>,
    (typed, errors): (&Typed, &FormErrors),
    is_beside: bool,
) -> Result<Markup, Halt> {
    let (t, id) = (texts(staff.visit.lang()), seen.row().id);
    let (files, _) = uploads(staff, id, Audience::Internal, &errors.clone().without("file")).await?;
    let form = PanelForm::new(at(id, "note"))
        .with_file()
        .field(&TextArea::new("note", t.msg_staff_note()).value(&typed.note).errors(errors))
        .field(&files)
        .button(Button::submit(t.msg_staff_note_add()));
    let is_open = !typed.note.is_empty() || errors.of("note").is_some() || errors.of(NOTE_FILES).is_some();
    Ok(if is_beside {
        Markup::of(&Fold::new(t.msg_staff_note()).open(is_open).with(&form))
    } else {
        Markup::of(&Panel::new(t.msg_staff_note()).id("answer").with(&form))
    })
}
