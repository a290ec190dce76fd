//! Signing in: address and password, then the code.

use super::cookies::{browser, keep, remember, token};
use super::{passkey, sso};
use crate::actions::{self, Next, PasswordPassed, SIGN_IN_FORM, SignIn};
use crate::refusals::{PasskeyRefusal, SignInRefusal};
use crate::tables::{staff, staff_session};
use crate::{sessions, texts};
use axum::extract::Query;
use gatehouse_core::{Personal, Secret, Uuid};
use gatehouse_signin::carried;
use gatehouse_signin::forms::Credentials;
use gatehouse_signin::passkeys::Given;
use gatehouse_web::frames::{Card, PanelForm, Paragraph};
use gatehouse_web::view::*;
use gatehouse_web::visit::{is_staff, query_escape, safe_next};
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

const PATH: &str = "/staff/sign-in";

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NextQuery {
    pub(super) next: String,
}

/// A place of the console to come back to.
pub(super) fn place(next: &str) -> &str {
    let place = safe_next(Some(next), "/staff");
    let path = place.split('?').next().unwrap_or_default();
    if is_staff(path) && !path.starts_with("/staff/sign-") { place } else { "/staff" }
}

/// A further page of the sign-in, which leads to the same place.
pub(super) fn with_place(page: &str, next: &str) -> String {
    format!("{page}?next={}", query_escape(place(next)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PasswordForm {
    #[serde(flatten)]
    who: Credentials,
    next: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct CodeForm {
    pub(super) code: String,
    #[serde(flatten)]
    pub(super) given: Given,
    pub(super) next: String,
}

fn password_page(visit: &Visit, typed: &PasswordForm, errors: &FormErrors) -> Result<Card, Halt> {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let password = Password::current(lang, "password", t.msg_password());
    let form = typed
        .who
        .fields(PanelForm::in_card(PATH), t.msg_email(), password, errors)
        .field(&Field::hidden("next", place(&typed.next)));
    let form = typed.who.human_check(&visit.cx, SIGN_IN_FORM, form, errors)?.submit(t.msg_sign_in());
    let card = Card::new(visit, t.msg_sign_in_title(), errors).lede(t.msg_sign_in_lede());
    let card = match sso::button(visit, &typed.next) {
        Some(button) => card.with(&button).with(&Paragraph::between(t.msg_or())),
        None => card,
    };
    let card = card.with(&form);
    Ok(card.with(&passkey::sign_in_form(visit, &typed.next)))
}

/// The page after a passkey was refused.
pub(super) fn again(visit: &Visit, next: &str, errors: &FormErrors) -> Result<Card, Halt> {
    password_page(visit, &PasswordForm { next: next.to_owned(), ..PasswordForm::default() }, errors)
}

pub(super) async fn form(visit: Visit, Query(query): Query<NextQuery>) -> Result<Done, Halt> {
    if visit.staff.is_some() {
        return Ok(visit.go(place(&query.next)));
    }
    let form = PasswordForm { next: query.next, ..PasswordForm::default() };
    visit.show(&password_page(&visit, &form, &FormErrors::new())?)
}

pub(super) async fn password(visit: Visit, Posted(form): Posted<PasswordForm>) -> Result<Done, Halt> {
    let input = SignIn {
        email: Personal(form.who.email.clone()),
        password: Secret::new(form.who.password.clone()),
        browser: browser(&visit),
        human: form.who.human.clone(),
        invitation: carried::carried(&visit, super::set_password::PATH),
        previous: visit.staff.as_ref().map(|open| open.id),
    };
    let passed = async |passed: PasswordPassed| {
        let page = match passed.next {
            Next::Code => "/staff/sign-in/code",
            Next::SetUp => "/staff/setup",
        };
        Ok(keep(&visit, visit.go(&with_place(page, &form.next)), &passed.token, sessions::HALF))
    };
    let again = async |errors| password_page(&visit, &form, &errors);
    visit.answer(actions::sign_in(&visit.cx, input).await, passed, again).await
}

/// What follows when a code was not taken: the same form, or the beginning where the half-finished session is over.
pub(super) async fn refused(
    visit: &Visit,
    next: &str,
    refusal: &SignInRefusal,
    same: impl AsyncFnOnce(&FormErrors) -> Result<Card, Halt>,
) -> Result<Done, Halt> {
    let page = async |errors: FormErrors| match refusal {
        SignInRefusal::CodeWrong
        | SignInRefusal::CodeUsed
        | SignInRefusal::PresenceWrong
        | SignInRefusal::TooOften(_) => same(&errors).await,
        _ => again(visit, next, &errors),
    };
    visit.again(refusal, page).await
}

/// A card that asks for a code, with the way to the beginning.
pub(super) fn code_card(visit: &Visit, title: String, lede: String, form: &PanelForm, errors: &FormErrors) -> Card {
    let start_over = texts(visit.lang()).msg_start_over();
    Card::new(visit, title, errors).lede(lede).with(form).way("", start_over, PATH)
}

async fn code_page(visit: &Visit, half: &staff_session::Model, next: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let t = texts(visit.lang());
    let code = Field::one_time_code("code", t.msg_code()).hint(t.msg_code_hint()).autofocus().errors(errors);
    let form = PanelForm::in_card("/staff/sign-in/code")
        .field(&code)
        .field(&Field::hidden("next", place(next)))
        .submit(t.msg_code_submit());
    let card = code_card(visit, t.msg_code_title(), t.msg_code_lede(), &form, errors);
    passkey::beside(visit, card, half.staff_id, half.id, "/staff/sign-in/code", &[("next", place(next))]).await
}

/// The half-finished session behind the cookie, or the way to the beginning.
pub(super) async fn half(visit: &Visit) -> Result<(staff_session::Model, staff::Model), Halt> {
    let found = match token(visit) {
        Some(token) => sessions::half(&visit.cx, &token).await?,
        None => None,
    };
    found.ok_or_else(|| Halt::GoTo(PATH.to_owned()))
}

pub(super) async fn code_form(visit: Visit, Query(query): Query<NextQuery>) -> Result<Done, Halt> {
    if visit.staff.is_some() {
        return Ok(visit.go(place(&query.next)));
    }
    let (half, member) = half(&visit).await?;
    if member.totp_secret_sealed.is_none() {
        return Ok(visit.go(&with_place("/staff/setup", &query.next)));
    }
    let page = code_page(&visit, &half, &query.next, &FormErrors::new()).await?;
    Ok(visit.show(&page)?.secret())
}

pub(super) async fn code(visit: Visit, Posted(form): Posted<CodeForm>) -> Result<Done, Halt> {
    let (half, member) = half(&visit).await?;
    let again = async |errors: &FormErrors| code_page(&visit, &half, &form.next, errors).await;
    if !form.given.is_empty() {
        return match actions::confirm_passkey(&visit.cx, half.id, &form.given).await.unless_broken()? {
            Ok(token) => Ok(enter(&visit, &form.next, &token, member.id).await),
            Err(PasskeyRefusal::Expired) => refused(&visit, &form.next, &SignInRefusal::Expired, again).await,
            Err(refusal) => visit.again(&refusal, async |errors| again(&errors).await).await,
        };
    }
    match actions::confirm_code(&visit.cx, half.id, &form.code).await.unless_broken()? {
        Ok(token) => Ok(enter(&visit, &form.next, &token, member.id).await),
        Err(refusal) => refused(&visit, &form.next, &refusal, again).await,
    }
}

/// Who is signed in now goes on to where they wanted to go; their browser is remembered.
pub(super) async fn enter(visit: &Visit, next: &str, token: &Secret<String>, member: Uuid) -> Done {
    let done = keep(visit, visit.go(place(next)), token, sessions::LONGEST);
    remember(visit, done, member).await
}
