//! The JSON API's side of a handler (ALL-7).
//!
//! - [`ApiDoors`]: a module's operations, and who may call them.
//! - [`Scoped`], [`ApiVisit`]: who calls; [`Change`]: what a program asks to be changed, once.
//! - [`JsonBody`]: a body of a documented shape; [`Once`], [`IfMatch`], [`IfNoneMatch`]: headers in the description.

mod body;
mod caller;
mod change;
pub(crate) mod doors;
mod headers;

pub use body::{JsonBody, is_json};
pub use caller::{ApiVisit, Scoped};
pub use change::{Change, Made, NoBody};
pub use doors::{ApiDoors, Arguments, Operation, WithKey, WithoutKey};
pub use gatehouse_context::{May, Right};
pub use gatehouse_core::Role;
pub use headers::{IfMatch, IfNoneMatch, Once};

use crate::halt::Halt;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gatehouse_context::once::Known;
use gatehouse_context::{Cx, OnceKey};
use gatehouse_core::{Refusal, Uuid};
use gatehouse_db::Paged;
use serde::Serialize;
use std::fmt::Display;

/// What is wrong with a JSON request before any rule was asked.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RequestRefusal {
    /// Not JSON, or not of the documented shape; with the parser's words (they name members, not values).
    #[refusal(400, "request.malformed", request_malformed(it))]
    Malformed(String),
    /// A member of the query that the operation does not have.
    #[refusal(400, "request.query_unknown", request_query_unknown(it))]
    QueryUnknown(String),
    /// A member of the query that came more than once.
    #[refusal(400, "request.query_repeated", request_query_repeated(it))]
    QueryRepeated(String),
    /// Not `application/json`.
    #[refusal(415, "request.not_json", request_not_json)]
    NotJson,
    /// Too large.
    #[refusal(413, "request.too_large", request_too_large)]
    TooLarge,
    /// A value with U+0000, in the address or the body.
    #[refusal(422, "request.null_character", request_null_character)]
    NullCharacter,
    /// The idempotency key was used for another request.
    #[refusal(422, "idempotency.key_reused", idempotency_key_reused)]
    KeyReused,
    /// The API key lacks this scope.
    #[refusal(403, "staff.not_allowed", request_scope_missing(*it))]
    ScopeMissing(&'static str),
    /// The idempotency key is longer than 200 characters or not printable ASCII.
    #[refusal(400, "idempotency.key_invalid", idempotency_key_invalid)]
    KeyInvalid,
}

/// Whether a request with an `Idempotency-Key` is done for the first time.
pub(crate) enum Asked {
    /// Do it with this context.
    First(Cx),
    /// It was done; answer with what it made.
    Again(Uuid),
}

/// Looks the request's `Idempotency-Key` up (draft-ietf-httpapi-idempotency-key-header-07). The action stores it in
/// its own transaction with [`Cx::once`].
pub(crate) async fn once(cx: &Cx, headers: &HeaderMap, operation: &str, body: &[u8]) -> Result<Asked, Halt> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(Asked::First(cx.clone())) };
    let key = key
        .to_str()
        .ok()
        .filter(|k| !k.is_empty() && k.len() <= 200 && k.bytes().all(|byte| (b' '..=b'~').contains(&byte)))
        .ok_or_else(|| Halt::refused(RequestRefusal::KeyInvalid))?;
    let once = OnceKey::new(cx, operation, key, body)?;
    match once.known(cx).await? {
        Known::New => Ok(Asked::First(Cx { once: Some(once), ..cx.clone() })),
        Known::Same(id) => Ok(Asked::Again(id)),
        Known::Other => Err(Halt::refused(RequestRefusal::KeyReused)),
    }
}

/// A JSON answer.
pub fn json<T: Serialize>(status: StatusCode, value: &T) -> Result<Response, Halt> {
    let body = serde_json::to_vec(value)?;
    Ok((status, [(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// A JSON answer with an ETag: the stored version, and behind a hyphen whatever else in the answer changes without a new
/// one.
pub fn json_versioned<T: Serialize>(status: StatusCode, tag: impl Display, value: &T) -> Result<Response, Halt> {
    let mut response = json(status, value)?;
    if let Ok(tag) = format!("\"{tag}\"").parse() {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// The caller has this version already: 304, with the ETag that the whole answer would have (RFC 9110, 15.4.5).
pub fn not_modified(tag: impl Display) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    if let Ok(tag) = format!("\"{tag}\"").parse() {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// Marks a new thing's answer with its address.
#[must_use]
pub fn located(mut response: Response, place: &str) -> Response {
    if let Ok(place) = place.parse() {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// Marks an answer as a replay.
pub(crate) fn replayed(mut response: Response) -> Response {
    response.headers_mut().insert("idempotency-replayed", header::HeaderValue::from_static("true"));
    response
}

/// The version that `If-Match` names: the tag, or what stands before its first hyphen. `None` without the header or with
/// `*`. A weak tag (`W/"…"`) never matches (RFC 9110 §13.1.1).
pub(crate) fn if_match(headers: &HeaderMap) -> Result<Option<i64>, Halt> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let value = value.to_str().unwrap_or("").trim();
    if value == "*" {
        return Ok(None);
    }
    let version = |tag: &str| {
        let tag = tag.trim().strip_prefix('"')?.strip_suffix('"')?;
        tag.split_once('-').map_or(tag, |(version, _)| version).parse().ok()
    };
    // Of several the newest: versions only grow, so the stored one is none of the older that a caller has seen.
    value.split(',').filter_map(version).max().map(Some).ok_or(Halt::PreconditionFailed)
}

/// Whether the caller has the answer of this tag already (`If-None-Match`).
pub fn is_current(headers: &HeaderMap, tag: impl Display) -> bool {
    let current = tag.to_string();
    headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).is_some_and(|v| {
        v.trim() == "*" || v.split(',').any(|tag| tag.trim().trim_start_matches("W/").trim_matches('"') == current)
    })
}

/// A page of a list (ALL-7): rows and the cursors around them.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ApiPage<T> {
    /// The rows.
    pub items: Vec<T>,
    /// For `?after=`: the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "AZmgwn0AcACAAAAAAAAABA")]
    pub next: Option<String>,
    /// For `?before=`: the previous page; absent on the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "AZmgwn0AcACAAAAAAAAAAg")]
    pub previous: Option<String>,
}

impl<T> ApiPage<T> {
    /// A page of rows, each as the API tells it.
    pub fn of<R>(page: Paged<R>, told: impl FnMut(R) -> T) -> Self {
        let page = page.map(told);
        Self { items: page.items, next: page.next, previous: page.previous }
    }
}
