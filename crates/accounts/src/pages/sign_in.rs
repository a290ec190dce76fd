//! The first page, sign-in and sign-out.

use super::frame::{Card, Form, device_cookie, errors_of, with_device, with_session, without_session};
use super::wanted;
use crate::actions::sessions;
use crate::actions::sign_in::{SignIn, sign_in};
use axum::extract::Query;
use gatehouse_core::{Fault, Secret, Stop};
use gatehouse_web::human::{self, HumanAnswer};
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

#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
    /// Not empty: a session has ended amid something.
    #[serde(default)]
    ended: String,
}

#[derive(Default, Deserialize)]
pub struct SignInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    kept: String,
    #[serde(default)]
    zone: String,
    #[serde(default)]
    next: String,
    #[serde(flatten)]
    human: HumanAnswer,
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
        email: form.email.clone(),
        password: Secret::new(form.password.clone()),
        kept,
        zone: form.zone.clone(),
        device: device_cookie(&visit),
        previous: visit.customer.as_ref().map(|session| session.id),
        human: form.human.clone(),
    };
    match sign_in(&visit.cx, input).await {
        Ok(signed_in) => {
            let done = visit.go(safe_next(Some(&form.next), start(&visit)?));
            let done = wanted::forget(&visit, with_session(&visit, done, &signed_in.session, kept));
            Ok(with_device(&visit, done, &signed_in.device))
        }
        Err(Stop::Refused(refusal)) => {
            let errors = errors_of(visit.lang(), &refusal);
            visit.show_refused(&refusal, &page(&visit, &form, &errors)?)
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

/// Signs out.
pub async fn sign_out(visit: Visit) -> Result<Done, Halt> {
    if let Some(session) = &visit.customer {
        sessions::end(&visit.cx, session.id, true).await?;
    }
    let done = visit.go_saying("/sign-in", crate::texts(visit.lang()).msg_signed_out());
    Ok(without_session(&visit, done))
}

fn page(visit: &Visit, form: &SignInForm, errors: &FormErrors) -> Result<Card, Halt> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let mut fields = Form::new("/sign-in", t.msg_sign_in())
        .field(&Field::email("email", t.msg_email()).value(form.email.clone()).errors(errors))
        .field(
            &Password::current(lang, "password", t.msg_password())
                .link(t.msg_sign_in_forgot(), "/forgot-password")
                .errors(errors),
        )
        .field(
            &Checkbox::new("kept", t.msg_sign_in_kept()).hint(t.msg_sign_in_kept_hint()).checked(form.kept == "true"),
        )
        .field(&Field::hidden_time_zone("zone"))
        .field(&Field::hidden("next", form.next.clone()));
    // Asked only after very many wrong passwords for the address (ACC-11); asked again as long as it was.
    if errors.of("human_picture").is_some() || !form.human.human_token.is_empty() {
        fields = fields.field(&human::for_form(&visit.cx, crate::actions::sign_in::FORM)?.errors(errors));
    }
    let card = Card::new(visit, t.msg_sign_in(), errors).form(fields);
    Ok(card.way(t.msg_sign_in_new(), t.msg_register(), wanted::with_place("/register", &form.next)))
}
