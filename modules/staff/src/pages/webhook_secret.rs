//! The note by which the page after "add webhook" or "replace secret" knows the secret: as for a new API key ([`super::new_key_cookie`]).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, SECOND, Secret, Uuid};
use gatehouse_webhooks::Made;
use gatehouse_webhooks::model::secret::OVERLAP;
use gatehouse_webhooks::tables::endpoint;

/// How long the note can be read, in seconds.
pub(crate) const LIFE: i64 = 60;
const PLACE: &str = "staff.webhook_secret";

/// Seals a secret for who made it, for the cookie.
pub(crate) async fn seal(cx: &Cx, maker: Uuid, made: &Made) -> Result<String, Fault> {
    let key = subject::key(cx, cx.read(), maker).await?;
    let sealed = key.seal(cx.app.random.as_ref(), PLACE, made.id, made.secret.expose().as_bytes())?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

/// When the webhook got its secret.
fn made_at(row: &endpoint::Model) -> Moment {
    row.old_key_until.map_or(row.created_at, |until| until.plus(-OVERLAP))
}

/// Opens a note about this webhook. `None` when it is another's, about another webhook, tampered with, or too old.
pub(crate) async fn open(
    cx: &Cx,
    maker: Uuid,
    row: &endpoint::Model,
    note: &str,
) -> Result<Option<Secret<String>>, Fault> {
    if !made_at(row).was_within(cx.now(), LIFE * SECOND) {
        return Ok(None);
    }
    let Ok(sealed) = URL_SAFE_NO_PAD.decode(note) else { return Ok(None) };
    let key = subject::key(cx, cx.read(), maker).await?;
    Ok(key.open_text(PLACE, row.id, &sealed).ok().map(Secret::new))
}
