//! Where somebody wanted to go who has to register first (`?next=`). The mail that confirms lies between the two, so this
//! browser keeps the place until its next sign-in. In another browser it is lost: in the mail's link it would be the choice of
//! whoever typed the address.

use super::cookies::{with_half, with_signed_in};
use super::second_step;
use super::sign_in::start;
use crate::actions::sign_in::{Entered, SignedIn};
use crate::model::term;
use gatehouse_context::sealed_token;
use gatehouse_core::{Fault, Lang, SECOND};
use gatehouse_web::cookies::Name;
use gatehouse_web::visit::{query_escape, safe_next};
use gatehouse_web::{Done, Visit};

const PURPOSE: &str = "accounts.wanted_place";

/// The place that is asked for, or else the one that this browser keeps; empty when there is none within this site.
pub fn place(visit: &Visit, asked: &str) -> String {
    match safe_next(Some(asked), "") {
        "" => kept(visit).unwrap_or_default(),
        asked => asked.to_owned(),
    }
}

fn kept(visit: &Visit) -> Option<String> {
    let opened = sealed_token::open(&visit.cx, PURPOSE, term::CONFIRM, visit.cookie(Name::Next)?)?;
    let place = safe_next(Some(std::str::from_utf8(&opened).ok()?), "");
    (!place.is_empty()).then(|| place.to_owned())
}

/// `path` with the place in its query.
pub fn with_place(path: &str, place: &str) -> String {
    match safe_next(Some(place), "") {
        "" => path.to_owned(),
        place => format!("{path}?next={}", query_escape(place)),
    }
}

/// Keeps the place in this browser for as long as a registration waits for its confirmation.
pub fn keep(visit: &Visit, done: Done, place: &str) -> Result<Done, Fault> {
    let place = safe_next(Some(place), "");
    if place.is_empty() {
        return Ok(done);
    }
    let sealed = sealed_token::seal(&visit.cx, PURPOSE, visit.cx.now().plus(term::CONFIRM), place.as_bytes())?;
    Ok(visit.with_cookie(done, Name::Next, sealed, Some(term::CONFIRM / SECOND)))
}

/// To `next`, or to where customers start, in the session that was just opened.
pub fn go_signed_in(visit: &Visit, signed_in: &SignedIn, next: &str, kept: bool) -> Result<Done, Fault> {
    let done = visit.go(safe_next(Some(next), start(visit)?));
    Ok(forget(visit, with_signed_in(visit, done, signed_in, kept)))
}

/// The same, or to the second step, which leads there.
pub fn go_on(visit: &Visit, entered: &Entered, next: &str, kept: bool) -> Result<Done, Fault> {
    match entered {
        Entered::SignedIn(signed_in) => go_signed_in(visit, signed_in, next, kept),
        Entered::SecondStep(token) => Ok(with_half(visit, visit.go(&with_place(second_step::PATH, next)), token)),
    }
}

/// To the place that this browser keeps, or to where customers start, in the session that was just opened; or to the second step, which
/// leads there. Says what was done.
pub fn go_entered(visit: &Visit, entered: &Entered, said: String, news: &[String]) -> Result<Done, Fault> {
    let signed_in = match entered {
        Entered::SignedIn(signed_in) => signed_in,
        Entered::SecondStep(token) => {
            let done = visit.go_saying(second_step::PATH, with_news(visit, said, news));
            return Ok(with_half(visit, done, token));
        }
    };
    let kept = kept(visit);
    let place = kept.as_deref().unwrap_or(start(visit)?);
    let done = visit.go_saying(place, with_news(visit, said, news));
    Ok(forget(visit, with_signed_in(visit, done, signed_in, false)))
}

/// What was done, and what else the person should hear.
pub fn with_news(visit: &Visit, said: String, news: &[String]) -> String {
    let between = if visit.lang() == Lang::Ja { "" } else { " " };
    news.iter().fold(said, |said, sentence| said + between + sentence)
}

/// Takes it back: the person is there.
pub fn forget(visit: &Visit, done: Done) -> Done {
    if visit.cookie(Name::Next).is_some() { visit.without_cookie(done, Name::Next) } else { done }
}
