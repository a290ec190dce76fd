//! The first entry: country and region are mandatory, language and zone are guessed (ACC-1).

use super::parts::Next;
use super::profile::place_fields;
use crate::actions::welcome::welcome;
use crate::model::profile::ProfileForm;
use axum::extract::Query;
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Customer, Done, Halt, Posted, Visit};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct WelcomeForm {
    #[serde(flatten)]
    profile: ProfileForm,
    next: String,
}

/// Shows the form; the language is the page's, the zone the one that the browser told at sign-in.
pub async fn form(customer: Customer, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    let Customer { visit, session } = customer;
    let lang = visit.lang().tag().to_owned();
    let profile = ProfileForm { lang, zone: session.zone.unwrap_or_default(), ..ProfileForm::default() };
    visit.show(&page(&visit, &WelcomeForm { profile, next }, &FormErrors::new()))
}

/// Takes the answers and goes on.
pub async fn submit(customer: Customer, Posted(form): Posted<WelcomeForm>) -> Result<Done, Halt> {
    let visit = customer.visit;
    let done = async |()| Ok(visit.go(safe_next(Some(&form.next), "/")));
    let again = async |errors| Ok(page(&visit, &form, &errors));
    visit.answer(welcome(&visit.cx, &form.profile).await, done, again).await
}

fn page(visit: &Visit, form: &WelcomeForm, errors: &FormErrors) -> Card {
    let t = crate::texts(visit.lang());
    let fields = PanelForm::in_card("/welcome")
        .fields(place_fields(visit.lang(), &form.profile, errors))
        .field(&Field::hidden("next", form.next.as_str()))
        .submit(t.msg_continue());
    Card::new(visit, t.msg_welcome_title(), errors).lede(t.msg_welcome_lede()).with(&fields)
}
