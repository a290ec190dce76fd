//! A form with a small file of text and a code: what a device that is never online wrote, and which license it is for (LIC-32).

use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use gatehouse_core::Secret;
use gatehouse_web::{AppState, Halt};

/// What such a form takes, in bytes: a file of 64 KiB, and what stands around it.
pub(super) const MOST_BYTES: usize = 80 << 10;

/// The fields `file` and `code`. A file that is no text is empty: it is none of ours.
#[derive(Default)]
pub(super) struct CarriedFile {
    pub file: String,
    pub code: Secret<String>,
}

impl FromRequest<AppState> for CarriedFile {
    type Rejection = Halt;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Halt> {
        let mut form = Multipart::from_request(request, app).await.map_err(|_| Halt::BadRequest)?;
        let mut read = Self::default();
        while let Some(field) = form.next_field().await.map_err(|error| unread(&error))? {
            let (is_file, name) = (field.file_name().is_some(), field.name().unwrap_or_default().to_owned());
            let bytes = field.bytes().await.map_err(|error| unread(&error))?;
            let text = String::from_utf8(bytes.to_vec()).unwrap_or_default();
            match name.as_str() {
                "file" if is_file => read.file = text,
                "code" => read.code = Secret::new(text),
                _ => {}
            }
        }
        Ok(read)
    }
}

fn unread(error: &MultipartError) -> Halt {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE { Halt::TooLarge } else { Halt::BadRequest }
}
