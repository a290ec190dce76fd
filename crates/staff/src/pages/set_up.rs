//! Setting the authenticator app up.

use super::parts::{CardPage, CodesPage, errors_of};
use super::sign_in::{CodeForm, NextQuery, half, keep, place, refused, remember};
use crate::actions::{self, SetUp};
use crate::refusals::SignInRefusal;
use crate::tables::staff;
use crate::{sessions, texts};
use axum::extract::Query;
use gatehouse_core::{Secret, Stop};
use gatehouse_web::view::*;
use gatehouse_web::visit::query_escape;
use gatehouse_web::{Done, Halt, Posted, Visit};

async fn page(
    visit: &Visit,
    member: &staff::Model,
    next: &str,
    refusal: Option<&SignInRefusal>,
) -> Result<Option<CardPage>, Halt> {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let Some(offer) = actions::offered_secret(&visit.cx, member).await? else { return Ok(None) };
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

pub(super) async fn form(visit: Visit, Query(query): Query<NextQuery>) -> Result<Done, Halt> {
    let (_, member) = half(&visit).await?;
    match page(&visit, &member, &query.next, None).await? {
        Some(page) => visit.show(&page),
        None => Ok(visit.go(&format!("/staff/sign-in/code?next={}", query_escape(place(&query.next))))),
    }
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
            let done = visit.show(&codes_page(&visit, &recovery_codes, place(&form.next)))?;
            remember(&visit, keep(&visit, done, &token, sessions::LONGEST), member.id).await
        }
        Err(Stop::Refused(refusal)) => match page(&visit, &member, &form.next, Some(&refusal)).await? {
            Some(same) => refused(&visit, &form.next, &refusal, |_| same),
            None => Ok(visit.go("/staff/sign-in")),
        },
        Err(stop) => Err(stop.into()),
    }
}
