//! The password once more, before sensitive changes (ACC-10).

use super::cookies::{device, with_session};
use super::parts::Next;
use crate::actions::step_up::step_up;
use crate::queries::own::own;
use axum::extract::Query;
use gatehouse_core::Secret;
use gatehouse_signin::forms::{current_password, login};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Customer, Done, Halt, Posted};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct StepUpForm {
    current: Secret<String>,
    next: String,
}

/// Shows the form.
pub async fn form(customer: Customer, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    let card = page(&customer, &next, &FormErrors::new()).await?;
    customer.visit.show(&card)
}

/// Opens sensitive changes and goes back to where they were asked for.
pub async fn submit(customer: Customer, Posted(form): Posted<StepUpForm>) -> Result<Done, Halt> {
    let Customer { visit, session, .. } = customer.clone();
    let done = async |renewed| {
        let kept = crate::queries::sessions::is_kept(&visit.cx, session.id).await?;
        Ok(with_session(&visit, visit.go(safe_next(Some(&form.next), "/account")), &renewed, kept))
    };
    let again = async |errors| page(&customer, &form.next, &errors).await;
    visit.answer(step_up(&visit.cx, session.id, &form.current, device(&visit)).await, done, again).await
}

async fn page(customer: &Customer, next: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let visit = &customer.visit;
    let email = own(&visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?.email;
    let lang = visit.lang();
    let t = crate::texts(lang);
    let form = PanelForm::in_card("/step-up")
        .field(&login(t.msg_email(), &email))
        .field(&current_password(lang, t.msg_password_current(), errors))
        .field(&Field::hidden("next", next))
        .submit(t.msg_continue());
    let card = Card::new(visit, t.msg_step_up_title(), errors).lede(t.msg_step_up_lede()).with(&form);
    Ok(card.with(&Button::link(t.msg_cancel(), "/").wide()))
}
