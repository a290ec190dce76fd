//! The second step of a sign-in (ACC-9), and what to do where no code comes.

use super::cookies::{half, here, without_half};
use super::parts::Next;
use super::wanted;
use crate::actions::passkey_step::second_step_by_passkey;
use crate::actions::second_step::{SecondStep, second_step};
use crate::actions::sign_in::SignedIn;
use crate::queries::passkeys;
use crate::refusals::{CodeRefusal, PasskeyRefusal};
use crate::sessions::half::Half;
use axum::extract::Query;
use gatehouse_brand::Link;
use gatehouse_core::Refusal;
use gatehouse_signin::passkeys::{Asked, Given};
use gatehouse_web::frames::{Card, PanelForm, Points};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

pub(super) const PATH: &str = "/sign-in/code";

/// What is typed, and where to go afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    #[serde(flatten)]
    step: SecondStep,
    #[serde(flatten)]
    given: Given,
    next: String,
}

/// Shows the form.
pub async fn form(visit: Visit, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    let half = half(&visit).await?;
    let form = CodeForm { next, ..CodeForm::default() };
    Ok(visit.show(&page(&visit, &half, &form, &FormErrors::new()).await?)?.secret())
}

/// Signs in.
pub async fn submit(visit: Visit, Posted(form): Posted<CodeForm>) -> Result<Done, Halt> {
    let half = half(&visit).await?;
    if !form.given.is_empty() {
        return by_passkey(&visit, &half, &form).await;
    }
    match second_step(&visit.cx, &half, &form.step, &here(&visit)).await.unless_broken()? {
        Ok(done) => signed_in(&visit, &half, &form, &done),
        Err(refusal @ (CodeRefusal::TooMany | CodeRefusal::Over)) => Ok(start_over(&visit, &form, &refusal)),
        Err(refusal) => refused(&visit, &half, &form, &refusal).await,
    }
}

async fn by_passkey(visit: &Visit, half: &Half, form: &CodeForm) -> Result<Done, Halt> {
    let trusts = form.step.trust == "true";
    match second_step_by_passkey(&visit.cx, half, &form.given, trusts, &here(visit)).await.unless_broken()? {
        Ok(done) => signed_in(visit, half, form, &done),
        Err(refusal @ PasskeyRefusal::SignInOver) => Ok(start_over(visit, form, &refusal)),
        Err(refusal) => refused(visit, half, form, &refusal).await,
    }
}

fn signed_in(visit: &Visit, half: &Half, form: &CodeForm, signed_in: &SignedIn) -> Result<Done, Halt> {
    let done = wanted::go_signed_in(visit, signed_in, &wanted::place(visit, &form.next), half.kept)?;
    Ok(without_half(visit, done))
}

fn start_over(visit: &Visit, form: &CodeForm, refusal: &dyn Refusal) -> Done {
    let begin = wanted::with_place("/sign-in", &form.next);
    without_half(visit, visit.go_saying(&begin, refusal.text(visit.lang())))
}

async fn refused(visit: &Visit, half: &Half, form: &CodeForm, refusal: &dyn Refusal) -> Result<Done, Halt> {
    Ok(visit.again(refusal, async |errors| page(visit, half, form, &errors).await).await?.secret())
}

async fn page(visit: &Visit, half: &Half, form: &CodeForm, errors: &FormErrors) -> Result<Card, Halt> {
    let t = crate::texts(visit.lang());
    let asked = passkeys::to_prove(&visit.cx, half.account, half.id).await?;
    let lede = if asked.is_some() { t.msg_passkey_or_code_lede() } else { t.msg_code_lede() };
    let code = Field::one_time_code("code", t.msg_code()).hint(t.msg_code_hint()).autofocus().errors(errors);
    let trust = Checkbox::new("trust", t.msg_code_trust()).hint(t.msg_code_trust_hint());
    let fields = PanelForm::in_card(PATH)
        .field(&code)
        .field(&trust.checked(form.step.trust == "true"))
        .field(&Field::hidden("next", form.next.as_str()))
        .submit(t.msg_sign_in());
    let lines = [t.msg_code_next(), t.msg_code_clock(), t.msg_code_other_app(), t.msg_code_recovery()];
    let card = Card::new(visit, t.msg_code_title(), errors).lede(lede).with(&fields);
    let card = match asked {
        None => card,
        Some(asked) => card.with(&step_by_passkey(visit, &asked, &form.next)),
    };
    let card = card.with(&Points::new(t.msg_code_none(), lines));
    let vendor = gatehouse_brand::of(&visit.cx.app);
    let card = match vendor.link(Link::Help) {
        None => card,
        Some(help) => card.way("", t.msg_front_help(), help),
    };
    Ok(card.way(t.msg_lost_way(), t.msg_lost_link(), super::lost::AT_SIGN_IN).way("", t.msg_start_over(), "/sign-in"))
}

fn step_by_passkey(visit: &Visit, asked: &Asked, next: &str) -> PanelForm {
    let t = crate::texts(visit.lang());
    let (challenge, options) = (asked.challenge.expose(), asked.options.as_str());
    let button = PasskeyButton::new(visit.lang(), t.msg_passkey_use(), challenge, options).after(t.msg_or());
    PanelForm::in_card(PATH).field(&Field::hidden("next", next)).field(&button.tick("trust"))
}
