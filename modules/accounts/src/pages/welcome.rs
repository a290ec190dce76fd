//! The first entry (ACC-1): country and region are mandatory; language, zone and country are guessed; who somebody is, they may tell
//! here or later.

use super::parts::Next;
use super::profile::{about_fields, place_fields};
use crate::actions::welcome::welcome;
use crate::model::profile::ProfileForm;
use axum::extract::Query;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, async_trait};
use gatehouse_l10n::zones;
use gatehouse_web::frames::{Card, Fold, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Customer, CustomerSession, Done, Gate, Halt, Posted, Visit};
use serde::Deserialize;

/// Where it is asked.
pub const PATH: &str = "/welcome";

/// No page opens before country and region are told.
pub struct Welcome;

#[async_trait]
impl Gate for Welcome {
    fn at(&self) -> &'static str {
        PATH
    }

    async fn is_closed(&self, _: &Cx, session: &CustomerSession) -> Result<bool, Fault> {
        Ok(session.welcome_due)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct WelcomeForm {
    #[serde(flatten)]
    profile: ProfileForm,
    next: String,
}

/// Shows the form; the language is the page's, the zone the one that the browser told.
pub async fn form(customer: Customer, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    let is_inside = customer.is_only_inside().await?;
    let Customer { visit, session, .. } = customer;
    let profile = guessed(visit.lang(), session.zone);
    visit.show(&page(&visit, &WelcomeForm { profile, next }, is_inside, &FormErrors::new()))
}

/// Takes the answers and goes on.
pub async fn submit(customer: Customer, Posted(form): Posted<WelcomeForm>) -> Result<Done, Halt> {
    let is_inside = customer.is_only_inside().await?;
    let visit = customer.visit;
    let done = async |()| Ok(visit.go(safe_next(Some(&form.next), "/")));
    let again = async |errors| Ok(page(&visit, &form, is_inside, &errors));
    visit.answer(welcome(&visit.cx, &form.profile, is_inside).await, done, again).await
}

/// What is known before anybody tells: the zone says in which country most likely.
pub fn guessed(lang: Lang, zone: Option<String>) -> ProfileForm {
    let country = zone.as_deref().and_then(zones::country).unwrap_or_default().to_owned();
    ProfileForm { lang: lang.tag().to_owned(), zone: zone.unwrap_or_default(), country, ..ProfileForm::default() }
}

/// The fields of the first entry: where somebody is, and folded who they are.
pub fn first_fields(visit: &Visit, form: &ProfileForm, errors: &FormErrors) -> Vec<Markup> {
    let mut fields = place_fields(visit, form, errors);
    let about = about_fields(visit.lang(), form, errors);
    let is_wrong = ["first_name", "last_name", "first_reading", "last_reading", "company", "phone", "address"]
        .iter()
        .any(|field| errors.of(field).is_some());
    let fold = Fold::new(crate::texts(visit.lang()).msg_welcome_about()).open(is_wrong);
    fields.push(Markup::of(&about.iter().fold(fold, Fold::with)));
    fields
}

/// `is_inside`: who came by their company's provider is asked where they are, and finds nothing of the personal side.
fn page(visit: &Visit, form: &WelcomeForm, is_inside: bool, errors: &FormErrors) -> Card {
    let t = crate::texts(visit.lang());
    let asked =
        if is_inside { place_fields(visit, &form.profile, errors) } else { first_fields(visit, &form.profile, errors) };
    let fields = PanelForm::in_card(PATH)
        .fields(asked)
        .field(&Field::hidden("next", form.next.as_str()))
        .submit(t.msg_continue());
    let sign_out = Button::post(t.msg_welcome_sign_out(), "/sign-out").icon(Icon::SignOut).quiet();
    let card = Card::new(visit, t.msg_welcome_title(), errors).lede(t.msg_welcome_lede()).with(&fields).with(&sign_out);
    if is_inside { card } else { card.way(t.msg_welcome_without(), t.msg_delete_title(), "/account/delete") }
}
