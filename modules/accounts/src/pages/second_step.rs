//! The second step of a sign-in (ACC-9), and what to do where no code comes.

use super::cookies::{half, here, without_half};
use super::parts::{Next, to_support};
use super::{text_code, wanted};
use crate::actions::passkey_step::second_step_by_passkey;
use crate::actions::second_step::{SecondStep, second_step};
use crate::actions::send_code::send_at_sign_in;
use crate::actions::sign_in::SignedIn;
use crate::model::text_code::Bound;
use crate::queries::phones::Ways;
use crate::queries::{passkeys, phones};
use crate::refusals::{CodeRefusal, PasskeyRefusal, TextRefusal};
use crate::sessions::half::Half;
use axum::extract::Query;
use gatehouse_core::{Refusal, Uuid};
use gatehouse_signin::passkeys::{Asked, Given};
use gatehouse_web::frames::{Card, PanelForm, Points};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

pub(super) const PATH: &str = "/sign-in/code";
/// Where the button posts that sends a code by text message.
pub(super) const SEND: &str = "/sign-in/text";

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

/// Which phone.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SendForm {
    phone: String,
    next: String,
}

/// The address that sends has no page of its own.
pub async fn up(visit: Visit) -> Done {
    visit.go(PATH)
}

/// Sends a code by text message.
pub async fn send(visit: Visit, Posted(SendForm { phone, next }): Posted<SendForm>) -> Result<Done, Halt> {
    let half = half(&visit).await?;
    let form = CodeForm { next, ..CodeForm::default() };
    let phone = Uuid::parse_str(&phone).map_err(|_| Halt::NotFound)?;
    match send_at_sign_in(&visit.cx, &half, phone).await.unless_broken()? {
        Ok(()) => Ok(visit.go(&wanted::with_place(PATH, &form.next))),
        Err(refusal @ TextRefusal::Over) => Ok(start_over(&visit, &form, &refusal)),
        Err(refusal) => refused(&visit, &half, &form, &refusal).await,
    }
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
    let ways = phones::ways(&visit.cx, half.account, Bound::Half(half.id)).await?;
    let has_phone = !ways.phones.is_empty();
    let lede = match (ways.sent.is_some(), asked.is_some(), ways.has_app) {
        (true, ..) => t.msg_text_lede(),
        (false, true, _) => t.msg_passkey_or_code_lede(),
        (false, false, true) => t.msg_code_lede(),
        (false, false, false) if has_phone => t.msg_text_offer_lede(),
        (false, false, false) => t.msg_text_gone_lede(),
    };
    let hint = if ways.has_app { t.msg_code_hint() } else { t.msg_text_hint() };
    let code = Field::one_time_code("code", t.msg_code()).hint(hint).autofocus().errors(errors);
    let trust = Checkbox::new("trust", t.msg_code_trust()).hint(t.msg_code_trust_hint());
    let fields = PanelForm::in_card(PATH)
        .field(&code)
        .field(&trust.checked(form.step.trust == "true"))
        .field(&Field::hidden("next", form.next.as_str()))
        .submit(t.msg_sign_in());
    let card = Card::new(visit, t.msg_code_title(), errors).lede(lede);
    let card = card.notice(text_code::notice(visit, ways.sent.as_ref()));
    let forms = text_code::send_forms(visit, SEND, &ways, &[("next", form.next.as_str())]);
    // Where nothing was sent yet and nothing else gives a code, the button comes first.
    let card = if ways.has_app || asked.is_some() || ways.sent.is_some() {
        forms.iter().fold(card.with(&fields), Card::with)
    } else {
        forms.iter().fold(card, Card::with).with(&fields)
    };
    let card = match asked {
        None => card,
        Some(asked) => card.with(&step_by_passkey(visit, &asked, &form.next)),
    };
    let card = card.with(&Points::new(t.msg_code_none(), lines(visit, &ways)));
    let card = to_support(visit, card);
    Ok(card.way(t.msg_lost_way(), t.msg_lost_link(), super::lost::AT_SIGN_IN).way("", t.msg_start_over(), "/sign-in"))
}

/// What to do where no code comes, or none works.
fn lines(visit: &Visit, ways: &Ways) -> Vec<String> {
    let t = crate::texts(visit.lang());
    let mut lines = Vec::new();
    if !ways.phones.is_empty() {
        lines.extend(text_code::none_came(visit));
    }
    if ways.has_app {
        lines.extend([t.msg_code_next(), t.msg_code_clock(), t.msg_code_other_app()]);
    }
    lines.push(t.msg_code_recovery());
    lines
}

fn step_by_passkey(visit: &Visit, asked: &Asked, next: &str) -> PanelForm {
    let t = crate::texts(visit.lang());
    let (challenge, options) = (asked.challenge.expose(), asked.options.as_str());
    let button = PasskeyButton::new(visit.lang(), t.msg_passkey_use(), challenge, options).after(t.msg_or());
    PanelForm::in_card(PATH).field(&Field::hidden("next", next)).field(&button.tick("trust"))
}
