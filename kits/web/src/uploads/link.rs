//! `/uploads/by/…`: where the files of an upload link go, by tus or by one request of `curl -T`.

use super::doors::unknown;
use super::{answered, created};
use crate::api::ApiVisit;
use crate::halt::Halt;
use crate::module::AppState;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Uuid};
use gatehouse_files::links::{self, Link, LinkRefusal};
use gatehouse_files::{FileName, Purpose, Purposes, UploadRefusal, tus, uploads};

/// Where a program says the PIN.
const PIN: &str = "upload-pin";

/// A link and whether its PIN is proven: `TOKEN`, or `TOKEN.PROOF` after a page has asked for it.
pub(super) async fn link_of(cx: &Cx, said: &str) -> Result<(Link, bool), Halt> {
    let (token, proof) = said.split_once('.').map_or((said, None), |(token, proof)| (token, Some(proof)));
    let Some(link) = links::find(cx, token).await? else { return Err(unknown(cx)) };
    let is_proven = links::is_proven(cx, &link, proof);
    Ok((link, is_proven))
}

/// The same for a program, which says the PIN itself.
async fn opened(cx: &Cx, said: &str, headers: &HeaderMap) -> Result<Link, Halt> {
    let (link, is_proven) = link_of(cx, said).await?;
    if !is_proven {
        let pin = headers.get(PIN).and_then(|pin| pin.to_str().ok());
        let pin = pin.ok_or_else(|| Halt::refused(LinkRefusal::WrongPin))?;
        links::prove(cx, &link, pin).await?;
    }
    Ok(link)
}

pub(super) fn purpose_of(cx: &Cx, link: &Link) -> Result<Purpose, Halt> {
    Ok(cx.service::<Purposes>()?.of(&link.purpose)?)
}

pub(super) async fn begin(cx: &Cx, link: &Link, name: FileName, length: u64) -> Outcome<Uuid, UploadRefusal> {
    let tx = cx.begin().await?;
    let id = links::begin(cx, &tx, link, name, length).await?;
    tx.commit().await?;
    Ok(id)
}

pub(super) async fn create(State(app): State<AppState>, Path(said): Path<String>, request: Request) -> Response<Body> {
    let parts = request.headers().clone();
    let method = request.method().clone();
    let (head, body) = request.into_parts();
    let ApiVisit(cx) = ApiVisit::of(&head, &app);
    if method == Method::OPTIONS {
        return tus::capabilities();
    }
    let opened = async {
        if method != Method::POST {
            return Err(Halt::BadRequest);
        }
        let link = opened(&cx, &said, &parts).await?;
        let purpose = purpose_of(&cx, &link)?;
        Ok((link, purpose))
    };
    let (link, purpose) = match opened.await {
        Ok(opened) => opened,
        Err(halt) => return answered(&cx, Err(halt)),
    };
    let (_, most) = links::left(&link);
    let request = Request::from_parts(head, body);
    created(&cx, &purpose, most, request, async |said| begin(&cx, &link, said.name, said.length).await).await
}

/// One request is one file. What breaks off is discarded, and the command can be run again.
pub(super) async fn put(
    State(app): State<AppState>,
    Path((said, name)): Path<(String, String)>,
    request: Request,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let ApiVisit(cx) = ApiVisit::of(&parts, &app);
    let answer = async {
        if parts.method != Method::PUT {
            return Err(Halt::BadRequest);
        }
        let link = opened(&cx, &said, &parts.headers).await?;
        let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let (_, most) = links::left(&link);
        let id = begin(&cx, &link, FileName::clean(&name), length.unwrap_or(most)).await?;
        uploads::take_whole(&cx, &purpose_of(&cx, &link)?, id, body.into_data_stream()).await?;
        let told = match uploads::receipt(&cx, id).await? {
            Some((size, hash)) => format!("{}  {size} bytes\n", tus::hex(&hash)),
            None => String::new(),
        };
        let mut answer = Response::new(Body::from(told));
        *answer.status_mut() = StatusCode::CREATED;
        answer.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/plain"));
        Ok(answer)
    };
    answered(&cx, answer.await)
}
