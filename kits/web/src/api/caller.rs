//! Who calls an operation: a product without a key, or a program with an API key.

use super::RequestRefusal;
use crate::halt::Halt;
use crate::module::AppState;
use crate::session::SharedApiKeys;
use crate::visit::anonymous;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use gatehouse_context::{Cx, May, Right};
use gatehouse_core::Actor;

/// A program without a key: a product. Its operations prove themselves otherwise.
pub struct ApiVisit(pub Cx);

impl ApiVisit {
    /// Where the rest of the request is taken apart by hand.
    pub fn of(parts: &Parts, app: &AppState) -> Self {
        Self(anonymous(parts, app))
    }
}

impl FromRequestParts<AppState> for ApiVisit {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        Ok(Self::of(parts, app))
    }
}

/// A program whose API key has this right. It stands before the body among a handler's arguments, which are taken in their
/// order: so a body that the key may not send is neither read nor parsed.
pub struct Scoped<R> {
    /// The context, whose actor is the key, with the proof.
    pub cx: May<R>,
}

impl<R: Right> FromRequestParts<AppState> for Scoped<R> {
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
        cx.actor = Actor::ApiKey { id, scopes };
        let missing = RequestRefusal::ScopeMissing(R::SCOPE.unwrap_or_default());
        May::of(&cx).map(|cx| Self { cx }).ok_or_else(|| Halt::refused(missing))
    }
}

/// The credentials of the scheme `Bearer`, in any case (RFC 9110 §11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, credentials) = value.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(credentials)
}
