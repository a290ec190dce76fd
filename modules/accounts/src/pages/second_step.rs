//! The second step of a sign-in (ACC-9), and what to do where no code comes.

use super::cookies::{half, here, with_signed_in, without_half};
use super::parts::Next;
use super::sign_in;
use super::wanted;
use crate::actions::second_step::{SecondStep, second_step};
use crate::refusals::CodeRefusal;
use axum::extract::Query;
use gatehouse_brand::Link;
use gatehouse_core::Refusal as _;
use gatehouse_web::frames::{Card, PanelForm, Points};
use gatehouse_web::view::*;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

pub(super) const PATH: &str = "/sign-in/code";

/// What is typed, and where to go afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    #[serde(flatten)]
    step: SecondStep,
    next: String,
}

/// Shows the form.
pub async fn form(visit: Visit, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    half(&visit).await?;
    let form = CodeForm { next, ..CodeForm::default() };
    Ok(visit.show(&page(&visit, &form, &FormErrors::new()))?.secret())
}

/// Signs in.
pub async fn submit(visit: Visit, Posted(form): Posted<CodeForm>) -> Result<Done, Halt> {
    let half = half(&visit).await?;
    match second_step(&visit.cx, &half, &form.step, &here(&visit)).await.unless_broken()? {
        Ok(signed_in) => {
            let place = wanted::place(&visit, &form.next);
            let done = visit.go(safe_next(Some(&place), sign_in::start(&visit)?));
            let done = wanted::forget(&visit, with_signed_in(&visit, done, &signed_in, half.kept));
            Ok(without_half(&visit, done))
        }
        Err(refusal @ (CodeRefusal::TooMany | CodeRefusal::Over)) => {
            let begin = wanted::with_place("/sign-in", &form.next);
            Ok(without_half(&visit, visit.go_saying(&begin, refusal.text(visit.lang()))))
        }
        Err(refusal) => Ok(visit.again(&refusal, async |errors| Ok(page(&visit, &form, &errors))).await?.secret()),
    }
}

fn page(visit: &Visit, form: &CodeForm, errors: &FormErrors) -> Card {
    let t = crate::texts(visit.lang());
    let code = Field::one_time_code("code", t.msg_code()).hint(t.msg_code_hint()).autofocus().errors(errors);
    let trust = Checkbox::new("trust", t.msg_code_trust()).hint(t.msg_code_trust_hint());
    let fields = PanelForm::in_card(PATH)
        .field(&code)
        .field(&trust.checked(form.step.trust == "true"))
        .field(&Field::hidden("next", form.next.as_str()))
        .submit(t.msg_sign_in());
    let lines = [t.msg_code_next(), t.msg_code_clock(), t.msg_code_other_app(), t.msg_code_recovery()];
    let card = Card::new(visit, t.msg_code_title(), errors).lede(t.msg_code_lede()).with(&fields);
    let card = card.with(&Points::new(t.msg_code_none(), lines));
    let vendor = gatehouse_brand::of(&visit.cx.app);
    let card = match vendor.link(Link::Help) {
        None => card,
        Some(help) => card.way("", t.msg_front_help(), help),
    };
    card.way(t.msg_lost_way(), t.msg_lost_link(), super::lost::AT_SIGN_IN).way("", t.msg_start_over(), "/sign-in")
}
