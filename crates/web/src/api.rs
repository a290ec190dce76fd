//! The JSON API's side of a handler (ALL-7).

use crate::halt::Halt;
use crate::module::AppState;
use crate::null;
use crate::session::SharedApiKeys;
use crate::visit::anonymous;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gatehouse_core::{Actor, Refusal, Uuid};
use gatehouse_db::once::Known;
use gatehouse_db::{Cx, OnceKey};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::marker::PhantomData;

/// A program without a key: a product. Its operations prove themselves otherwise.
pub struct ApiVisit(pub Cx);

impl FromRequestParts<AppState> for ApiVisit {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        Ok(Self(anonymous(parts, app)))
    }
}

/// A program with an API key.
pub struct ApiCaller {
    /// The context; its actor is the key.
    pub cx: Cx,
    scopes: Vec<String>,
}

impl FromRequestParts<AppState> for ApiCaller {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        let mut cx = anonymous(parts, app);
        let key = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|v| v.to_str().ok())
            .and_then(bearer)
            .filter(|key| key.len() <= 200)
            .ok_or(Halt::Unauthorized)?;
        let (id, scopes) = cx.service::<SharedApiKeys>()?.find(&cx, key.trim()).await?.ok_or(Halt::Unauthorized)?;
        cx.actor = Actor::ApiKey { id, scopes: scopes.clone() };
        Ok(Self { cx, scopes })
    }
}

/// The credentials of the scheme `Bearer`, in any case (RFC 9110 §11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, credentials) = value.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(credentials)
}

impl ApiCaller {
    /// Only for keys with this scope; the refusal names it.
    pub fn scope(&self, scope: &'static str) -> Result<(), Halt> {
        if self.scopes.iter().any(|s| s == scope) {
            Ok(())
        } else {
            Err(Halt::refused(RequestRefusal::ScopeMissing(scope)))
        }
    }
}

/// What an operation needs of a key, as a type.
pub trait Scope {
    /// As keys have it, such as `orders:write`.
    const NAME: &'static str;
}

/// Declares what the operations of a module ask of API keys: `Type = "word", message;`. The first line names the module's texts.
#[macro_export]
macro_rules! scopes {
    ($texts:path; $($(#[$doc:meta])* $name:ident = $word:literal, $text:ident;)+) => {
        $(
            $(#[$doc])*
            pub enum $name {}

            impl $crate::api::Scope for $name {
                const NAME: &'static str = $word;
            }
        )+

        /// Every scope of this module, with the text by which staff choose it for a key.
        pub(crate) const SCOPES: $crate::Words = &[$(($word, |lang| $texts(lang).$text())),+];
    };
}

/// A program whose API key has this scope. It stands before the body among a handler's arguments, which are taken in their
/// order: so a body that the key may not send is neither read nor parsed.
pub struct Scoped<S> {
    /// The context; its actor is the key.
    pub cx: Cx,
    scope: PhantomData<fn() -> S>,
}

impl<S: Scope> FromRequestParts<AppState> for Scoped<S> {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        let caller = ApiCaller::from_request_parts(parts, app).await?;
        caller.scope(S::NAME)?;
        Ok(Self { cx: caller.cx, scope: PhantomData })
    }
}

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

/// A JSON body of a documented shape, with its bytes for the idempotency key. Unknown members are
/// refused where the type says `deny_unknown_fields`.
pub struct JsonBody<T> {
    /// The value.
    pub value: T,
    /// The body as it came.
    pub bytes: Bytes,
}

impl<T: DeserializeOwned> FromRequest<AppState> for JsonBody<T> {
    type Rejection = Halt;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Halt> {
        let is_json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .is_some_and(|v| v.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return Err(Halt::refused(RequestRefusal::NotJson));
        }
        let bytes = Bytes::from_request(request, app).await.map_err(|rejection| {
            match Halt::unread(rejection.status(), &rejection) {
                Halt::TooLarge => Halt::refused(RequestRefusal::TooLarge),
                halt => halt,
            }
        })?;
        if null::in_json(&bytes) {
            return Err(Halt::refused(RequestRefusal::NullCharacter));
        }
        match read(&bytes) {
            Ok(value) => Ok(Self { value, bytes }),
            Err(why) => Err(Halt::refused(RequestRefusal::Malformed(why))),
        }
    }
}

/// The value, or what is wrong with the text: the member, where there is one.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let error = match serde_path_to_error::deserialize(&mut deserializer) {
        Ok(value) => return deserializer.end().map(|()| value).map_err(|error| describe("", &error)),
        Err(error) => error,
    };
    // `618.0` is an integer too (JSON Schema 2020-12, 4.2.3), and our parser of integers does not take it.
    if let Ok(mut whole) = serde_json::from_slice(bytes)
        && made_whole(&mut whole)
        && let Ok(value) = serde_json::from_value(whole)
    {
        return Ok(value);
    }
    let path = error.path().to_string();
    Err(describe(&path, error.inner()))
}

