//! The first entry: country and region are mandatory, language and zone are guessed (ACC-1).

use super::frame::{Card, Form, errors_of};
use super::place_fields::{PostedProfile, place_fields};
use crate::actions::profile::welcome;
use crate::model::profile::ProfileForm;
use axum::extract::Query;
use gatehouse_core::Stop;
use gatehouse_web::view::*;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Customer, Done, Halt, Posted, Visit};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// Shows the form; the language is the page's, the zone the one that the browser told at sign-in.
pub async fn form(customer: Customer, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    let Customer { visit, session } = customer;
    let form = ProfileForm {
        lang: visit.lang().tag().to_owned(),
        zone: session.zone.unwrap_or_default(),
        ..ProfileForm::default()
    };
    visit.show(&page(&visit, &form, &next, &FormErrors::new()))
}

/// Takes the answers and goes on.
pub async fn submit(customer: Customer, Posted(posted): Posted<PostedProfile>) -> Result<Done, Halt> {
    let visit = customer.visit;
    let next = posted.next.clone();
    let form = ProfileForm::from(posted);
    match welcome(&visit.cx, &form).await {
        Ok(()) => Ok(visit.go(safe_next(Some(&next), "/"))),
        Err(Stop::Refused(refusal)) => {
            let errors = errors_of(visit.lang(), &refusal);
            visit.show_refused(&refusal, &page(&visit, &form, &next, &errors))
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

fn page(visit: &Visit, form: &ProfileForm, next: &str, errors: &FormErrors) -> Card {
    let t = crate::texts(visit.lang());
    let mut fields = Form::new("/welcome", t.msg_continue());
    fields.fields = place_fields(visit.lang(), form, errors);
    let fields = fields.field(&Field::hidden("next", next));
    Card::new(visit, t.msg_welcome_title(), errors).lede(t.msg_welcome_lede()).form(fields)
}
