//! Answers of the portal that are the same whatever it knows.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use gatehouse_formats::SigningKey;
use serde_json::{Value, json};

use super::Shared;

pub async fn statuses(axum::extract::State(world): Shared) -> Response {
    match world.lock().unwrap().status_list.clone() {
        Some(list) => ([(header::CONTENT_TYPE, "application/json")], list).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

pub fn problem(code: &str, last: bool) -> Value {
    json!({
        "type": format!("https://portal.example.com/problems/{code}"), "title": code, "status": 0,
        "detail": format!("The server refused: {code}."), "code": code, "final": last,
        "next": "Ask the vendor.", "instance": "request-1",
    })
}

/// A body that ends before its announced length, as when a connection breaks.
pub fn cut_short(bytes: Vec<u8>) -> Body {
    let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    Body::from_stream(futures::stream::iter([Ok(bytes), Err(broken)]))
}

/// The vendor's root key.
pub fn root() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}
