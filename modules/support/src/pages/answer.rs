//! Answering a request with text and files (SUP-12).

use super::request::page;
use super::send::MOST;
use super::side::Side;
use crate::actions::accept_provision::accept_provision;
use crate::actions::answer::{Answer, answer};
use crate::actions::begin_file::{FileOf, begin_file, remove_file};
use crate::actions::save_draft::{SaveDraft, save_answer};
use crate::model::files::{FILE, of_answer};
use crate::rights::Visible;
use crate::texts;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler as _;
use gatehouse_core::{Refusal, Uuid};
use gatehouse_files::uploads::of_message;
use gatehouse_files::{FileName, has_scanner, upload_address};
use gatehouse_web::query::Ids;
use gatehouse_web::uploads::FormFiles;
use gatehouse_web::view::{FormErrors, UploadField};
use gatehouse_web::{AppState, Customer, Done, Doors, Halt, UnlessBroken as _};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors
            .post("/requests/{request}/answer", send.layer(DefaultBodyLimit::max(MOST)))
            .post("/c/{company}/requests/{request}/answer", send.layer(DefaultBodyLimit::max(MOST)))
    })
}

/// The field of its files.
pub(super) async fn uploads(
    customer: &Customer,
    side: &Side,
    seen: &Visible,
    errors: &FormErrors,
) -> Result<UploadField, Halt> {
    let (cx, lang) = (&customer.visit.cx, customer.visit.lang());
    let coming = of_message(cx, of_answer(cx, seen.row().id, side.account())).await?;
    let coming: Vec<_> =
        coming.into_iter().map(|one| (upload_address(cx, one.id), one)).map(|(at, one)| (one, at)).collect();
    let here = side.at(&format!("/{}", seen.row().id));
    let field = UploadField::new(lang, "file", texts(lang).msg_ask_files(), format!("{here}/files"));
    Ok(field.coming(&coming, has_scanner(cx)).remove(format!("{here}/answer")).errors(errors))
}

async fn send(
    customer: Customer,
    State(app): State<AppState>,
    Ids([id]): Ids<1>,
    request: Request,
) -> Result<Done, Halt> {
    let side = Side::of(&customer).await?;
    let cx = customer.visit.cx.clone();
    side.request(&cx, id).await?;
    let (at, company) = (&cx, side.company());
    let room = |name: FileName, most: u64| begin_file(at, company, FileOf::Answer(id), name, most);
    let (sent, files) = FormFiles::read(&cx, &app, &FILE, request, room).await?;
    let text = sent.field("text");
    if let Err(refusal) = files {
        return again(&customer, &side, id, text, &refusal).await;
    }
    let here = side.at(&format!("/{id}"));
    if sent.field("act") == "send" {
        let input = Answer { text: text.to_owned() };
        return match answer(&cx, company, id, &input).await.unless_broken()? {
            Ok(_) => Ok(customer.visit.go_saying(&here, texts(customer.visit.lang()).msg_req_answered())),
            Err(refusal) => again(&customer, &side, id, text, &refusal).await,
        };
    }
    if let Ok(removed) = Uuid::parse_str(sent.field("remove")) {
        remove_file(&cx, of_answer(&cx, id, side.account()), removed).await?;
    }
    if sent.field("act") == "accept" {
        accept_provision(&cx).await?;
    }
    keep(&cx, company, id, text).await?;
    let there = format!("{here}#answer");
    Ok(match sent.field("act") {
        "save" => customer.visit.go_saying(&there, texts(customer.visit.lang()).msg_ask_saved()),
        _ => customer.visit.go(&there),
    })
}

/// What was typed so far is kept with the request; that it cannot be is no reason to say no.
async fn keep(cx: &gatehouse_context::Cx, company: Option<Uuid>, id: Uuid, text: &str) -> Result<(), Halt> {
    if !text.is_empty() {
        let form = serde_json::json!({ "text": text });
        let draft = SaveDraft { draft: None, category: None, form, version: None, begins: false };
        let _ = save_answer(cx, company, id, &draft).await.unless_broken()?;
    }
    Ok(())
}

async fn again(customer: &Customer, side: &Side, id: Uuid, typed: &str, refusal: &dyn Refusal) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let seen = side.request(&visit.cx, id).await?;
    let errors = FormErrors::of_refusal(refusal, visit.lang());
    visit.show_refused(refusal, &page(customer, side, &seen, (typed, false), &errors).await?)
}
