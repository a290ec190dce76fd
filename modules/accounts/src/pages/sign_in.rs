//! The first page, sign-in and sign-out.

use super::cookies::{device, with_session, without_session};
use super::wanted;
use crate::actions::end_session::end_session;
use crate::actions::sign_in::{FORM, SignIn, SignedIn, sign_in};
use crate::model::term;
use axum::extract::Query;
use gatehouse_core::{DAY, Fault, SECOND, Secret};
use gatehouse_signin::forms::Credentials;
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Done, Halt, Navigation, Posted, Visit};
use serde::Deserialize;

/// Where a signed-in customer starts.
fn start(visit: &Visit) -> Result<&'static str, Fault> {
    Ok(visit.cx.service::<Navigation>()?.start.unwrap_or("/account"))
}

/// `/`: to where customers start, or to sign in first.
pub async fn home(visit: Visit) -> Result<Done, Halt> {
    Ok(visit.go(if visit.customer.is_some() { start(&visit)? } else { "/sign-in" }))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    next: String,
    /// Not empty: a session has ended amid something.
    ended: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    #[serde(flatten)]
    who: Credentials,
    kept: String,
    zone: String,
    next: String,
}

/// Shows the form.
pub async fn form(visit: Visit, Query(Next { next, ended }): Query<Next>) -> Result<Done, Halt> {
    if visit.customer.is_some() {
        return Ok(visit.go(safe_next(Some(&next), start(&visit)?)));
    }
    let next = wanted::place(&visit, &next);
    let card = page(&visit, &SignInForm { next, ..SignInForm::default() }, &FormErrors::new())?;
    let card = if ended.is_empty() { card } else { card.lede(crate::texts(visit.lang()).msg_sign_in_ended()) };
    visit.show(&card)
}

/// Signs in.
pub async fn submit(visit: Visit, Posted(form): Posted<SignInForm>) -> Result<Done, Halt> {
    let kept = form.kept == "true";
    let input = SignIn {
        email: form.who.email.clone(),
        password: Secret::new(form.who.password.clone()),
        kept,
        zone: form.zone.clone(),
        device: device(&visit).map(str::to_owned),
        previous: visit.customer.as_ref().map(|session| session.id),
        human: form.who.human.clone(),
    };
    let done = async |signed_in: SignedIn| {
        let done = visit.go(safe_next(Some(&form.next), start(&visit)?));
        let done = wanted::forget(&visit, with_session(&visit, done, &signed_in.session, kept));
        let life = i64::from(term::DEVICE_DAYS) * (DAY / SECOND);
        Ok(visit.with_cookie(done, Name::Device, signed_in.device.expose().as_str(), Some(life)))
    };
    let again = async |errors| page(&visit, &form, &errors);
    visit.answer(sign_in(&visit.cx, input).await, done, again).await
}

/// Signs out.
pub async fn sign_out(visit: Visit) -> Result<Done, Halt> {
    if let Some(session) = &visit.customer {
        end_session(&visit.cx, session.id, true).await?;
    }
    let done = visit.go_saying("/sign-in", crate::texts(visit.lang()).msg_signed_out());
    Ok(without_session(&visit, done))
}

fn page(visit: &Visit, form: &SignInForm, errors: &FormErrors) -> Result<Card, Halt> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let password =
        Password::current(lang, "password", t.msg_password()).link(t.msg_sign_in_forgot(), "/forgot-password");
    let kept = Checkbox::new("kept", t.msg_sign_in_kept()).hint(t.msg_sign_in_kept_hint());
    let fields = form
        .who
        .fields(PanelForm::in_card("/sign-in"), t.msg_email(), password, errors)
        .field(&kept.checked(form.kept == "true"))
        .field(&Field::hidden_time_zone("zone"))
        .field(&Field::hidden("next", form.next.as_str()));
    let fields = form.who.human_check(&visit.cx, FORM, fields, errors)?.submit(t.msg_sign_in());
    let card = Card::new(visit, t.msg_sign_in(), errors).with(&fields);
    Ok(card.way(t.msg_sign_in_new(), t.msg_register(), wanted::with_place("/register", &form.next)))
}
