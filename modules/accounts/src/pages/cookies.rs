//! The cookies of a customer's browser.

use crate::model::term;
use gatehouse_core::{DAY, SECOND, Secret};
use gatehouse_web::cookies::{self, Name};
use gatehouse_web::{Done, Visit};

/// The device cookie of this browser.
pub fn device_cookie(visit: &Visit) -> Option<String> {
    visit.jar.get(&Name::Device.full(&visit.cx.app.settings)).map(|cookie| cookie.value().to_owned())
}

/// Sets the session cookie. A session that is not kept goes with the browser.
pub fn with_session(visit: &Visit, done: Done, token: &Secret<String>, kept: bool) -> Done {
    let life = kept.then_some(term::SESSION_KEPT / SECOND);
    done.cookie(cookies::set(&visit.cx.app.settings, Name::Session, token.expose().clone(), life))
}

/// Sets the device cookie for a year.
pub fn with_device(visit: &Visit, done: Done, token: &Secret<String>) -> Done {
    let life = i64::from(term::DEVICE_DAYS) * (DAY / SECOND);
    done.cookie(cookies::set(&visit.cx.app.settings, Name::Device, token.expose().clone(), Some(life)))
}

/// Takes the session cookie back.
pub fn without_session(visit: &Visit, done: Done) -> Done {
    done.cookie(cookies::clear(&visit.cx.app.settings, Name::Session))
}
