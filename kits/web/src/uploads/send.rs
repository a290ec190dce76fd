//! `/send/…`: the page of an upload link, for somebody who has no session and needs none.

use super::form::FormFiles;
use super::link::{begin, link_of, purpose_of};
use crate::frames::{Card, PanelForm};
use crate::halt::Halt;
use crate::module::AppState;
use crate::view::*;
use crate::visit::{Done, Posted, Visit};
use axum::extract::{FromRequest as _, Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use gatehouse_core::Refusal as _;
use gatehouse_files::links::{self, Link, LinkRefusal};
use gatehouse_files::{has_scanner, upload_address, uploads};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Pin {
    pin: String,
}

/// The link; where there is none, a page that says so.
async fn opened(visit: &Visit, said: &str) -> Result<Result<(Link, bool), Done>, Halt> {
    match link_of(&visit.cx, said).await {
        Err(Halt::Refused(refusal)) if refusal.status() == 404 => {
            let t = crate::texts(visit.lang());
            let card = Card::new(visit, t.msg_send_title(), &FormErrors::new());
            let card = card.lede(LinkRefusal::Unknown.text(visit.lang()));
            Ok(Err(visit.show_as(StatusCode::NOT_FOUND, &card)?))
        }
        found => found.map(Ok),
    }
}

pub(super) async fn show(visit: Visit, Path(said): Path<String>) -> Result<Done, Halt> {
    let (link, is_proven) = match opened(&visit, &said).await? {
        Ok(found) => found,
        Err(done) => return Ok(done),
    };
    let page = page(&visit, &said, &link, is_proven, &FormErrors::new()).await?;
    Ok(visit.show(&page)?.secret())
}

/// The PIN; or files, from a browser without script.
pub(super) async fn sent(
    visit: Visit,
    State(app): State<AppState>,
    Path(said): Path<String>,
    request: Request,
) -> Result<Done, Halt> {
    let cx = visit.cx.clone();
    let (link, is_proven) = match opened(&visit, &said).await? {
        Ok(found) => found,
        Err(done) => return Ok(done),
    };
    let kind = request.headers().get(header::CONTENT_TYPE).map_or(b"".as_slice(), HeaderValue::as_bytes);
    let again = async |errors| page(&visit, &said, &link, is_proven, &errors).await;
    if !kind.starts_with(b"multipart/") {
        let Posted(form) = Posted::<Pin>::from_request(request, &app).await?;
        let token = said.split('.').next().unwrap_or_default();
        let done = async |proof: String| Ok(visit.go(&format!("/send/{token}.{proof}")));
        return visit.answer(links::prove(&cx, &link, &form.pin).await, done, again).await;
    }
    if !is_proven {
        return Ok(visit.go(&format!("/send/{said}")));
    }
    let purpose = purpose_of(&cx, &link)?;
    let (_, left) = links::left(&link);
    let (at, by) = (&cx, &link);
    let room = |name, most: u64| begin(at, by, name, most.min(left));
    let (_, outcome) = FormFiles::read(&cx, &app, &purpose, request, room).await?;
    match outcome {
        Ok(()) => Ok(visit.go_saying(&format!("/send/{said}"), crate::texts(visit.lang()).msg_send_sent())),
        Err(refusal) => visit.again(&refusal, again).await,
    }
}

async fn page(visit: &Visit, said: &str, link: &Link, is_proven: bool, errors: &FormErrors) -> Result<Card, Halt> {
    let (t, cx, here) = (crate::texts(visit.lang()), &visit.cx, format!("/send/{said}"));
    let card = Card::new(visit, t.msg_send_title(), errors).lede(t.msg_send_lede());
    if !is_proven {
        let pin = Field::text("pin", t.msg_send_pin()).hint(t.msg_send_pin_hint()).short().errors(errors);
        return Ok(card.with(&PanelForm::in_card(here).field(&pin).submit(t.msg_send_pin_button())));
    }
    let (files, bytes) = links::left(link);
    if files == 0 || bytes == 0 {
        return Ok(card.lede(t.msg_send_full()));
    }
    let ends = visit.format().date_time(links::ends_at(link));
    let coming = uploads::of_message(cx, link.id).await?;
    let coming: Vec<_> =
        coming.into_iter().map(|one| (upload_address(cx, one.id), one)).map(|(at, one)| (one, at)).collect();
    let create = format!("/uploads/by/{said}");
    let field = UploadField::new(visit.lang(), "file", t.msg_send_field(), create.as_str())
        .most(files, bytes)
        .coming(&coming, has_scanner(cx))
        .errors(errors);
    let form = PanelForm::in_card(here).with_file().field(&field).submit(t.msg_send_button());
    let token = said.split('.').next().unwrap_or_default();
    let command = format!("curl -fT FILE {}/uploads/by/{token}/", cx.app.settings.origin);
    let mut card = card
        .lede(t.msg_send_left(files, sizes(visit.lang(), bytes), ends))
        .with(&form)
        .with(&crate::frames::Paragraph::new(t.msg_send_terminal_text()))
        .with(&CopyBlock::new(visit.lang(), t.msg_send_terminal(), command));
    if link.pin_hash.is_some() {
        card = card.with(&crate::frames::Paragraph::muted(t.msg_send_terminal_pin()));
    }
    Ok(card)
}
