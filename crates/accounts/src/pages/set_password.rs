//! The page of a link that sets a password (ACC-3, ACC-13). Looking changes nothing; it works in a signed-in browser too.

use super::frame::{Card, Form, errors_of, login_field, rules, status_of, without_session};
use crate::actions::set_password::{KINDS, SetPassword, SetPasswordRefusal, set_password};
use crate::queries::links;
use crate::refusals::BadLink;
use axum::extract::Query;
use gatehouse_core::{Refusal as _, Secret, Stop};
use gatehouse_signin::carried;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Visit};
use serde::Deserialize;

const PATH: &str = "/set-password";

#[derive(Deserialize)]
pub struct Link {
    #[serde(default)]
    token: String,
}

#[derive(Deserialize)]
pub struct SetForm {
    #[serde(default)]
    token: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

/// Takes the token out of the address, then shows the form.
pub async fn form(visit: Visit, Query(Link { token }): Query<Link>) -> Result<Done, Halt> {
    if carried::is_carriable(&token) {
        return Ok(carried::carry(&visit, PATH, &token)?);
    }
    let token = carried::carried(&visit, PATH).map(|text| text.expose().clone()).unwrap_or_default();
    match links::address(&visit.cx, &token, &KINDS).await {
        Ok(email) => Ok(visit.show(&page(&visit, &token, &email, &FormErrors::new())?)?.secret()),
        Err(Stop::Refused(bad)) => dead(&visit, bad),
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

/// Sets the password.
pub async fn submit(visit: Visit, Posted(form): Posted<SetForm>) -> Result<Done, Halt> {
    let input =
        SetPassword { token: form.token.clone(), password: Secret::new(form.password), again: Secret::new(form.again) };
    match set_password(&visit.cx, input).await {
        Ok(account) => {
            let done = visit.go_saying("/sign-in", crate::texts(visit.lang()).msg_set_done());
            // This browser's own session of the account has just ended; another account's goes on.
            let is_own = visit.customer.as_ref().is_some_and(|session| session.account == account);
            let done = carried::drop_carried(&visit, done);
            Ok(if is_own { without_session(&visit, done) } else { done })
        }
        // The second of two equal requests: the first one has set it.
        Err(Stop::Refused(SetPasswordRefusal::BadLink(BadLink::Used))) => {
            Ok(visit.go_saying("/sign-in", crate::texts(visit.lang()).msg_set_already()))
        }
        Err(Stop::Refused(SetPasswordRefusal::BadLink(bad))) => dead(&visit, bad),
        Err(Stop::Refused(refusal)) => {
            let errors = errors_of(visit.lang(), &refusal);
            let email = match links::address(&visit.cx, &form.token, &KINDS).await {
                Ok(email) => email,
                Err(Stop::Refused(bad)) => return dead(&visit, bad),
                Err(Stop::Broken(fault)) => return Err(fault.into()),
            };
            Ok(visit.show_refused(&refusal, &page(&visit, &form.token, &email, &errors)?)?.secret())
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

fn page(visit: &Visit, token: &str, email: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let rules = rules(visit)?;
    let form = Form::new(PATH, t.msg_set_button())
        .field(&Field::hidden("token", token))
        .field(&login_field(visit, email))
        .field(&Password::fresh(lang, "password", t.msg_password_new()).rules(rules).errors(errors))
        .field(&Password::fresh(lang, "again", t.msg_password_new_again()).errors(errors));
    Ok(Card::new(visit, t.msg_set_title(), errors).lede(t.msg_set_lede(gatehouse_address::shown(email))).form(form))
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let card = Card::new(visit, t.msg_dead_title(), &FormErrors::new())
        .lede(bad.text(visit.lang()))
        .lede(t.msg_dead_password())
        .button(Button::link(t.msg_dead_again(), "/forgot-password").primary().wide())
        .button(Button::link(t.msg_sign_in(), "/sign-in").wide());
    visit.show_as(status_of(&bad), &card)
}
