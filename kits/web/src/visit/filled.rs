//! A form with fields and one file.

use super::uploaded::unread;
use crate::api::RequestRefusal;
use crate::halt::Halt;
use crate::module::AppState;
use axum::body::Bytes;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest, Request};
use std::collections::BTreeMap;

/// The fields of a form with a file ([`crate::frames::PanelForm::with_file`]). What is larger than its door takes is 413, what cannot be
/// read 400, a field with U+0000 is 422. Nothing is read before the door has let the person in.
#[derive(Debug, Default)]
pub struct Filled {
    fields: BTreeMap<String, String>,
    /// The file; empty when none was chosen.
    pub file: Bytes,
    /// What the browser calls it.
    pub name: String,
}

impl Filled {
    /// A field; one that is missing is empty.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

impl FromRequest<AppState> for Filled {
    type Rejection = Halt;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, Halt> {
        let mut form = Multipart::from_request(request, app).await.map_err(|_| Halt::BadRequest)?;
        let mut filled = Self::default();
        while let Some(field) = form.next_field().await.map_err(unread)? {
            let name = field.name().unwrap_or_default().to_owned();
            if let Some(file) = field.file_name() {
                filled.name = file.to_owned();
                filled.file = field.bytes().await.map_err(unread)?;
                continue;
            }
            let value = field.text().await.map_err(unread)?;
            if value.contains('\0') {
                return Err(Halt::refused(RequestRefusal::NullCharacter));
            }
            filled.fields.insert(name, value);
        }
        Ok(filled)
    }
}
