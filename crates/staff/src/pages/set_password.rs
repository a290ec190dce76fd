//! The page behind a mailed link. Looking at it uses nothing up: mail programs look too.

use super::parts::{CardPage, errors_of, password_rules};
use crate::refusals::SignInRefusal;
use crate::tables::staff;
use crate::{actions, contacts, texts};
use axum::extract::Query;
use gatehouse_core::{Refusal as _, Secret, Stop};
use gatehouse_db::subject;
use gatehouse_passwords::HashPool;
use gatehouse_signin::carried;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Visit};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PasswordForm {
    token: String,
    password: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Link {
    token: String,
}

/// Where mailed links lead.
pub(super) const PATH: &str = "/staff/set-password";

async fn page(
    visit: &Visit,
    token: &str,
    member: staff::Model,
    refusal: Option<&SignInRefusal>,
) -> Result<CardPage, Halt> {
    let (lang, t, cx) = (visit.lang(), texts(visit.lang()), &visit.cx);
    let errors = refusal.map(|r| errors_of(lang, r)).unwrap_or_default();
    let key = subject::key(cx, cx.read(), member.id).await?;
    let person = contacts::open(&key, member)?;
    let rules = password_rules(cx.service::<HashPool>()?.policy(), person.email.clone());
    let login = Field::email("email", t.msg_email()).value(person.email).readonly();
    let password = Password::fresh(lang, "password", t.msg_new_password()).rules(rules).errors(&errors);
    Ok(CardPage {
        page: visit.page(t.msg_set_password_title()).refused(!errors.is_empty()),
        lede: t.msg_set_password_lede(person.name),
        summary: ErrorSummary::new(lang, &errors),
        notice: None,
        action: PATH.to_owned(),
        fields: vec![Markup::of(&Field::hidden("token", token)), Markup::of(&login), Markup::of(&password)],
        submit: Button::submit(t.msg_set_password_submit()).primary().wide(),
        foot: None,
    })
}

/// What is shown instead of a form when the link opens nothing.
fn closed(visit: &Visit, refusal: &SignInRefusal) -> Result<Done, Halt> {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let page = CardPage {
        page: visit.page(t.msg_link_closed_title()),
        lede: String::new(),
        summary: ErrorSummary::new(lang, &FormErrors::new()),
        notice: Some(Notice::warn(refusal.text(lang))),
        action: String::new(),
        fields: Vec::new(),
        submit: Button::submit(t.msg_set_password_submit()),
        foot: Some((t.msg_to_sign_in(), "/staff/sign-in".to_owned())),
    };
    visit.show_refused(refusal, &page)
}

/// Takes the token out of the address, then shows the form.
pub(super) async fn form(visit: Visit, Query(Link { token }): Query<Link>) -> Result<Done, Halt> {
    if carried::is_carriable(&token) {
        return Ok(carried::carry(&visit, PATH, &token)?);
    }
    let token = carried::carried(&visit, PATH).map(|text| text.expose().clone()).unwrap_or_default();
    match actions::check_link(&visit.cx, &token).await {
        Ok(member) => Ok(visit.show(&page(&visit, &token, member, None).await?)?.secret()),
        Err(Stop::Refused(refusal)) => closed(&visit, &refusal),
        Err(stop) => Err(stop.into()),
    }
}

/// Sets the password. For an hour this browser is the one that followed the link.
pub(super) async fn set(visit: Visit, Posted(form): Posted<PasswordForm>) -> Result<Done, Halt> {
    let PasswordForm { token, password } = form;
    match actions::set_password(&visit.cx, &token, Secret::new(password)).await {
        // The second of two equal requests: the first one has set it.
        Ok(()) | Err(Stop::Refused(SignInRefusal::LinkUsed)) => {
            let done = visit.go_saying("/staff/sign-in", texts(visit.lang()).msg_set_password_done());
            Ok(carried::keep(&visit, done, PATH, &token, actions::CONNECT_WITHIN)?)
        }
        Err(Stop::Refused(refusal @ SignInRefusal::Password(_))) => {
            let member = match actions::check_link(&visit.cx, &token).await {
                Ok(member) => member,
                Err(Stop::Refused(refusal)) => return closed(&visit, &refusal),
                Err(stop) => return Err(stop.into()),
            };
            Ok(visit.show_again(&page(&visit, &token, member, Some(&refusal)).await?)?.secret())
        }
        Err(Stop::Refused(refusal)) => closed(&visit, &refusal),
        Err(stop) => Err(stop.into()),
    }
}
