//! `/sign-in/link`: who comes from a product with an address, and has no password, gets a link by mail (ACC-4). The page is the same for every
//! address (ACC-6), and the browser keeps where the person wanted to go.

use super::cookies::device;
use super::forgot_password::SENT;
use super::parts::to_support;
use super::wanted;
use crate::actions::recover::{FORM, Recover, mail_way_in};
use crate::model::{Email, sent_address};
use axum::extract::Query;
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::human;
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Visit};
use serde::Deserialize;

/// Where it is.
pub(super) const PATH: &str = "/sign-in/link";

/// What the address brings.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    next: String,
    who: String,
}

/// What is sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    #[serde(flatten)]
    who: Recover,
    next: String,
}

/// The address of the page for whom another page knew.
pub fn place(who: &str, next: &str) -> String {
    address(PATH, &[("who", who), ("next", next)])
}

/// Shows the form.
pub async fn form(visit: Visit, Query(asked): Query<Asked>) -> Result<Done, Halt> {
    let email =
        sent_address::open_filled(&visit.cx, &asked.who).map(|email| email.written().to_owned()).unwrap_or_default();
    visit.show(&page(&visit, &email, &asked.next, &FormErrors::new())?)
}

/// Asks for the link. Whatever is known of the address, the same page follows.
pub async fn submit(visit: Visit, Posted(form): Posted<LinkForm>) -> Result<Done, Halt> {
    let done = async |email: Email| {
        let done = visit.go(&format!("{SENT}?to={}", sent_address::seal(&visit.cx, &email)?));
        Ok(wanted::keep(&visit, done, &form.next)?)
    };
    let again = async |errors| page(&visit, &form.who.email, &form.next, &errors);
    visit.answer(mail_way_in(&visit.cx, &form.who, device(&visit)).await, done, again).await
}

fn page(visit: &Visit, email: &str, next: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let t = crate::texts(visit.lang());
    let form = PanelForm::in_card(PATH)
        .field(&Field::email("email", t.msg_email()).value(email).errors(errors))
        .field(&Field::hidden("next", next))
        .field(&human::for_form(&visit.cx, FORM)?.errors(errors))
        .submit(t.msg_link_button());
    let card = Card::new(visit, t.msg_link_title(), errors).lede(t.msg_link_lede()).with(&form);
    Ok(to_support(visit, card))
}
