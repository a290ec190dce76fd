//! The way to the vendor's own provider and back (ALL-8). The way there is a link, which stores nothing. The way back is one GET, because that
//! is what providers send browsers to; it opens a session only for an answer to the question that this browser carries. The provider itself
//! posts what it ends.

use super::cookies::{keep, without_session};
use super::sign_in::{NextQuery, enter as go_in, place, with_place};
use super::sso_carried::{Carried, Step, Wanted, drop_carried};
use super::sso_settings;
use crate::actions::Next;
use crate::actions::single_sign_on::enter::{BUDGET, Entered, SsoRefusal, enter};
use crate::actions::single_sign_on::tried::tried;
use crate::actions::single_sign_on::{end, step_up};
use crate::model::single_sign_on::SingleSignOn;
use crate::{sessions, texts};
use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use gatehouse_context::Cx;
use gatehouse_core::{Refusal, Uuid};
use gatehouse_federation::{Federation, Returned, StaffClaims, StaffProvider, Trouble};
use gatehouse_web::frames::Card;
use gatehouse_web::view::{Button, FormErrors};
use gatehouse_web::visit::query_escape;
use gatehouse_web::{Done, Halt, Posted, Staff, UnlessBroken as _, Visit};
use serde::Deserialize;
use serde_json::json;

/// Where the way there begins.
pub(super) const BEGIN: &str = "/staff/sign-in/sso";
/// Where the provider sends browsers back to.
pub(super) const ANSWER: &str = "/staff/sign-in/sso/answer";
/// Where it posts what it ends.
pub(super) const LOGOUT: &str = "/staff/sign-in/sso/logout";
/// Where it is asked to let a member prove anew who they are.
pub(super) const STEP_UP: &str = "/staff/step-up/sso";

/// The whole address of a page of the console, as it is registered with the provider.
pub(super) fn whole(cx: &Cx, path: &str) -> String {
    format!("{}{path}", cx.app.settings.staff_origin())
}

/// What the operator wants; without single sign-on there is no such page.
pub(super) fn wanted(visit: &Visit) -> Result<&SingleSignOn, Halt> {
    SingleSignOn::of(&visit.cx).ok_or(Halt::NotFound)
}

/// The button of the sign-in page, where there is single sign-on.
pub(super) fn button(visit: &Visit, next: &str) -> Option<Button> {
    let sso = SingleSignOn::of(&visit.cx)?;
    let label = texts(visit.lang()).msg_sso_button(sso.provider.label.as_str());
    Some(Button::link(label, with_place(BEGIN, next)).wide())
}

/// To come in.
pub(super) async fn begin(visit: Visit, Query(query): Query<NextQuery>) -> Result<Done, Halt> {
    wanted(&visit)?;
    if visit.staff.is_some() {
        return Ok(visit.go(place(&query.next)));
    }
    ask(&visit, Wanted::Enter, &query.next, false).await
}

/// To prove again who they are, before a sensitive change.
pub(super) async fn begin_step_up(staff: Staff, Query(query): Query<NextQuery>) -> Result<Done, Halt> {
    ask(&staff.visit, Wanted::StepUp(staff.session.id), &query.next, true).await
}

/// Leads to the provider. `anew`: it shall make the person prove anew who they are.
pub(super) async fn ask(visit: &Visit, wanted_of: Wanted, next: &str, anew: bool) -> Result<Done, Halt> {
    let (cx, sso) = (&visit.cx, wanted(visit)?);
    BUDGET.check(cx)?.map_err(Halt::refused)?;
    let flow = StaffProvider::ask(cx, anew);
    let address = cx.service::<Federation>()?.staff_address(cx, &sso.provider, &flow, &whole(cx, ANSWER)).await;
    match address {
        Ok(address) => {
            // In a session a form may stand before it.
            let done = if visit.staff.is_none() { visit.go(&address) } else { visit.leave(&address)? };
            Ok(Carried::asked(visit, wanted_of, next, flow).keep(visit, done)?)
        }
        Err(trouble) => failed(visit, sso, trouble),
    }
}

/// The answer of the provider.
pub(super) async fn answer(visit: Visit, Query(returned): Query<Returned>) -> Result<Done, Halt> {
    let (cx, sso) = (&visit.cx, wanted(&visit)?);
    BUDGET.check(cx)?.map_err(Halt::refused)?;
    let Some(Carried { wanted: wanted_of, next, step: Step::Asked(flow, at) }) = Carried::of(&visit) else {
        return refused(&visit, &SsoRefusal::Over);
    };
    let federation = cx.service::<Federation>()?;
    let found = federation.staff_member(cx, &sso.provider, (&flow, at), &whole(cx, ANSWER), &returned).await;
    let claims = match found {
        Ok(claims) => claims,
        Err(trouble) => return failed(&visit, sso, trouble),
    };
    let is_of = |session: Uuid| visit.staff.as_ref().is_some_and(|open| open.id == session);
    match wanted_of {
        Wanted::Enter => entered(&visit, &claims, &next).await,
        Wanted::StepUp(session) if is_of(session) => stepped_up(&visit, session, &claims, &next).await,
        Wanted::Attach(session) if is_of(session) => {
            let StaffClaims { issuer, subject, email, name, .. } = claims;
            let shown = email.or(name).unwrap_or_else(|| subject.clone());
            let step = Step::Known { issuer, subject, shown };
            let known = Carried { wanted: wanted_of, next, step };
            Ok(known.keep(&visit, visit.go(super::sso_own::CONNECT))?)
        }
        Wanted::Test(session) if is_of(session) => match tried(cx, &claims).await.unless_broken()? {
            Ok(came) => Ok(drop_carried(&visit, sso_settings::show_tried(&visit, sso, &claims, &came)?)),
            Err(refusal) => refused(&visit, &refusal),
        },
        _ => refused(&visit, &SsoRefusal::Over),
    }
}

