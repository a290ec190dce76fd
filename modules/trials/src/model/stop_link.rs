//! The link by which a trial is erased. Nothing of it is stored, and nobody who has not read the mail can make one.

use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::{DAY, Fault, Uuid};

const PURPOSE: &str = "trials.stop";
/// A link works for so long: people clean up old mails too.
const LIFE: i64 = 366 * DAY;
/// The page with the button.
pub const STOP_PAGE: &str = "/trial/stop";
/// Where a mail program posts its single click.
pub const ONE_CLICK: &str = "/trial/stop/now";

/// The token for exactly this trial.
pub(crate) fn token(cx: &Cx, trial: Uuid) -> Result<String, Fault> {
    sealed_token::seal(cx, PURPOSE, cx.now().plus(LIFE), trial.as_bytes())
}

/// Which trial a token is for; `None`: it is not ours, changed or too old.
pub(crate) fn opened(cx: &Cx, token: &str) -> Option<Uuid> {
    let text = sealed_token::open(cx, PURPOSE, LIFE, token)?;
    Some(Uuid::from_bytes(<[u8; 16]>::try_from(text).ok()?))
}
