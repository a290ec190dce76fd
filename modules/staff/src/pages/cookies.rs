//! The cookies of a member's browser.

use crate::{actions, browsers};
use gatehouse_core::{DAY, SECOND, Secret, Uuid};
use gatehouse_web::cookies::{self, Name};
use gatehouse_web::{Done, Visit};

/// The token in the cookie, if it could be one.
pub(super) fn token(visit: &Visit) -> Option<String> {
    let cookie = visit.jar.get(&Name::Staff.full(&visit.cx.app.settings))?;
    (!cookie.value().is_empty() && cookie.value().len() <= 128).then(|| cookie.value().to_owned())
}

/// Sets the session's cookie for `micros`.
pub(super) fn keep(visit: &Visit, done: Done, token: &Secret<String>, micros: i64) -> Done {
    done.cookie(cookies::set(&visit.cx.app.settings, Name::Staff, token.expose().clone(), Some(micros / SECOND)))
}

/// Takes the session's cookie back.
pub(super) fn without_session(visit: &Visit, done: Done) -> Done {
    done.cookie(cookies::clear(&visit.cx.app.settings, Name::Staff))
}

/// The cookie of this browser, if it could be one.
pub(super) fn browser(visit: &Visit) -> Option<String> {
    visit.jar.get(&Name::StaffBrowser.full(&visit.cx.app.settings)).map(|cookie| cookie.value().to_owned())
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
    done.cookie(cookies::set(&visit.cx.app.settings, Name::StaffBrowser, kept.expose().clone(), Some(life)))
}
