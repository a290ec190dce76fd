//! Registration and the page after it.

use super::cookies::device;
use super::parts::{self, Next, SentTo, new_password_again};
use super::{services, wanted};
use crate::actions::register::{FORM, Register, register};
use crate::actions::send_again::send_again;
use crate::model::sent_address;
use crate::refusals::VisitorRefusal;
use axum::extract::Query;
use gatehouse_address::shown;
use gatehouse_mail::Sender;
use gatehouse_signin::Browser;
use gatehouse_signin::forms::new_password;
use gatehouse_web::frames::{Card, PanelForm, Points};
use gatehouse_web::human;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RegisterForm {
    #[serde(flatten)]
    typed: Register,
    next: String,
}

/// Shows the form.
pub async fn form(visit: Visit, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    visit.show(&page(&visit, "", &wanted::place(&visit, &next), &FormErrors::new())?)
}

/// Registers. Whatever is known of the address, the same page follows (ACC-6).
pub async fn submit(visit: Visit, Posted(form): Posted<RegisterForm>) -> Result<Done, Halt> {
    let browser = Browser::known_or_new(&visit);
    let registered = register(&visit.cx, &form.typed, &browser, device(&visit)).await;
    let again = async |errors| page(&visit, &form.typed.email, &form.next, &errors);
    let sent = async |email| {
        let done = visit.go(&format!("/register/sent?to={}", sent_address::seal(&visit.cx, &email)?));
        Ok(browser.keep(&visit, wanted::keep(&visit, done, &form.next)?))
    };
    visit.answer(registered, sent, again).await
}

fn page(visit: &Visit, email: &str, next: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let form = PanelForm::in_card("/register")
        .field(&Field::email("email", t.msg_email()).value(email).errors(errors))
        .field(&new_password(&visit.cx, t.msg_password(), None, errors)?)
        .field(&new_password_again(lang, t.msg_password_again(), errors))
        .field(&Field::hidden_time_zone("zone"))
        .field(&Field::hidden("next", next))
        .field(&human::for_form(&visit.cx, FORM)?.errors(errors))
        .submit(t.msg_register());
    let form = services::below(visit, form, next);
    let card = Card::new(visit, t.msg_register_title(), errors).lede(t.msg_register_lede()).with(&form);
    Ok(card.way(t.msg_register_known(), t.msg_sign_in(), wanted::with_place("/sign-in", next)))
}

/// "Check your email": what was done, what to do when nothing comes, and "send again" (ACC-2).
pub async fn sent(visit: Visit, Query(SentTo { to }): Query<SentTo>) -> Result<Done, Halt> {
    visit.show(&sent_page(&visit, &to, &FormErrors::new()))
}

fn sent_page(visit: &Visit, to: &str, errors: &FormErrors) -> Card {
    let t = crate::texts(visit.lang());
    let email = sent_address::open(&visit.cx, to);
    let settings = &visit.cx.app.settings;
    let sender = Sender::parse(&settings.mail_from).map(|sender| sender.address()).unwrap_or_default();
    let lines = [t.msg_sent_delay(), t.msg_sent_spam(), t.msg_sent_typing(), t.msg_sent_allow(sender)];
    let text = match &email {
        Some(email) => t.msg_sent_to(shown(email.written())),
        None => t.msg_sent_plain(),
    };
    let mut card =
        Card::new(visit, t.msg_sent_title(), errors).lede(text).with(&Points::new(t.msg_sent_nothing(), lines));
    if email.is_some() {
        card = card.with(&parts::send_again(visit.lang(), "/register/again", to));
    }
    card.with(&Button::link(t.msg_sent_register_again(), "/register").quiet().wide())
}

/// Sends the mail again.
pub async fn again(visit: Visit, Posted(SentTo { to }): Posted<SentTo>) -> Result<Done, Halt> {
    match send_again(&visit.cx, &to, device(&visit)).await.unless_broken()? {
        Ok(_) => {
            let text = crate::texts(visit.lang()).msg_sent_again_done();
            Ok(visit.go_saying(&format!("/register/sent?to={to}"), text))
        }
        Err(VisitorRefusal::BadLink(_)) => Ok(visit.go("/register")),
        Err(refusal) => visit.again(&refusal, async |errors| Ok(sent_page(&visit, &to, &errors))).await,
    }
}
