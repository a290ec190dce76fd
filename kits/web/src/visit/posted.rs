//! What a form sends.

use crate::api::RequestRefusal;
use crate::halt::Halt;
use crate::module::AppState;
use crate::null;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A posted form. Fields that are missing must have defaults in `T`; what cannot be read at all is 400, what is too large
/// 413, a value with U+0000 is 422.
pub struct Posted<T>(pub T);

/// What [`crate::view::Confirm`] sends, where nothing else stands in the form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Confirmed {
    confirm: String,
}

impl Confirmed {
    /// Whether the box was ticked.
    pub fn is_ticked(&self) -> bool {
        self.confirm == "true"
    }
}

impl<T: DeserializeOwned + Send> FromRequest<AppState> for Posted<T> {
    type Rejection = Halt;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Halt> {
        let (parts, body) = request.into_parts();
        let whole = Bytes::from_request(Request::from_parts(parts.clone(), body), app).await;
        let body = whole.map_err(|rejection| Halt::unread(rejection.status(), &rejection))?;
        if null::in_encoded(&body) {
            return Err(Halt::refused(RequestRefusal::NullCharacter));
        }
        let request = Request::from_parts(parts, Body::from(body));
        match axum_extra::extract::Form::<T>::from_request(request, app).await {
            Ok(axum_extra::extract::Form(form)) => Ok(Self(form)),
            Err(rejection) => Err(Halt::unread(rejection.status(), &rejection)),
        }
    }
}
