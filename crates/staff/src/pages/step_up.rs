//! Proving it again before a sensitive change; signing out.

use super::parts::{CardPage, errors_of};
use super::sign_in::{NextQuery, keep, place};
use crate::actions::{self, Proof};
use crate::refusals::SignInRefusal;
use crate::{sessions, texts};
use axum::extract::Query;
use gatehouse_core::{Refusal as _, Secret, Stop};
use gatehouse_web::cookies::{self, Name};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff, Visit};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ProofForm {
    code: String,
    password: String,
    next: String,
}

fn page(visit: &Visit, next: &str, refusal: Option<&SignInRefusal>) -> CardPage {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let errors = refusal.map(|r| errors_of(lang, r)).unwrap_or_default();
    let code = Field::one_time_code("code", t.msg_code()).hint(t.msg_step_up_code_hint()).plain().errors(&errors);
    CardPage {
        page: visit.page(t.msg_step_up_title()).refused(!errors.is_empty()),
        lede: t.msg_step_up_lede(),
        summary: ErrorSummary::new(lang, &errors),
        notice: None,
        action: "/staff/step-up".to_owned(),
        fields: vec![
            Markup::of(&code),
            Markup::of(&Or { text: t.msg_or() }),
            Markup::of(&Password::current(lang, "password", t.msg_password())),
            Markup::of(&Field::hidden("next", place(next))),
        ],
        submit: Button::submit(t.msg_step_up_submit()).primary().wide(),
        foot: Some((t.msg_cancel(), "/staff".to_owned())),
    }
}

#[derive(askama::Template)]
#[template(source = r#"<p class="or">{{ text }}</p>"#, ext = "html")]
struct Or {
    text: String,
}

impl askama::filters::HtmlSafe for Or {}

pub(super) async fn form(staff: Staff, Query(query): Query<NextQuery>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff.visit, &query.next, None))
}

pub(super) async fn prove(staff: Staff, Posted(form): Posted<ProofForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let proof =
        if form.code.trim().is_empty() { Proof::Password(Secret::new(form.password)) } else { Proof::Code(form.code) };
    match actions::step_up(&visit.cx, staff.session.id, proof).await {
        Ok(token) => Ok(keep(visit, visit.go(place(&form.next)), &token, sessions::LONGEST)),
        Err(Stop::Refused(SignInRefusal::SessionEnded)) => Ok(ended(visit)),
        Err(Stop::Refused(refusal)) => visit.show_refused(&refusal, &page(visit, &form.next, Some(&refusal))),
        Err(stop) => Err(stop.into()),
    }
}

/// Five wrong proofs: the session has ended, and why.
pub(super) fn ended(visit: &Visit) -> Done {
    let done = visit.go_saying("/staff/sign-in", SignInRefusal::SessionEnded.text(visit.lang()));
    done.cookie(cookies::clear(&visit.cx.app.settings, Name::Staff))
}

pub(super) async fn sign_out(visit: Visit) -> Result<Done, Halt> {
    if let Some(session) = &visit.staff {
        actions::sign_out(&visit.cx, session.id).await?;
    }
    let done = visit.go_saying("/staff/sign-in", texts(visit.lang()).msg_signed_out());
    Ok(done.cookie(cookies::clear(&visit.cx.app.settings, Name::Staff)))
}