/// Writes numbers such as `618.0` as integers; says whether there was one.
fn made_whole(value: &mut serde_json::Value) -> bool {
    use serde_json::Value;
    match value {
        Value::Number(number) => {
            // Up to 2^53 a fraction of zero says which integer is meant.
            let whole =
                number.as_f64().filter(|n| number.is_f64() && n.fract() == 0.0 && n.abs() <= 9_007_199_254_740_992.0);
            #[expect(clippy::cast_possible_truncation, reason = "a whole number within 2^53")]
            if let Some(whole) = whole {
                *number = (whole as i64).into();
                return true;
            }
            false
        }
        // Each of them, also behind the first that is changed.
        Value::Array(items) => items.iter_mut().filter_map(|item| made_whole(item).then_some(())).count() > 0,
        Value::Object(members) => {
            members.values_mut().filter_map(|member| made_whole(member).then_some(())).count() > 0
        }
        _ => false,
    }
}

/// The parser's message without the values it quotes: those may be secrets.
fn describe(path: &str, error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!("line {}, column {}", error.line(), error.column());
    if text.starts_with("unknown field") || text.starts_with("missing field") {
        return text;
    }
    // A path that cannot be named is `.` or holds a question mark.
    if path.is_empty() || path == "." || path.contains('?') { place } else { format!("`{path}`, {place}") }
}

/// Whether a request with an `Idempotency-Key` is done for the first time.
pub enum Once {
    /// Do it with this context.
    First(Cx),
    /// It was done; answer with what it made.
    Again(Uuid),
}

/// Looks the request's `Idempotency-Key` up (draft-ietf-httpapi-idempotency-key-header-07). The action stores it in
/// its own transaction with [`Cx::once`].
pub async fn once(cx: &Cx, headers: &HeaderMap, operation: &str, body: &[u8]) -> Result<Once, Halt> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(Once::First(cx.clone())) };
    let key = key
        .to_str()
        .ok()
        .filter(|k| !k.is_empty() && k.len() <= 200 && k.bytes().all(|byte| (b' '..=b'~').contains(&byte)))
        .ok_or_else(|| Halt::refused(RequestRefusal::KeyInvalid))?;
    let once = OnceKey::new(cx, operation, key, body)?;
    match once.known(cx).await? {
        Known::New => Ok(Once::First(Cx { once: Some(once), ..cx.clone() })),
        Known::Same(id) => Ok(Once::Again(id)),
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

/// Marks an answer as a replay.
#[must_use]
pub fn replayed(mut response: Response) -> Response {
    response.headers_mut().insert("idempotency-replayed", header::HeaderValue::from_static("true"));
    response
}

/// The version that `If-Match` names: the tag, or what stands before its first hyphen. `None` without the header or with
/// `*`. A weak tag (`W/"…"`) never matches (RFC 9110 §13.1.1).
pub fn if_match(headers: &HeaderMap) -> Result<Option<i64>, Halt> {
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
    pub next: Option<String>,
    /// For `?before=`: the previous page; absent on the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
}
