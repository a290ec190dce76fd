//! Files that people send, and get: the doors of the kit `files` (SUP-5).
//!
//! - An upload has an address of its own, `/uploads/…` ([`gatehouse_files::upload_address`]), at which tus 1.0 is spoken. Whoever knows it may go on
//!   with that upload and nothing else, so it needs no session.
//! - A module's own door begins one: its handler checks who may, and calls [`created`]. A form without script is read by [`FormFiles`].
//! - [`crate::view::UploadField`] is the field of a form. With script files go on after a lost connection and a reload; without, they are sent with the
//!   form, up to [`WITHOUT_SCRIPT`].
//! - `/send/…` is the page of an upload link, `/uploads/by/…` where its files go, also by `curl -T`.
//! - `/f/…` gives files out, on their own origin alone. The module says by [`FileRights`] who may have files of its purpose, asked at the moment
//!   of use.

mod doors;
mod fetch;
mod form;
mod link;
mod send;

pub use fetch::{FileRights, fetch_address};
pub use form::FormFiles;

pub(crate) use doors::doors;
pub(crate) use fetch::AllFileRights;

use crate::halt::{Halt, Problem};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, Uuid};
use gatehouse_files::tus::{self, Announced};
use gatehouse_files::{Purpose, upload_address};

/// The most bytes of a file that is sent with its form, for browsers without script.
pub const WITHOUT_SCRIPT: u64 = 50 << 20;

/// Whether a request carries a file: it is waited for as long as it comes.
pub(crate) fn carries_file(headers: &HeaderMap, path: &str) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map_or(b"".as_slice(), HeaderValue::as_bytes);
    kind == tus::BYTES.as_bytes() || kind.starts_with(b"multipart/form-data") || path.starts_with("/uploads/by/")
}

/// Answers a creation (`POST`, tus): reads what is announced, up to `most` bytes, and lets `begin` judge it and make room for it
/// ([`gatehouse_files::uploads::begin`]), in its own transaction. Every answer is one of the protocol; problems are problem details.
pub async fn created<R: Refusal + 'static>(
    cx: &Cx,
    purpose: &Purpose,
    most: u64,
    request: Request,
    begin: impl AsyncFnOnce(Announced) -> Outcome<Uuid, R>,
) -> Response {
    let (parts, body) = request.into_parts();
    let answer = async {
        let said = tus::announced(&parts.headers, most).map_err(Halt::refused)?;
        let id = begin(said).await?;
        let address = upload_address(cx, id);
        Ok::<_, Halt>(tus::created(cx, purpose, id, &address, &parts.headers, body).await?)
    };
    answered(cx, answer.await)
}

/// An answer of the protocol.
fn answered(cx: &Cx, answer: Result<Response<Body>, Halt>) -> Response {
    let mut answer = answer.unwrap_or_else(|halt| problem(cx, &halt));
    let status = answer.status();
    tus::mark(answer.headers_mut(), status);
    answer
}

/// As problem details, also on pages: a program reads them.
fn problem(cx: &Cx, halt: &Halt) -> Response {
    let Halt::Refused(refusal) = halt else { return halt.clone().into_response() };
    let status = halt.status();
    let problem = Problem::of(refusal.as_ref(), cx.lang, format!("urn:uuid:{}", cx.request));
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))];
    let status = StatusCode::from_u16(status.as_u16()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    (status, kind, Body::from(body)).into_response()
}
