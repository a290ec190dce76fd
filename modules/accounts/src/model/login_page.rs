//! The login whose question a page asks: sealed, so that the question is shown only after a passed human check, and no login stands in a URL.

use super::login::{PAGE, PlainLogin};
use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::Fault;

const PURPOSE: &str = "accounts.question_of";

/// Seals a login for a query parameter.
pub fn seal(cx: &Cx, login: &PlainLogin) -> Result<String, Fault> {
    sealed_token::seal(cx, PURPOSE, cx.now().plus(PAGE), login.written().as_bytes())
}

/// Opens it; `None` when it is not ours or too old.
pub fn open(cx: &Cx, text: &str) -> Option<PlainLogin> {
    let login = sealed_token::open(cx, PURPOSE, PAGE, text)?;
    PlainLogin::parse(std::str::from_utf8(&login).ok()?)
}
