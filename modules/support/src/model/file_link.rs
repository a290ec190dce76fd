//! The link of a mail by which somebody without an account gets the files of one message. Nothing of it is stored, and nobody who has not read the mail
//! can make one; that they still belong to the request is asked when it is used.

use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::{DAY, Fault, Uuid};

/// The page.
pub const FILES_PAGE: &str = "/request-files";
const PURPOSE: &str = "support.files_of_mail";
/// A link works for so long.
pub const LIFE: i64 = 14 * DAY;

/// The page for this person of a request and the files of this message.
pub(crate) fn files_link(cx: &Cx, person: Uuid, message: Uuid) -> Result<String, Fault> {
    let said = [*person.as_bytes(), *message.as_bytes()].concat();
    let token = sealed_token::seal(cx, PURPOSE, cx.now().plus(LIFE), &said)?;
    Ok(format!("{FILES_PAGE}?token={token}"))
}

/// The person and the message of a token; `None`: it is not ours, changed or too old.
pub(crate) fn opened(cx: &Cx, token: &str) -> Option<(Uuid, Uuid)> {
    let said = sealed_token::open(cx, PURPOSE, LIFE, token)?;
    let (person, rest) = said.split_first_chunk::<16>()?;
    Some((Uuid::from_bytes(*person), Uuid::from_bytes(<[u8; 16]>::try_from(rest).ok()?)))
}
