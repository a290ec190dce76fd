//! What the pages of modules above need to let somebody in by a link of theirs, and to let them out for another account.

use super::cookies::{self, without_session};
use super::sign_in::place_for;
use super::wanted;
use crate::actions::end_session::end_session;
use crate::actions::sign_in::{Entered, Here};
use gatehouse_core::Fault;
use gatehouse_signin::Browser;
use gatehouse_signin::carried;
use gatehouse_web::visit::query_escape;
use gatehouse_web::{Done, Halt, Visit};

/// This browser, for an action that may sign it in.
pub fn here(visit: &Visit) -> Here {
    cookies::here(visit)
}

/// To a place within this site, in the session that was just opened; what the link left in the browser goes.
pub fn go_entered(visit: &Visit, entered: &Entered, place: &str, news: &[String]) -> Done {
    let done = match entered {
        Entered::SignedIn(signed_in) => {
            let said = wanted::with_news(visit, String::new(), news);
            let done = if said.is_empty() { visit.go(place) } else { visit.go_saying(place, said.trim()) };
            cookies::with_signed_in(visit, wanted::forget(visit, done), signed_in, false)
        }
        Entered::SecondStep(token) => {
            let path = wanted::with_place(super::second_step::PATH, place);
            cookies::with_half(visit, visit.go(&path), token)
        }
    };
    Browser::forget(visit, carried::drop_carried(visit, done))
}

/// Signs this browser out, and leads to `place`, whose page asks who goes on.
pub async fn signed_out_towards(visit: &Visit, place: &str) -> Result<Done, Halt> {
    if let Some(session) = &visit.customer {
        end_session(&visit.cx, session.id, true).await?;
    }
    Ok(without_session(visit, visit.go(place)))
}

/// The page where somebody signs in and then goes to a place within this site. `email`: filled in; what is no address is left out. The page
/// is the same whether anybody has that address (ACC-6).
pub fn sign_in_towards(visit: &Visit, email: &str, place: &str) -> Result<String, Fault> {
    let page = place_for(visit, Some(email))?;
    let joint = if page.contains('?') { '&' } else { '?' };
    Ok(format!("{page}{joint}next={}", query_escape(place)))
}
