//! Proving it again before a sensitive change, by a factor where factors change; signing out.

use super::cookies::{keep, without_session};
use super::sign_in::place;
use super::{passkey, sso};
use crate::actions::{self, Proof, SignedOut};
use crate::model::single_sign_on::SingleSignOn;
use crate::refusals::SignInRefusal;
use crate::{queries, sessions, texts};
use axum::extract::Query;
use gatehouse_core::{Refusal as _, Secret};
use gatehouse_federation::Federation;
use gatehouse_signin::passkeys::Given;
use gatehouse_web::frames::{Card, PanelForm, Paragraph};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff, UnlessBroken as _, Visit};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    next: String,
    /// Not empty: only a factor counts.
    factor: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ProofForm {
    code: String,
    password: String,
    #[serde(flatten)]
    given: Given,
    #[serde(flatten)]
    asked: Asked,
}

async fn page(staff: &Staff, asked: &Asked, errors: &FormErrors) -> Result<Card, Halt> {
    let visit = &staff.visit;
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let only_factor = !asked.factor.is_empty();
    let proofs = queries::proofs(&visit.cx, staff.session.id, only_factor).await?;
    let code = Field::one_time_code("code", t.msg_code()).hint(t.msg_step_up_code_hint()).errors(errors);
    let form = PanelForm::in_card("/staff/step-up");
    let form = if proofs.by_password {
        form.field(&code.plain()).field(&Paragraph::between(t.msg_or())).field(&Password::current(
            lang,
            "password",
            t.msg_password(),
        ))
    } else {
        form.field(&code)
    };
    let form = if only_factor { form.field(&Field::hidden("factor", "1")) } else { form };
    let form = form.field(&Field::hidden("next", place(&asked.next))).submit(t.msg_step_up_submit());
    let lede = if only_factor { t.msg_step_up_factor() } else { t.msg_step_up_lede() };
    let mut card = Card::new(visit, t.msg_step_up_title(), errors).lede(lede);
    if let Some(sso) = SingleSignOn::of(&visit.cx).filter(|_| proofs.by_provider) {
        let confirm = t.msg_sso_step_up(sso.provider.label.as_str());
        card = card.with(&Button::link(confirm, sso::step_up_at(&asked.next)).primary().wide());
        if proofs.by_code {
            card = card.with(&Paragraph::between(t.msg_or()));
        }
    }
    if proofs.by_code {
        card = card.with(&form);
    }
    let card = card.way("", t.msg_cancel(), "/staff");
    let hidden = [("next", place(&asked.next)), ("factor", asked.factor.as_str())];
    passkey::beside(visit, card, staff.session.staff, staff.session.id, "/staff/step-up", &hidden).await
}

pub(super) async fn form(staff: Staff, Query(asked): Query<Asked>) -> Result<Done, Halt> {
    let page = page(&staff, &asked, &FormErrors::new()).await?;
    Ok(staff.visit.show(&page)?.secret())
}

pub(super) async fn prove(staff: Staff, Posted(form): Posted<ProofForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let asked = form.asked;
    let again = async |errors| page(&staff, &asked, &errors).await;
    if !form.given.is_empty() {
        let proven = actions::passkey_step_up(&visit.cx, staff.session.id, &form.given).await;
        let done = async |token| Ok(keep(visit, visit.go(place(&asked.next)), &token, sessions::LONGEST));
        return visit.answer(proven, done, again).await;
    }
    let is_code = !form.code.trim().is_empty() || !asked.factor.is_empty();
    let proof = if is_code { Proof::Code(form.code) } else { Proof::Password(Secret::new(form.password)) };
    match actions::step_up(&visit.cx, staff.session.id, proof).await.unless_broken()? {
        Ok(token) => Ok(keep(visit, visit.go(place(&asked.next)), &token, sessions::LONGEST)),
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
    if let Some(session) = &visit.staff
        && let SignedOut::AtProvider(hint) = actions::sign_out(&visit.cx, session.id).await?
        && let Some(address) = sign_out_there(&visit, hint.as_ref()).await?
    {
        return Ok(without_session(&visit, visit.leave(&address)?));
    }
    let done = visit.go_saying("/staff/sign-in", texts(visit.lang()).msg_signed_out());
    Ok(without_session(&visit, done))
}

/// Where the sign-out goes on at the vendor's own provider. One that does not answer keeps nobody signed in here.
async fn sign_out_there(visit: &Visit, hint: Option<&Secret<String>>) -> Result<Option<String>, Halt> {
    let cx = &visit.cx;
    let Some(sso) = SingleSignOn::of(cx) else { return Ok(None) };
    let back = sso::whole(cx, "/staff/sign-in");
    let found = cx.service::<Federation>()?.staff_sign_out(cx, &sso.provider, hint, &back).await;
    Ok(found.unwrap_or_else(|trouble| {
        tracing::warn!(%trouble, "a sign-out could not go on at the provider of the staff");
        None
    }))
}
