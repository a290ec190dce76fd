//! Proving it again before a sensitive change; signing out.

use super::cookies::{keep, without_session};
use super::passkey;
use super::sign_in::{NextQuery, place};
use crate::actions::{self, Proof};
use crate::refusals::SignInRefusal;
use crate::{sessions, texts};
use axum::extract::Query;
use gatehouse_core::{Refusal as _, Secret};
use gatehouse_signin::passkeys::Given;
use gatehouse_web::frames::{Card, PanelForm, Paragraph};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff, UnlessBroken as _, Visit};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ProofForm {
    code: String,
    password: String,
    #[serde(flatten)]
    given: Given,
    next: String,
}

async fn page(staff: &Staff, next: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let visit = &staff.visit;
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let form = PanelForm::in_card("/staff/step-up")
        .field(&Field::one_time_code("code", t.msg_code()).hint(t.msg_step_up_code_hint()).plain().errors(errors))
        .field(&Paragraph::between(t.msg_or()))
        .field(&Password::current(lang, "password", t.msg_password()))
        .field(&Field::hidden("next", place(next)))
        .submit(t.msg_step_up_submit());
    let card = Card::new(visit, t.msg_step_up_title(), errors).lede(t.msg_step_up_lede());
    let card = card.with(&form).way("", t.msg_cancel(), "/staff");
    passkey::beside(visit, card, staff.session.staff, staff.session.id, "/staff/step-up", place(next)).await
}

pub(super) async fn form(staff: Staff, Query(query): Query<NextQuery>) -> Result<Done, Halt> {
    let page = page(&staff, &query.next, &FormErrors::new()).await?;
    Ok(staff.visit.show(&page)?.secret())
}

pub(super) async fn prove(staff: Staff, Posted(form): Posted<ProofForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let again = async |errors| page(&staff, &form.next, &errors).await;
    if !form.given.is_empty() {
        let proven = actions::passkey_step_up(&visit.cx, staff.session.id, &form.given).await;
        let done = async |token| Ok(keep(visit, visit.go(place(&form.next)), &token, sessions::LONGEST));
        return visit.answer(proven, done, again).await;
    }
    let proof = if form.code.trim().is_empty() {
        Proof::Password(Secret::new(form.password.clone()))
    } else {
        Proof::Code(form.code.clone())
    };
    match actions::step_up(&visit.cx, staff.session.id, proof).await.unless_broken()? {
        Ok(token) => Ok(keep(visit, visit.go(place(&form.next)), &token, sessions::LONGEST)),
        Err(SignInRefusal::SessionEnded) => Ok(ended(visit)),
        Err(refusal) => visit.again(&refusal, again).await,
    }
}

/// Five wrong proofs: the session has ended, and why.
pub(super) fn ended(visit: &Visit) -> Done {
    let done = visit.go_saying("/staff/sign-in", SignInRefusal::SessionEnded.text(visit.lang()));
    without_session(visit, done)
}

pub(super) async fn sign_out(visit: Visit) -> Result<Done, Halt> {
    if let Some(session) = &visit.staff {
        actions::sign_out(&visit.cx, session.id).await?;
    }
    let done = visit.go_saying("/staff/sign-in", texts(visit.lang()).msg_signed_out());
    Ok(without_session(&visit, done))
}
