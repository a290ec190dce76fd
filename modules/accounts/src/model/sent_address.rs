//! The address that a mail was just sent to, for the page that says so: sealed, so that no address stands
//! in a URL or log, and so that "send again" works only after a passed human check (ACC-2, ACC-6).

use super::{Email, term};
use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::Fault;

const PURPOSE: &str = "accounts.sent_address";
/// An address that is only filled in: whoever has it may have passed no human check, so it sends nothing.
const FILLED: &str = "accounts.filled_address";

/// Seals an address for a query parameter.
pub fn seal(cx: &Cx, email: &Email) -> Result<String, Fault> {
    sealed_token::seal(cx, PURPOSE, cx.now().plus(term::SENT_PAGE), email.written().as_bytes())
}

/// Opens it; `None` when it is not ours or too old.
pub fn open(cx: &Cx, text: &str) -> Option<Email> {
    let address = sealed_token::open(cx, PURPOSE, term::SENT_PAGE, text)?;
    Email::parse(std::str::from_utf8(&address).ok()?).ok()
}

/// Seals an address that the sign-in page fills in.
pub fn seal_filled(cx: &Cx, email: &Email) -> Result<String, Fault> {
    sealed_token::seal(cx, FILLED, cx.now().plus(term::SENT_PAGE), email.written().as_bytes())
}

/// Opens it; `None` when it is not ours or too old.
pub fn open_filled(cx: &Cx, text: &str) -> Option<Email> {
    let address = sealed_token::open(cx, FILLED, term::SENT_PAGE, text)?;
    Email::parse(std::str::from_utf8(&address).ok()?).ok()
}
