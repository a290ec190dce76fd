//! JSON bodies of a documented shape.

use super::RequestRefusal;
use crate::halt::Halt;
use crate::module::AppState;
use crate::null;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;

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
        if !is_json(request.headers()) {
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

/// Whether what was sent is called JSON.
pub fn is_json(headers: &HeaderMap) -> bool {
    let content = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content.is_some_and(|v| v.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case("application/json"))
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
