//! The password once more, before sensitive changes (ACC-10).

use super::frame::{Card, Form, device_cookie, errors_of, show_refused, with_session};
use crate::actions::step_up::{StepUp, step_up};
use axum::extract::Query;
use gatehouse_core::{Secret, Stop};
use gatehouse_web::view::*;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Customer, Done, Halt, Posted, Visit};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

#[derive(Default, Deserialize)]
pub struct StepUpForm {
    #[serde(default)]
    current: String,
    #[serde(default)]
    next: String,
}

/// Shows the form.
pub async fn form(customer: Customer, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer.visit, &next, &FormErrors::new()))
}

/// Opens sensitive changes and goes back to where they were asked for.
pub async fn submit(customer: Customer, Posted(form): Posted<StepUpForm>) -> Result<Done, Halt> {
    let Customer { visit, session } = customer;
    let input = StepUp { session: session.id, current: Secret::new(form.current), device: device_cookie(&visit) };
    match step_up(&visit.cx, input).await {
        Ok(renewed) => {
            let kept = crate::queries::sessions::is_kept(&visit.cx, session.id).await?;
            Ok(with_session(&visit, visit.go(safe_next(Some(&form.next), "/account")), &renewed, kept))
        }
        Err(Stop::Refused(refusal)) => {
            let errors = errors_of(visit.lang(), &refusal);
            show_refused(&visit, &refusal, &page(&visit, &form.next, &errors))
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

fn page(visit: &Visit, next: &str, errors: &FormErrors) -> Card {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let form = Form::new("/step-up", t.msg_continue())
        .field(&Password::current(lang, "current", t.msg_password_current()).errors(errors))
        .field(&Field::hidden("next", next));
    Card::new(visit, t.msg_step_up_title(), errors).lede(t.msg_step_up_lede()).form(form)
}
