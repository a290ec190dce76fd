//! The way to a service and back (ACC-7). The way there is a link: it stores nothing. The way back is one GET, because that is what services
//! send browsers to; it opens a session only for an answer to the question that this browser carries, which is taken back with it.

use super::cookies::{here, with_session};
use super::parts::{Next, proven, to_support};
use super::service_carried::{Carried, Step, Wanted, drop_carried};
use super::{service_finish, services, sign_in, wanted};
use crate::actions::enter_by_service::enter_by_service;
use crate::actions::identities::BUDGET;
use crate::actions::prove_by_service::prove_by_service;
use crate::model::identity::Identity;
use crate::queries::sessions::is_kept;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use gatehouse_core::{Refusal as _, Uuid};
use gatehouse_federation::{Claims, Federation, Flow, Provider, Returned, Trouble};
use gatehouse_web::frames::Card;
use gatehouse_web::view::*;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _, Visit};

/// The longest code and name that a cookie carries over.
const LONGEST_CODE: usize = 600;
const LONGEST_NAME: usize = 400;

/// The services of this installation, and the one of this word.
fn find<'a>(visit: &'a Visit, word: &str) -> Result<(&'a Federation, &'a Provider), Halt> {
    let federation = visit.cx.app.services.get::<Federation>().map_err(|_| Halt::NotFound)?;
    Ok((federation, federation.find(word).ok_or(Halt::NotFound)?))
}

/// Where a service sends the browser back to; it is registered there.
fn back(visit: &Visit, word: &str) -> String {
    format!("{}/sign-in/with/{word}/answer", visit.cx.app.settings.origin)
}

/// To sign in.
pub async fn begin(visit: Visit, Path(word): Path<String>, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    if visit.customer.is_some() {
        return Ok(visit.go(safe_next(Some(&next), sign_in::start(&visit)?)));
    }
    let next = wanted::place(&visit, &next);
    ask(&visit, &word, Wanted::SignIn, &next).await
}

/// To attach an account there to one's own.
pub async fn attach(customer: Customer, Path(word): Path<String>) -> Result<Done, Halt> {
    proven(&customer).await?;
    ask(&customer.visit, &word, Wanted::Attach(customer.session.id), services::PATH).await
}

/// To prove that it is the owner.
pub async fn prove(
    customer: Customer,
    Path(word): Path<String>,
    Query(Next { next }): Query<Next>,
) -> Result<Done, Halt> {
    ask(&customer.visit, &word, Wanted::Prove(customer.session.id), &next).await
}

async fn ask(visit: &Visit, word: &str, wanted: Wanted, next: &str) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let (federation, provider) = find(visit, word)?;
    let flow = Flow::new(&visit.cx, word, matches!(wanted, Wanted::Prove(_)));
    match federation.address(&visit.cx, provider, &flow, &back(visit, word)).await {
        Ok(address) => {
            // In a session the form that asks for a password may stand before it.
            let done = if visit.customer.is_none() { visit.go(&address) } else { visit.leave(&address)? };
            let carried = Carried::asked(wanted, next, flow);
            let is_posted = provider.posts();
            Ok(if is_posted { carried.keep_for_post(visit, done)? } else { carried.keep(visit, done)? })
        }
        Err(trouble) => failed(visit, provider, trouble),
    }
}

/// A service posts its answer from its own page, and the browser sends no session with it. So this only takes the answer over; the same
/// address, asked for by GET, goes on.
pub async fn posted(visit: Visit, Path(word): Path<String>, Posted(form): Posted<Returned>) -> Result<Done, Halt> {
    let Some(Carried { wanted, next, step: Step::Asked(flow) }) = Carried::of(&visit) else { return over(&visit) };
    let (_, provider) = find(&visit, &word)?;
    if !provider.posts() || !flow.asked(&word, &form) || form.code.len() > LONGEST_CODE {
        return failed(&visit, provider, Trouble::Refused("it is no answer to the question"));
    }
    let user = if form.user.len() > LONGEST_NAME { String::new() } else { form.user };
    let error = form.error.chars().take(100).collect();
    let iss = form.iss.chars().take(200).collect();
    let returned = Returned { user, error, iss, ..form };
    let carried = Carried { wanted, next, step: Step::Posted(flow, returned) };
    Ok(carried.keep(&visit, visit.go(&format!("/sign-in/with/{word}/answer")))?)
}

