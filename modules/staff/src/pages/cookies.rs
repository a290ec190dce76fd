//! The cookies of a member's browser.

use crate::actions;
use crate::actions::browsers;
use gatehouse_core::{DAY, SECOND, Secret, Uuid};
use gatehouse_web::cookies::Name;
use gatehouse_web::{Done, Visit};

/// The token in the cookie, if it could be one.
pub(super) fn token(visit: &Visit) -> Option<String> {
    visit.cookie(Name::Staff).filter(|text| !text.is_empty() && text.len() <= 128).map(str::to_owned)
}

/// Sets the session's cookie for `micros`.
pub(super) fn keep(visit: &Visit, done: Done, token: &Secret<String>, micros: i64) -> Done {
    visit.with_cookie(done, Name::Staff, token.expose().as_str(), Some(micros / SECOND))
}

/// Takes the session's cookie back.
pub(super) fn without_session(visit: &Visit, done: Done) -> Done {
    visit.without_cookie(done, Name::Staff)
}

/// The cookie of this browser, if it could be one.
pub(super) fn browser(visit: &Visit) -> Option<String> {
    visit.cookie(Name::StaffBrowser).map(str::to_owned)
}

/// Remembers the browser in which `member` has just proven who they are. What was done before stands without it: the answer
/// holds a session, and recovery codes that are shown this once.
pub(super) async fn remember(visit: &Visit, done: Done, member: Uuid) -> Done {
    let kept = match actions::remember_browser(&visit.cx, member, browser(visit).as_deref()).await {
        Ok(kept) => kept,
        Err(fault) => {
            tracing::warn!(%fault, "the browser of a sign-in was not remembered");
            return done;
        }
    };
    let life = i64::from(browsers::DAYS) * (DAY / SECOND);
    visit.with_cookie(done, Name::StaffBrowser, kept.expose().as_str(), Some(life))
}
