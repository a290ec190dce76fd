//! A file that a form sends.

use crate::halt::Halt;
use crate::module::AppState;
use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};

/// The file of a form with one ([`crate::frames::PanelForm::with_file`]); empty when none was chosen. What is
/// larger than its door takes is 413, what cannot be read 400. Nothing is read before the door has let the person in.
pub struct Uploaded(pub Bytes);

impl FromRequest<AppState> for Uploaded {
    type Rejection = Halt;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Halt> {
        let mut form = Multipart::from_request(request, app).await.map_err(|_| Halt::BadRequest)?;
        while let Some(field) = form.next_field().await.map_err(unread)? {
            if field.file_name().is_some() {
                return Ok(Self(field.bytes().await.map_err(unread)?));
            }
        }
        Ok(Self(Bytes::new()))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as an error is mapped")]
pub(super) fn unread(error: MultipartError) -> Halt {
    Halt::unread(error.status(), &error)
}
