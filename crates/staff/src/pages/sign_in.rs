//! Signing in: address and password, then the code.

use super::parts::{CardPage, errors_of};
use crate::actions::{self, Next, SIGN_IN_FORM, SignIn};
use crate::refusals::SignInRefusal;
use crate::{sessions, texts};
use axum::extract::Query;
use gatehouse_core::{DAY, Personal, Secret, Stop, Uuid};
use gatehouse_signin::carried;
use gatehouse_web::cookies::{self, Name};
use gatehouse_web::human::{self, HumanAnswer};
use gatehouse_web::view::*;
use gatehouse_web::visit::{is_staff, query_escape, safe_next};
use gatehouse_web::{Done, Halt, Posted, Visit};
use serde::Deserialize;

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

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PasswordForm {
    email: String,
    password: String,
    next: String,
    #[serde(flatten)]
    human: HumanAnswer,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct CodeForm {
    pub(super) code: String,
    pub(super) next: String,
}

/// The token in the cookie, if it could be one.
pub(super) fn token(visit: &Visit) -> Option<String> {
    let cookie = visit.jar.get(&Name::Staff.full(&visit.cx.app.settings))?;
    (!cookie.value().is_empty() && cookie.value().len() <= 128).then(|| cookie.value().to_owned())
}

/// Sets the session's cookie for `micros`.
pub(super) fn keep(visit: &Visit, done: Done, token: &Secret<String>, micros: i64) -> Done {
    let seconds = micros / gatehouse_core::SECOND;
    done.cookie(cookies::set(&visit.cx.app.settings, Name::Staff, token.expose().clone(), Some(seconds)))
}

/// The cookie of this browser, if it could be one.
pub(super) fn browser(visit: &Visit) -> Option<String> {
    visit.jar.get(&Name::StaffBrowser.full(&visit.cx.app.settings)).map(|cookie| cookie.value().to_owned())
}

/// Remembers the browser in which `member` has just proven himself. What was done before stands without it: the answer holds
/// a session, and recovery codes that are shown this once.
pub(super) async fn remember(visit: &Visit, done: Done, member: Uuid) -> Done {
    let kept = match actions::remember_browser(&visit.cx, member, browser(visit).as_deref()).await {
        Ok(kept) => kept,
        Err(fault) => {
            tracing::warn!(%fault, "the browser of a sign-in was not remembered");
            return done;
        }
    };
    let life = i64::from(crate::browsers::DAYS) * (DAY / gatehouse_core::SECOND);
    let settings = &visit.cx.app.settings;
    done.cookie(cookies::set(settings, Name::StaffBrowser, kept.expose().clone(), Some(life)))
}

fn password_page(visit: &Visit, typed: &PasswordForm, refusal: Option<&SignInRefusal>) -> Result<CardPage, Halt> {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let errors = refusal.map(|r| errors_of(lang, r)).unwrap_or_default();
    let mut fields = vec![
        Markup::of(&Field::email("email", t.msg_email()).value(typed.email.as_str()).max_length(254)),
        Markup::of(&Password::current(lang, "password", t.msg_password())),
        Markup::of(&Field::hidden("next", place(&typed.next))),
    ];
    // Asked only when strangers try very often (ACC-11); asked again as long as it was.
    if errors.of("human_picture").is_some() || !typed.human.human_token.is_empty() {
        fields.push(Markup::of(&human::for_form(&visit.cx, SIGN_IN_FORM)?.errors(&errors)));
    }
    Ok(CardPage {
        page: visit.page(t.msg_sign_in_title()).refused(!errors.is_empty()),
        lede: t.msg_sign_in_lede(),
        summary: ErrorSummary::new(lang, &errors),
        notice: None,
        action: "/staff/sign-in".to_owned(),
        fields,
        submit: Button::submit(t.msg_sign_in()).primary().wide(),
        foot: None,
    })
}

pub(super) async fn form(visit: Visit, Query(query): Query<NextQuery>) -> Result<Done, Halt> {
    if visit.staff.is_some() {
        return Ok(visit.go(place(&query.next)));
    }
    visit.show(&password_page(&visit, &PasswordForm { next: query.next, ..PasswordForm::default() }, None)?)
}

pub(super) async fn password(visit: Visit, Posted(form): Posted<PasswordForm>) -> Result<Done, Halt> {
    let input = SignIn {
        email: Personal(form.email.clone()),
        password: Secret::new(form.password.clone()),
        browser: browser(&visit),
        human: form.human.clone(),
        invitation: carried::carried(&visit, super::set_password::PATH),
    };
    match actions::sign_in(&visit.cx, input).await {
        Ok(passed) => {
            let page = match passed.next {
                Next::Code => "/staff/sign-in/code",
                Next::SetUp => "/staff/setup",
            };
            let done = visit.go(&format!("{page}?next={}", query_escape(place(&form.next))));
            Ok(keep(&visit, done, &passed.token, sessions::HALF))
        }
        Err(Stop::Refused(refusal)) => again(&visit, &form, &refusal),
        Err(stop) => Err(stop.into()),
    }
}

/// The password's page with what is wrong, under the refusal's own status.
fn again(visit: &Visit, form: &PasswordForm, refusal: &SignInRefusal) -> Result<Done, Halt> {
    visit.show_refused(refusal, &password_page(visit, form, Some(refusal))?)
}

/// What follows when a code was not taken: the same form, or the beginning where the half-finished session is over.
pub(super) fn refused(
    visit: &Visit,
    next: &str,
    refusal: &SignInRefusal,
    same: impl FnOnce(&SignInRefusal) -> CardPage,
) -> Result<Done, Halt> {
    match refusal {
        SignInRefusal::CodeWrong
        | SignInRefusal::CodeUsed
        | SignInRefusal::PresenceWrong
        | SignInRefusal::TooOften(_) => visit.show_refused(refusal, &same(refusal)),
        _ => again(visit, &PasswordForm { next: next.to_owned(), ..PasswordForm::default() }, refusal),
    }
}

fn code_page(visit: &Visit, next: &str, refusal: Option<&SignInRefusal>) -> CardPage {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let errors = refusal.map(|r| errors_of(lang, r)).unwrap_or_default();
    let code = Field::one_time_code("code", t.msg_code()).hint(t.msg_code_hint()).autofocus().errors(&errors);
    CardPage {
        page: visit.page(t.msg_code_title()).refused(!errors.is_empty()),
        lede: t.msg_code_lede(),
        summary: ErrorSummary::new(lang, &errors),
        notice: None,
        action: "/staff/sign-in/code".to_owned(),
        fields: vec![Markup::of(&code), Markup::of(&Field::hidden("next", place(next)))],
        submit: Button::submit(t.msg_code_submit()).primary().wide(),
        foot: Some((t.msg_start_over(), "/staff/sign-in".to_owned())),
    }
}

/// The half-finished session behind the cookie, or the way to the beginning.
pub(super) async fn half(
    visit: &Visit,
) -> Result<(crate::tables::staff_session::Model, crate::tables::staff::Model), Halt> {
    let found = match token(visit) {
        Some(token) => sessions::half(&visit.cx, &token).await?,
        None => None,
    };
    found.ok_or_else(|| Halt::GoTo("/staff/sign-in".to_owned()))
}

pub(super) async fn code_form(visit: Visit, Query(query): Query<NextQuery>) -> Result<Done, Halt> {
    if visit.staff.is_some() {
        return Ok(visit.go(place(&query.next)));
    }
    let (_, member) = half(&visit).await?;
    if member.totp_secret_sealed.is_none() {
        return Ok(visit.go(&format!("/staff/setup?next={}", query_escape(place(&query.next)))));
    }
    visit.show(&code_page(&visit, &query.next, None))
}

pub(super) async fn code(visit: Visit, Posted(form): Posted<CodeForm>) -> Result<Done, Halt> {
    let (half, member) = half(&visit).await?;
    match actions::confirm_code(&visit.cx, half.id, &form.code).await {
        Ok(token) => {
            let done = keep(&visit, visit.go(place(&form.next)), &token, sessions::LONGEST);
            Ok(remember(&visit, done, member.id).await)
        }
        Err(Stop::Refused(refusal)) => {
            refused(&visit, &form.next, &refusal, |r| code_page(&visit, &form.next, Some(r)))
        }
        Err(stop) => Err(stop.into()),
    }
}