/// The answer of a service.
pub async fn answer(visit: Visit, Path(word): Path<String>, Query(query): Query<Returned>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let Some(carried) = Carried::of(&visit) else { return over(&visit) };
    let (federation, provider) = find(&visit, &word)?;
    let (flow, returned) = match carried.step {
        Step::Asked(flow) if !provider.posts() => (flow, query),
        Step::Posted(flow, returned) => (flow, returned),
        _ => return over(&visit),
    };
    if !flow.asked(&word, &returned) {
        return failed(&visit, provider, Trouble::Refused("it is no answer to the question"));
    }
    let found = federation.identify(&visit.cx, provider, &flow, &back(&visit, &word), &returned).await;
    let identity = match found {
        Ok(claims) => identity(provider, claims),
        Err(trouble) => return failed(&visit, provider, trouble),
    };
    match carried.wanted {
        Wanted::SignIn => entered(&visit, identity, carried.next).await,
        Wanted::Attach(session) => {
            if visit.customer.as_ref().is_none_or(|customer| customer.id != session) {
                return over(&visit);
            }
            let known = Carried { wanted: carried.wanted, next: carried.next, step: Step::Known(identity) };
            Ok(known.keep(&visit, visit.go(services::ATTACH))?)
        }
        Wanted::Prove(session) => proved(&visit, session, &identity, &carried.next).await,
    }
}

fn identity(provider: &Provider, claims: Claims) -> Identity {
    Identity {
        provider: provider.word.clone(),
        issuer: provider.issuer().to_owned(),
        subject: claims.subject,
        email: claims.email,
        is_verified: claims.is_verified,
        first_name: claims.first_name,
        last_name: claims.last_name,
    }
}

/// Whose identity is attached is let in; others are asked what they want.
async fn entered(visit: &Visit, identity: Identity, next: String) -> Result<Done, Halt> {
    match enter_by_service(&visit.cx, &identity, &here(visit)).await? {
        Some(entered) => Ok(drop_carried(visit, wanted::go_on(visit, &entered, &next, false)?)),
        None => {
            let known = Carried { wanted: Wanted::SignIn, next, step: Step::Known(identity) };
            Ok(known.keep(visit, visit.go(service_finish::PATH))?)
        }
    }
}

async fn proved(visit: &Visit, session: Uuid, identity: &Identity, next: &str) -> Result<Done, Halt> {
    if visit.customer.as_ref().is_none_or(|customer| customer.id != session) {
        return over(visit);
    }
    let done = match prove_by_service(&visit.cx, session, identity).await.unless_broken()? {
        Ok(token) => {
            let kept = is_kept(&visit.cx, session).await?;
            with_session(visit, visit.go(safe_next(Some(next), "/account")), &token, kept)
        }
        Err(refusal) => visit.go_saying(&wanted::with_place("/step-up", next), refusal.text(visit.lang())),
    };
    Ok(drop_carried(visit, done))
}

/// Nothing is carried here, or something else: too old, used up, or of another browser.
pub fn over(visit: &Visit) -> Result<Done, Halt> {
    let said = crate::refusals::ServiceRefusal::Over.text(visit.lang());
    let place = if visit.customer.is_some() { services::PATH } else { "/sign-in" };
    Ok(drop_carried(visit, visit.go_saying(place, said)))
}

/// The service said no, or said nothing: what to do instead.
fn failed(visit: &Visit, provider: &Provider, trouble: Trouble) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let label = provider.label.as_str();
    let (status, text) = match trouble {
        Trouble::Declined => (StatusCode::OK, t.msg_service_declined(label)),
        trouble if trouble.passes() => (StatusCode::SERVICE_UNAVAILABLE, t.msg_service_away(label)),
        _ => (StatusCode::BAD_GATEWAY, t.msg_service_wrong(label)),
    };
    if trouble != Trouble::Declined {
        tracing::warn!(service = %provider.word, %trouble, "somebody could not be identified by a service");
    }
    let back = if visit.customer.is_some() { services::PATH } else { "/sign-in" };
    let card = Card::new(visit, t.msg_service_failed_title(label), &FormErrors::new()).lede(text);
    let card = card.with(&Button::link(t.msg_service_back(), back).primary().wide());
    let card = if visit.customer.is_some() { card } else { to_support(visit, card) };
    Ok(drop_carried(visit, visit.show_as(status, &card)?))
}