async fn entered(visit: &Visit, claims: &StaffClaims, next: &str) -> Result<Done, Halt> {
    let previous = visit.staff.as_ref().map(|open| open.id);
    match Box::pin(enter(&visit.cx, claims, previous)).await.unless_broken()? {
        Ok(Entered::In { token, member }) => {
            count("entered");
            Ok(drop_carried(visit, go_in(visit, next, &token, member).await))
        }
        Ok(Entered::Half { token, next: due }) => {
            count("entered");
            let page = match due {
                Next::Code => "/staff/sign-in/code",
                Next::SetUp => "/staff/setup",
            };
            let done = keep(visit, visit.go(&with_place(page, next)), &token, sessions::HALF);
            Ok(drop_carried(visit, done))
        }
        Err(refusal) => {
            count("refused");
            refused(visit, &refusal)
        }
    }
}

async fn stepped_up(visit: &Visit, session: Uuid, claims: &StaffClaims, next: &str) -> Result<Done, Halt> {
    match step_up::step_up(&visit.cx, session, claims).await.unless_broken()? {
        Ok(token) => {
            let done = keep(visit, visit.go(place(next)), &token, sessions::LONGEST);
            Ok(drop_carried(visit, done))
        }
        Err(SsoRefusal::NoRole) => Ok(without_session(visit, refused(visit, &SsoRefusal::NoRole)?)),
        Err(refusal) => refused(visit, &refusal),
    }
}

/// For the operator: how sign-ins by the provider go.
fn count(result: &'static str) {
    metrics::counter!("gatehouse_staff_sso_total", "result" => result).increment(1);
}

/// Why somebody does not come in, and the way on.
pub(super) fn refused(visit: &Visit, refusal: &SsoRefusal) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let way = if visit.staff.is_some() { "/staff" } else { "/staff/sign-in" };
    let label = if visit.staff.is_some() { t.msg_home() } else { t.msg_to_sign_in() };
    let card = Card::new(visit, t.msg_sso_refused_title(), &FormErrors::new()).lede(refusal.text(visit.lang()));
    let card = card.with(&Button::link(label, way).primary().wide());
    Ok(drop_carried(visit, visit.show_refused(refusal, &card)?))
}

/// The provider said no, or said nothing: administrators have another way in, and whoever is signed in stays so.
fn failed(visit: &Visit, sso: &SingleSignOn, trouble: Trouble) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let label = sso.provider.label.as_str();
    let (status, text) = match trouble {
        Trouble::Declined => (StatusCode::OK, t.msg_sso_declined(label)),
        trouble if trouble.passes() => (StatusCode::SERVICE_UNAVAILABLE, t.msg_sso_away(label)),
        _ => (StatusCode::BAD_GATEWAY, t.msg_sso_wrong(label)),
    };
    if trouble != Trouble::Declined {
        count("failed");
        tracing::warn!(%trouble, "somebody could not be identified by the provider of the staff");
    }
    let card = Card::new(visit, t.msg_sso_failed_title(), &FormErrors::new()).lede(text);
    let card = if visit.staff.is_some() {
        card.with(&Button::link(t.msg_home(), "/staff").primary().wide())
    } else {
        let again = Button::link(t.msg_sso_again(), BEGIN).primary().wide();
        card.with(&again).way(t.msg_sso_other_way(), t.msg_to_sign_in(), "/staff/sign-in")
    };
    Ok(drop_carried(visit, visit.show_as(status, &card)?))
}

/// The address of the page that asks for a proof at the provider.
pub(super) fn step_up_at(next: &str) -> String {
    format!("{STEP_UP}?next={}", query_escape(place(next)))
}

/// What the provider posts.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct LogoutForm {
    logout_token: String,
}

/// Ends what a logout token names. The answers are those of the protocol; a token that cannot be checked now may be sent again.
pub(super) async fn logout(visit: Visit, Posted(form): Posted<LogoutForm>) -> Result<Response, Halt> {
    let cx = &visit.cx;
    let said = |status: StatusCode, error: &str| (status, Json(json!({ "error": error }))).into_response();
    if end::BUDGET.check(cx)?.is_err() {
        return Ok(said(StatusCode::TOO_MANY_REQUESTS, "temporarily_unavailable"));
    }
    let Some(sso) = SingleSignOn::of(cx) else { return Ok(said(StatusCode::BAD_REQUEST, "invalid_request")) };
    let told = match cx.service::<Federation>()?.staff_logout(cx, &sso.provider, &form.logout_token).await {
        Ok(told) => told,
        Err(trouble) => {
            tracing::warn!(%trouble, "a logout token of the provider of the staff was refused");
            return Ok(if trouble.passes() {
                said(StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable")
            } else {
                said(StatusCode::BAD_REQUEST, "invalid_request")
            });
        }
    };
    match end::end(cx, &told).await.unless_broken()? {
        Ok(_) => {
            count("ended");
            Ok(StatusCode::OK.into_response())
        }
        Err(_) => Ok(said(StatusCode::BAD_REQUEST, "invalid_request")),
    }
}
