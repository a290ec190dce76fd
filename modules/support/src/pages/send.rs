//! What the form of a new request sends: it is kept as a draft first, whatever becomes of it then.

use super::form::{DraftToken, Form};
use super::sheet::sheet;
use super::side::Side;
use crate::actions::accept_provision::accept_provision;
use crate::actions::begin_file::{FileOf, begin_file, remove_file};
use crate::actions::open_request::open_request;
use crate::actions::save_draft::{DraftRefusal, SaveDraft, drop_draft, save_draft};
use crate::model::files::FILE;
use crate::texts;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler as _;
use gatehouse_core::{Refusal, Uuid};
use gatehouse_files::FileName;
use gatehouse_web::query::{Asked, address};
use gatehouse_web::uploads::FormFiles;
use gatehouse_web::view::FormErrors;
use gatehouse_web::{AppState, Customer, Done, Doors, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

/// Three files of [`gatehouse_web::uploads::WITHOUT_SCRIPT`] bytes each, and the fields: 151 MiB.
pub(super) const MOST: usize = 151 << 20;

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors
            .post("/requests/new", send.layer(DefaultBodyLimit::max(MOST)))
            .post("/c/{company}/requests/new", send.layer(DefaultBodyLimit::max(MOST)))
            .post("/requests/new/drop", throw_away)
            .post("/c/{company}/requests/new/drop", throw_away)
    })
}

async fn send(customer: Customer, State(app): State<AppState>, asked: Asked, request: Request) -> Result<Done, Halt> {
    let side = Side::of(&customer).await?;
    let cx = customer.visit.cx.clone();
    let token = DraftToken::of(&cx, side.account(), asked.raw("draft").unwrap_or_default());
    let draft = token.unwrap_or_else(|| DraftToken::new(&cx));
    let (at, company, of) = (&cx, side.company(), FileOf::Draft(draft.id, draft.begins));
    let room = |name: FileName, most: u64| begin_file(at, company, of, name, most);
    let (sent, files) = FormFiles::read(&cx, &app, &FILE, request, room).await?;
    let form = Form::read(|name| sent.field(name).to_owned());
    let said = (&side, &form, draft);
    if let Err(refusal) = files {
        return again(&customer, said, &refusal).await;
    }
    let kept = SaveDraft {
        draft: Some(draft.id),
        category: form.category(),
        form: form.value(),
        version: None,
        begins: draft.begins,
    };
    let kept = save_draft(&cx, side.company(), &kept).await.unless_broken()?;
    // What was kept is theirs; the id of another one's draft removes nothing.
    if let (Ok(_), Ok(removed)) = (&kept, Uuid::parse_str(sent.field("remove"))) {
        remove_file(&cx, draft.id, removed).await?;
    }
    let act = match sent.field("act") {
        "" if !sent.field("remove").is_empty() => "narrow",
        act => act,
    };
    if act == "send" {
        return open(&customer, said, kept.err()).await;
    }
    if let Err(refusal) = kept {
        return again(&customer, said, &refusal).await;
    }
    if act == "accept" {
        accept_provision(&cx).await?;
    }
    let here = address(&side.at("/new"), &[("draft", &draft.text(&cx, side.account()))]);
    let t = texts(customer.visit.lang());
    Ok(if act == "save" { customer.visit.go_saying(&here, t.msg_ask_saved()) } else { customer.visit.go(&here) })
}

type Said<'a> = (&'a Side, &'a Form, DraftToken);

/// Sends it. Who has no room for a draft sends all the same; who sends it twice is led to what they sent.
async fn open(customer: &Customer, said: Said<'_>, kept: Option<DraftRefusal>) -> Result<Done, Halt> {
    let (side, form, draft) = said;
    let (cx, t) = (&customer.visit.cx, texts(customer.visit.lang()));
    let id = match kept {
        None => Some(draft.id),
        Some(DraftRefusal::TooMany) => None,
        Some(refusal) => {
            if side.viewer(cx)?.see(cx, cx.read(), draft.id).await?.is_some() {
                return Ok(customer.visit.go(&side.at(&format!("/{}", draft.id))));
            }
            return again(customer, said, &refusal).await;
        }
    };
    match open_request(cx, side.company(), &form.input(id)).await.unless_broken()? {
        Ok(opened) => {
            let text = t.msg_ask_sent(opened.number.to_string());
            Ok(customer.visit.go_saying(&side.at(&format!("/{}", opened.id)), text))
        }
        Err(refusal) => again(customer, said, &refusal).await,
    }
}

/// The form once more, with what was typed.
async fn again(customer: &Customer, (side, form, draft): Said<'_>, refusal: &dyn Refusal) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let offered = form.category().filter(|category| category.is_offered(side.asker()));
    let Some(category) = offered else { return Ok(visit.go(&side.at("/new"))) };
    let errors = FormErrors::of_refusal(refusal, visit.lang());
    visit.show_refused(refusal, &sheet(customer, side, category, (form, draft), &errors).await?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Dropped {
    draft: String,
}

async fn throw_away(customer: Customer, Posted(form): Posted<Dropped>) -> Result<Done, Halt> {
    let side = Side::of(&customer).await?;
    if let Ok(draft) = Uuid::parse_str(&form.draft) {
        drop_draft(&customer.visit.cx, draft).await?;
    }
    Ok(customer.visit.go_saying(&side.at(""), texts(customer.visit.lang()).msg_ask_dropped()))
}
