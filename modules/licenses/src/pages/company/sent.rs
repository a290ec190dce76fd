//! A form with a key file (LIC-24): the file with its name, and the version of the license agreement that was accepted with it.

use crate::model::key_file_parser::MOST_BYTES;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use gatehouse_core::Uuid;
use gatehouse_web::{AppState, Halt};

/// What such a form takes, in bytes: a file of 64 KiB, one byte more that tells that it is too long, and what stands around it.
pub(super) const MOST: usize = MOST_BYTES + (32 << 10);

/// The form.
#[derive(Default)]
pub(super) struct SentKeyFile {
    pub name: String,
    pub bytes: Vec<u8>,
    pub accepted: Option<Uuid>,
}

impl FromRequest<AppState> for SentKeyFile {
    type Rejection = Halt;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Halt> {
        let mut form = Multipart::from_request(request, app).await.map_err(|_| Halt::BadRequest)?;
        let (mut sent, mut agreement, mut is_ticked) = (Self::default(), None, false);
        while let Some(field) = form.next_field().await.map_err(|error| unread(&error))? {
            let (name, file) = (field.name().unwrap_or_default().to_owned(), field.file_name().map(str::to_owned));
            let bytes = field.bytes().await.map_err(|error| unread(&error))?;
            match (name.as_str(), file) {
                ("file", Some(file)) => (sent.name, sent.bytes) = (file, bytes.to_vec()),
                ("agreement", None) => {
                    agreement = std::str::from_utf8(&bytes).ok().and_then(|id| Uuid::parse_str(id).ok());
                }
                ("accepted", None) => is_ticked = bytes.as_ref() == b"true",
                _ => {}
            }
        }
        sent.accepted = agreement.filter(|_| is_ticked);
        Ok(sent)
    }
}

fn unread(error: &MultipartError) -> Halt {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE { Halt::TooLarge } else { Halt::BadRequest }
}
