//! The cookies of a customer's browser.

use crate::model::term;
use gatehouse_core::{SECOND, Secret};
use gatehouse_web::cookies::Name;
use gatehouse_web::{Done, Visit};

/// The cookie by which this browser is known.
pub fn device(visit: &Visit) -> Option<&str> {
    visit.cookie(Name::Device)
}

/// Sets the session cookie. A session that is not kept goes with the browser.
pub fn with_session(visit: &Visit, done: Done, token: &Secret<String>, kept: bool) -> Done {
    let life = kept.then_some(term::SESSION_KEPT / SECOND);
    visit.with_cookie(done, Name::Session, token.expose().as_str(), life)
}

/// Takes the session cookie back.
pub fn without_session(visit: &Visit, done: Done) -> Done {
    visit.without_cookie(done, Name::Session)
}
