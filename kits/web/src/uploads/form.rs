//! A form with files, from a browser without script: each goes into the storage as it comes.

use super::WITHOUT_SCRIPT;
use crate::api::RequestRefusal;
use crate::halt::Halt;
use crate::module::AppState;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest as _, Request};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, Stop, Uuid};
use gatehouse_files::{FileName, Purpose, uploads};
use std::collections::BTreeMap;

/// Bytes of all fields that are no files: they are held in memory, while the whole form may have hundreds of MiB.
const MOST_TYPED: usize = 2 << 20;
/// A field takes as much besides what it says.
const AROUND: usize = 64;

/// The fields of a form ([`crate::frames::PanelForm::with_file`]), and what was sent with it.
#[derive(Debug, Default)]
pub struct FormFiles {
    fields: BTreeMap<String, String>,
    /// The uploads, whole and quarantined, to be attached.
    pub files: Vec<Uuid>,
}

impl FormFiles {
    /// A field; one that is missing is empty.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Reads it. `begin` makes room for each file, of which no more is known than that it has up to so many bytes; `Ok(Err(..))`: it, or a
    /// file, was refused, and the fields that came before it are there. Files stand behind all fields of the form.
    pub async fn read<R: Refusal + From<uploads::UploadRefusal>, F: Future<Output = Outcome<Uuid, R>> + Send>(
        cx: &Cx,
        app: &AppState,
        purpose: &Purpose,
        request: Request,
        begin: impl Fn(FileName, u64) -> F,
    ) -> Result<(Self, Result<(), R>), Halt> {
        let mut form = Multipart::from_request(request, app).await.map_err(|_| Halt::BadRequest)?;
        let (mut all, mut typed) = (Self::default(), 0_usize);
        loop {
            let next = form.next_field().await;
            let Some(mut field) = next.map_err(|error| Halt::unread(error.status(), &error))? else {
                return Ok((all, Ok(())));
            };
            let name = field.name().unwrap_or_default().to_owned();
            let Some(called) = field.file_name().map(FileName::clean) else {
                let mut value = Vec::new();
                typed = typed.saturating_add(AROUND + name.len());
                while let Some(piece) = field.chunk().await.map_err(|error| Halt::unread(error.status(), &error))? {
                    typed = typed.saturating_add(piece.len());
                    if typed > MOST_TYPED {
                        return Err(Halt::TooLarge);
                    }
                    value.extend_from_slice(&piece);
                }
                let value = String::from_utf8_lossy(&value).into_owned();
                if value.contains('\0') {
                    return Err(Halt::refused(RequestRefusal::NullCharacter));
                }
                all.fields.insert(name, value);
                continue;
            };
            // A field in which nothing was chosen is sent as an empty file without a name.
            if field.file_name() == Some("") {
                continue;
            }
            let id = match begin(called, WITHOUT_SCRIPT).await {
                Ok(id) => id,
                Err(Stop::Refused(refusal)) => return Ok((all, Err(refusal))),
                Err(Stop::Broken(fault)) => return Err(fault.into()),
            };
            match uploads::take_whole(cx, purpose, id, field).await {
                Ok(()) => all.files.push(id),
                Err(Stop::Refused(refusal)) => return Ok((all, Err(refusal.into()))),
                Err(Stop::Broken(fault)) => return Err(fault.into()),
            }
        }
    }
}
