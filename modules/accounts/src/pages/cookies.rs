//! The cookies of a customer's browser.

use crate::actions::sign_in::{Here, SignedIn};
use crate::model::term;
use crate::sessions::half::{self, Half};
use gatehouse_core::{DAY, SECOND, Secret};
use gatehouse_web::cookies::{Name, YEAR};
use gatehouse_web::{Done, Halt, Visit};

/// The cookie by which this browser is known.
pub fn device(visit: &Visit) -> Option<&str> {
    visit.cookie(Name::Device)
}

/// Sets the session cookie. A session that is not kept goes with the browser.
pub fn with_session(visit: &Visit, done: Done, token: &Secret<String>, kept: bool) -> Done {
    let life = kept.then_some(term::SESSION_KEPT / SECOND);
    visit.with_cookie(done, Name::Session, token.expose().as_str(), life)
}

/// Sets the device cookie for a year.
fn with_device(visit: &Visit, done: Done, token: &Secret<String>) -> Done {
    let life = i64::from(term::DEVICE_DAYS) * (DAY / SECOND);
    visit.with_cookie(done, Name::Device, token.expose().as_str(), Some(life))
}

/// Takes the session cookie back.
pub fn without_session(visit: &Visit, done: Done) -> Done {
    visit.without_cookie(done, Name::Session)
}

/// Sets the cookie of a sign-in that owes the second step.
pub fn with_half(visit: &Visit, done: Done, token: &Secret<String>) -> Done {
    visit.with_cookie(done, Name::SecondStep, token.expose().as_str(), Some(term::SECOND_STEP / SECOND))
}

/// Takes it back.
pub fn without_half(visit: &Visit, done: Done) -> Done {
    visit.without_cookie(done, Name::SecondStep)
}

/// Sets the time zone that the browser told, for the pages before somebody is signed in; nothing where it told none.
pub fn with_zone(visit: &Visit, done: Done, zone: &str) -> Done {
    match gatehouse_core::zone::of_name(zone) {
        Some(_) => visit.with_cookie(done, Name::Zone, zone, Some(YEAR)),
        None => done,
    }
}

/// The sign-in of this browser that owes the second step, or the way to the beginning.
pub async fn half(visit: &Visit) -> Result<Half, Halt> {
    let found = match visit.cookie(Name::SecondStep) {
        Some(token) => half::find(&visit.cx, token).await?,
        None => None,
    };
    found.ok_or_else(|| Halt::GoTo("/sign-in".to_owned()))
}

/// This browser, for an action that may sign it in until it closes.
pub fn here(visit: &Visit) -> Here {
    Here {
        device: device(visit).map(str::to_owned),
        previous: visit.customer.as_ref().map(|session| session.id),
        account: visit.customer.as_ref().map(|session| session.account),
        ..Here::default()
    }
}

/// The cookies of a session that was just opened.
pub fn with_signed_in(visit: &Visit, done: Done, signed_in: &SignedIn, kept: bool) -> Done {
    with_device(visit, with_session(visit, done, &signed_in.session, kept), &signed_in.device)
}
