//! Setting the authenticator app up.

use super::parts::{CardPage, CodesPage, errors_of};
use super::sign_in::{CodeForm, NextQuery, half, keep, place, refused, remember};
use crate::actions::{self, SetUp};
use crate::refusals::SignInRefusal;
use crate::tables::{staff, staff_session};
use crate::{sessions, texts};
use axum::extract::Query;
use gatehouse_core::{Secret, Stop};
use gatehouse_web::view::*;
use gatehouse_web::visit::query_escape;
use gatehouse_web::{Done, Halt, Posted, Visit};
use serde::Deserialize;

async fn page(
    visit: &Visit,
    half: &staff_session::Model,
    member: &staff::Model,
    next: &str,
    refusal: Option<&SignInRefusal>,
) -> Result<Option<CardPage>, Halt> {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let Some(offer) = actions::offered_secret(&visit.cx, half, member).await? else { return Ok(None) };
    let errors = refusal.map(|r| errors_of(lang, r)).unwrap_or_default();
    let qr = Qr::new(offer.address.expose(), t.msg_setup_qr(), offer.text.expose().as_str());
    let code = Field::one_time_code("code", t.msg_code()).hint(t.msg_setup_code_hint()).errors(&errors);
    Ok(Some(CardPage {
        page: visit.page(t.msg_setup_title()).refused(!errors.is_empty()),
        lede: t.msg_setup_lede(),
        summary: ErrorSummary::new(lang, &errors),
        notice: None,
        action: "/staff/setup".to_owned(),
        fields: vec![Markup::of(&qr), Markup::of(&code), Markup::of(&Field::hidden("next", place(next)))],
        submit: Button::submit(t.msg_setup_submit()).primary().wide(),
        foot: Some((t.msg_start_over(), "/staff/sign-in".to_owned())),
    }))
}

/// What is asked first where the invitation was not followed here: an administrator's code.
fn presence_page(visit: &Visit, next: &str, refusal: Option<&SignInRefusal>) -> CardPage {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let errors = refusal.map(|r| errors_of(lang, r)).unwrap_or_default();
    let code = Field::text("presence", t.msg_code()).hint(t.msg_presence_hint()).autocomplete("off").max_length(20);
    CardPage {
        page: visit.page(t.msg_presence_title()).refused(!errors.is_empty()),
        lede: t.msg_presence_lede(),
        summary: ErrorSummary::new(lang, &errors),
        notice: None,
        action: "/staff/setup/presence".to_owned(),
        fields: vec![Markup::of(&code.errors(&errors)), Markup::of(&Field::hidden("next", place(next)))],
        submit: Button::submit(t.msg_code_submit()).primary().wide(),
        foot: Some((t.msg_start_over(), "/staff/sign-in".to_owned())),
    }
}

pub(super) async fn form(visit: Visit, Query(query): Query<NextQuery>) -> Result<Done, Halt> {
    let (half, member) = half(&visit).await?;
    match page(&visit, &half, &member, &query.next, None).await? {
        Some(page) => Ok(visit.show(&page)?.secret()),
        None if member.totp_secret_sealed.is_none() => visit.show(&presence_page(&visit, &query.next, None)),
        None => Ok(visit.go(&format!("/staff/sign-in/code?next={}", query_escape(place(&query.next))))),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PresenceForm {
    presence: String,
    next: String,
}

/// Takes an administrator's code.
pub(super) async fn presence(visit: Visit, Posted(form): Posted<PresenceForm>) -> Result<Done, Halt> {
    let (half, _) = half(&visit).await?;
    match actions::give_presence_code(&visit.cx, half.id, &form.presence).await {
        Ok(()) => Ok(visit.go(&format!("/staff/setup?next={}", query_escape(place(&form.next))))),
        Err(Stop::Refused(refusal)) => {
            refused(&visit, &form.next, &refusal, |r| presence_page(&visit, &form.next, Some(r)))
        }
        Err(stop) => Err(stop.into()),
    }
}

/// The form posts to an address that has no page of its own.
pub(super) async fn up(visit: Visit) -> Done {
    visit.go("/staff/setup")
}

/// Recovery codes, which are on no other page.
pub(super) fn codes_page(visit: &Visit, codes: &[Secret<String>], next: &str) -> CodesPage {
    let t = texts(visit.lang());
    CodesPage {
        page: visit.page(t.msg_codes_title()),
        head: PageHead::new(t.msg_codes_title()).lede(t.msg_codes_lede()),
        notice: Notice::warn(t.msg_codes_once()),
        codes: CodeList::new(codes.iter().map(|code| code.expose().clone())),
        done: Button::link(t.msg_codes_kept(), next).primary(),
    }
}

pub(super) async fn confirm(visit: Visit, Posted(form): Posted<CodeForm>) -> Result<Done, Halt> {
    let (half, member) = half(&visit).await?;
    match actions::set_up_second_factor(&visit.cx, half.id, &form.code).await {
        Ok(SetUp { token, recovery_codes }) => {
            let done = visit.show(&codes_page(&visit, &recovery_codes, place(&form.next)))?.secret();
            Ok(remember(&visit, keep(&visit, done, &token, sessions::LONGEST), member.id).await)
        }
        Err(Stop::Refused(refusal)) => match page(&visit, &half, &member, &form.next, Some(&refusal)).await? {
            Some(same) => Ok(refused(&visit, &form.next, &refusal, |_| same)?.secret()),
            None => Ok(visit.go("/staff/sign-in")),
        },
        Err(stop) => Err(stop.into()),
    }
}
