//! The note by which the page after "create key" knows the key: sealed under the maker's own key, in a cookie of their
//! browser, for one minute. Nothing of it is stored, and reading it takes it back, so that a reload neither makes
//! another key nor shows this one again.

use crate::actions::MadeKey;
use crate::tables::api_key;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, SECOND, Secret, Uuid};

/// How long the note can be read, in seconds.
pub(crate) const LIFE: i64 = 60;
const PLACE: &str = "staff.new_api_key";

/// Seals a new key for its maker, for the cookie.
pub(crate) async fn seal(cx: &Cx, maker: Uuid, made: &MadeKey) -> Result<String, Fault> {
    let key = subject::key(cx, cx.read(), maker).await?;
    let sealed = key.seal(cx.app.random.as_ref(), PLACE, made.id, made.key.expose().as_bytes())?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

/// Opens a note about this key. `None` when it is another's, about another key, tampered with, or too old.
pub(crate) async fn open(
    cx: &Cx,
    maker: Uuid,
    row: &api_key::Model,
    note: &str,
) -> Result<Option<Secret<String>>, Fault> {
    if row.created_by != Some(maker) || !row.created_at.was_within(cx.now(), LIFE * SECOND) {
        return Ok(None);
    }
    let Ok(sealed) = URL_SAFE_NO_PAD.decode(note) else { return Ok(None) };
    let key = subject::key(cx, cx.read(), maker).await?;
    Ok(key.open_text(PLACE, row.id, &sealed).ok().map(Secret::new))
}
