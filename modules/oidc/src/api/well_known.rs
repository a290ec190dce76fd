//! What anybody may know: where everything is (OpenID Connect Discovery 1.0, RFC 8414), and the keys (RFC 7517). Both may be kept for a while, and
//! are asked for again by their tags.

use super::call::broken;
use crate::model::discovery::{JWKS, document};
use crate::queries::keys::keys;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::Cx;
use gatehouse_web::{AppState, Doors};
use sha2::{Digest as _, Sha256};

/// Five minutes: a new key is published for a day before it signs.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=300");

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| {
        doors
            .get("/.well-known/openid-configuration", discovery)
            .get("/.well-known/oauth-authorization-server", discovery)
            .get(JWKS, jwks)
    })
}

async fn discovery(State(app): State<AppState>, headers: HeaderMap) -> Response {
    let body = document(&app.settings.origin).to_string();
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&Sha256::digest(body.as_bytes())[..12]));
    published(&headers, body, &tag)
}

async fn jwks(State(app): State<AppState>, headers: HeaderMap) -> Response {
    match keys(&Cx::program(&app, "oidc")).await {
        Ok(keys) => {
            let (body, tag) = keys.published();
            published(&headers, body.to_owned(), tag)
        }
        Err(fault) => broken(&fault),
    }
}

fn published(asked: &HeaderMap, body: String, tag: &str) -> Response {
    let has = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = has.is_some_and(|has| has.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, KEPT);
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}
