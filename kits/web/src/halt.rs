//! How a handler ends early.
//!
//! A handler returns `Result<Done, Halt>`; `errors.rs` turns a halt into a page or into problem
//! details (RFC 9457), in the person's language, with the request id. So every error looks the same.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use gatehouse_core::{Fault, Finality, Lang, Refusal, Stop};
use std::error::Error;
use std::io;
use std::sync::Arc;

/// Why there is no ordinary answer.
#[derive(Clone)]
pub enum Halt {
    /// Nothing here, or nothing that this person may know of.
    NotFound,
    /// This person may not do it.
    Forbidden,
    /// The request is not understood.
    BadRequest,
    /// The body is larger than is read here.
    TooLarge,
    /// The body did not come in time.
    TooSlow,
    /// Go there first (sign in, prove it is you, tell the country).
    GoTo(String),
    /// A rule says no.
    Refused(Arc<dyn Refusal>),
    /// No valid credentials (API only).
    Unauthorized,
    /// Another version is stored by now (API: `If-Match`).
    PreconditionFailed,
    /// Something broke.
    Broken(Arc<Fault>),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Broken(Arc::new(gatehouse_db::reach::busy_if_unreachable(fault)))
    }
}

/// Whether waiting for the body had an end (`gatehouse_listen`).
fn came_late(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut) {
            return true;
        }
        cause = error.source();
    }
    false
}

macro_rules! broken_by {
    ($($error:ty),*) => {
        $(impl From<$error> for Halt {
            fn from(error: $error) -> Self {
                Fault::from(error).into()
            }
        })*
    };
}

broken_by!(askama::Error, serde_json::Error, sea_orm::DbErr, tokio::task::JoinError, std::io::Error);

impl<R: Refusal + 'static> From<Stop<R>> for Halt {
    fn from(stop: Stop<R>) -> Self {
        match stop {
            Stop::Refused(refusal) => Self::refused(refusal),
            Stop::Broken(fault) => fault.into(),
        }
    }
}

impl Halt {
    /// A refusal as the whole answer.
    pub fn refused(refusal: impl Refusal + 'static) -> Self {
        Self::Refused(Arc::new(refusal))
    }

    /// For a body that could not be read whole: `status` is what its extractor says.
    pub(crate) fn unread(status: StatusCode, error: &(dyn Error + 'static)) -> Self {
        match status {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ if came_late(error) => Self::TooSlow,
            _ => Self::BadRequest,
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::GoTo(_) => StatusCode::SEE_OTHER,
            Self::Refused(refusal) => {
                StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
            }
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
            Self::Broken(fault) if fault.is_busy() => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// A problem as `application/problem+json` (RFC 9457) with Gatehouse's members.
#[derive(serde::Serialize, utoipa::ToSchema)]
#[schema(example = json!({"type": "about:blank#license.no_seat_free", "title": "Conflict", "status": 409,
    "detail": "All 5 seats of this license are in use on other devices.", "code": "license.no_seat_free", "final": false,
    "instance": "urn:uuid:0199a0c2-7d00-7000-8000-000000000013"}))]
pub struct Problem {
    /// `about:blank#CODE`: a stable identifier of the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A sentence for a person, in the language of `Accept-Language`.
    pub detail: String,
    /// The stable code, such as `license.no_seat_free`.
    pub code: String,
    /// Whether asking again is useless until something else changes.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Seconds to wait before asking again, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The member of the request that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The 1-based position of the wrong character in that member (LIC-2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<u8>,
    /// What to do next, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The operation that tells why, rule by rule: the same body is posted there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<&'static str>,
    /// The request's id; name it when asking for help.
    pub instance: String,
}

impl Problem {
    /// A problem with no more than a status, a code and a text.
    pub fn plain(status: StatusCode, code: &str, detail: String, instance: String) -> Self {
        Self {
            kind: format!("about:blank#{code}"),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail,
            code: code.to_owned(),
            is_final: status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS,
            retry_after: (status == StatusCode::SERVICE_UNAVAILABLE).then_some(1),
            field: None,
            position: None,
            next: None,
            explain: None,
            instance,
        }
    }

    /// From a refusal.
    pub fn of(refusal: &dyn Refusal, lang: Lang, instance: String) -> Self {
        let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        let (is_final, retry_after) = match refusal.finality() {
            Finality::Final => (true, None),
            Finality::TryAgain { after } => (false, after),
        };
        Self {
            is_final,
            retry_after,
            field: refusal.field().map(str::to_owned),
            position: refusal.position(),
            next: refusal.next(lang),
            explain: refusal.explain(),
            ..Self::plain(status, refusal.code(), refusal.text(lang), instance)
        }
    }
}

impl IntoResponse for Halt {
    fn into_response(self) -> Response {
        if let Self::GoTo(place) = &self {
            return Redirect::to(place).into_response();
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::Halt;
    use axum::http::StatusCode;
    use gatehouse_core::{Fault, NoRefusal, Stop};
    use sea_orm::{ConnAcquireErr, DbErr};

    /// ALL-6
    #[test]
    fn a_database_that_is_away_is_answered_with_try_again() {
        let away = || DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
        for halt in [Halt::from(away()), Fault::from(away()).into(), Stop::<NoRefusal>::from(away()).into()] {
            assert_eq!(halt.status(), StatusCode::SERVICE_UNAVAILABLE);
        }
        assert_eq!(Halt::from(Fault::new("a mistake")).status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
