//! Look-ups of what mails bring (SUP-13): the ids that mail programs sort by, and people without an account. The addresses that answers go to
//! and our own ids are the marks of the kit `inbox`.

use gatehouse_context::Cx;

/// The domain of the look-ups of mails' ids.
const REF: &str = "support.message_ref";
/// The domain of the look-ups of addresses of people without an account.
const PERSON: &str = "support.person";

/// The keyed hash by which a mail's id is found.
#[must_use]
pub fn ref_lookup(cx: &Cx, id: &str) -> Vec<u8> {
    cx.app.keys.settled(REF, id.trim_matches(['<', '>']).as_bytes()).to_vec()
}

/// The keyed hash by which somebody without an account is found. `email`: normalized.
#[must_use]
pub fn person_lookup(cx: &Cx, email: &str) -> Vec<u8> {
    cx.app.keys.settled(PERSON, email.as_bytes()).to_vec()
}
