//! The note by which the page behind "add a secret" knows the secret: sealed, for who made it, in a cookie of their browser, for one
//! minute. Nothing of it is stored, and reading it takes it back, so that a reload neither makes another secret nor shows this one again.

use crate::actions::clients::add_secret::NewSecret;
use crate::queries::client_seals::opener;
use crate::tables::client_secret;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, SECOND, Secret, Uuid};

/// How long the note can be read, in seconds.
pub(super) const LIFE: i64 = 60;
const PLACE: &str = "oidc.new_client_secret";

/// Seals a new secret for its maker, for the cookie.
pub(super) async fn seal(cx: &Cx, maker: Uuid, made: &NewSecret) -> Result<String, Fault> {
    let plain = Secret::new(format!("{}{}", before(maker), made.secret.expose()));
    let key = opener(cx, cx.read()).await?;
    let sealed = key.seal(cx.app.random.as_ref(), PLACE, made.id, plain.expose().as_bytes())?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

/// Opens a note about this secret. `None` when it is another's, about another secret, tampered with, or too old.
pub(super) async fn open(
    cx: &Cx,
    maker: Uuid,
    row: &client_secret::Model,
    note: &str,
) -> Result<Option<Secret<String>>, Fault> {
    if !row.created_at.was_within(cx.now(), LIFE * SECOND) {
        return Ok(None);
    }
    let Ok(sealed) = URL_SAFE_NO_PAD.decode(note) else { return Ok(None) };
    let key = opener(cx, cx.read()).await?;
    let Ok(plain) = key.open_text(PLACE, row.id, &sealed).map(Secret::new) else { return Ok(None) };
    Ok(plain.expose().strip_prefix(&before(maker)).map(|secret| Secret::new(secret.to_owned())))
}

fn before(maker: Uuid) -> String {
    format!("{maker} ")
}
