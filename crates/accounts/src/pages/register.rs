//! Registration and the page after it.

use super::frame::{Card, Form, device_cookie, errors_of, rules};
use super::wanted;
use crate::actions::register::{Register, register};
use crate::actions::send_again::{SendAgainRefusal, send_again};
use crate::model::sent_address;
use axum::extract::Query;
use gatehouse_address::shown;
use gatehouse_core::{Secret, Stop};
use gatehouse_mail::Sender;
use gatehouse_signin::Browser;
use gatehouse_web::human::{self, HumanAnswer};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Visit};
use serde::Deserialize;

#[derive(Default, Deserialize)]
pub struct RegisterForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
    #[serde(default)]
    zone: String,
    #[serde(default)]
    next: String,
    #[serde(flatten)]
    human: HumanAnswer,
}

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    next: String,
}

/// Shows the form.
pub async fn form(visit: Visit, Query(Wanted { next }): Query<Wanted>) -> Result<Done, Halt> {
    visit.show(&page(&visit, "", &wanted::place(&visit, &next), &FormErrors::new())?)
}

/// Registers. Whatever is known of the address, the same page follows (ACC-6).
pub async fn submit(visit: Visit, Posted(form): Posted<RegisterForm>) -> Result<Done, Halt> {
    let browser = Browser::known_or_new(&visit);
    let input = Register {
        email: form.email.clone(),
        password: Secret::new(form.password),
        again: Secret::new(form.again),
        human: form.human,
        zone: form.zone,
        browser: browser.clone(),
        device: device_cookie(&visit),
    };
    match register(&visit.cx, input).await {
        Ok(email) => {
            let done = visit.go(&format!("/register/sent?to={}", sent_address::seal(&visit.cx, &email)?));
            Ok(browser.keep(&visit, wanted::keep(&visit, done, &form.next)?))
        }
        Err(Stop::Refused(refusal)) => {
            let errors = errors_of(visit.lang(), &refusal);
            visit.show_refused(&refusal, &page(&visit, &form.email, &form.next, &errors)?)
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

fn page(visit: &Visit, email: &str, next: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let fields = Form::new("/register", t.msg_register())
        .field(&Field::email("email", t.msg_email()).value(email).errors(errors))
        .field(&Password::fresh(lang, "password", t.msg_password()).rules(rules(visit)?).errors(errors))
        .field(&Password::fresh(lang, "again", t.msg_password_again()).errors(errors))
        .field(&Field::hidden_time_zone("zone"))
        .field(&Field::hidden("next", next))
        .field(&human::for_form(&visit.cx, crate::actions::register::FORM)?.errors(errors));
    let card = Card::new(visit, t.msg_register(), errors).lede(t.msg_register_lede()).form(fields);
    Ok(card.way(t.msg_register_known(), t.msg_sign_in(), wanted::with_place("/sign-in", next)))
}

#[derive(Default, Deserialize)]
pub struct SentTo {
    #[serde(default)]
    to: String,
}

#[derive(askama::Template)]
#[template(path = "accounts/advice.html")]
struct Advice {
    title: String,
    lines: Vec<String>,
}

impl askama::filters::HtmlSafe for Advice {}

/// "Check your email": what was done, what to do when nothing comes, and "send again" (ACC-2).
pub async fn sent(visit: Visit, Query(SentTo { to }): Query<SentTo>) -> Result<Done, Halt> {
    visit.show(&sent_page(&visit, &to, &FormErrors::new()))
}

fn sent_page(visit: &Visit, to: &str, errors: &FormErrors) -> Card {
    let t = crate::texts(visit.lang());
    let email = sent_address::open(&visit.cx, to);
    let settings = &visit.cx.app.settings;
    let sender = Sender::parse(&settings.mail_from).map(|sender| sender.address()).unwrap_or_default();
    let advice = Advice {
        title: t.msg_sent_nothing(),
        lines: vec![t.msg_sent_delay(), t.msg_sent_spam(), t.msg_sent_typing(), t.msg_sent_allow(sender)],
    };
    let text = match &email {
        Some(email) => t.msg_sent_to(shown(email.written())),
        None => t.msg_sent_plain(),
    };
    let mut card = Card::new(visit, t.msg_sent_title(), errors).lede(text);
    card.advice = Some(Markup::of(&advice));
    if email.is_some() {
        let mut form = Form::new("/register/again", t.msg_sent_again_button()).field(&Field::hidden("to", to));
        form.submit = Button::submit(t.msg_sent_again_button()).wide();
        card = card.form(form);
    }
    card.button(Button::link(t.msg_sent_register_again(), "/register").quiet().wide())
}

/// Sends the mail again.
pub async fn again(visit: Visit, Posted(SentTo { to }): Posted<SentTo>) -> Result<Done, Halt> {
    match send_again(&visit.cx, &to, device_cookie(&visit).as_deref()).await {
        Ok(_) => {
            let text = crate::texts(visit.lang()).msg_sent_again_done();
            Ok(visit.go_saying(&format!("/register/sent?to={to}"), text))
        }
        Err(Stop::Refused(SendAgainRefusal::BadLink(_))) => Ok(visit.go("/register")),
        Err(Stop::Refused(refusal)) => {
            let errors = errors_of(visit.lang(), &refusal);
            visit.show_refused(&refusal, &sent_page(&visit, &to, &errors))
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::Advice;
    use askama::Template as _;

    /// ACC-2
    #[test]
    fn advice_escapes_what_it_is_given() {
        let advice = Advice { title: "<b>".into(), lines: vec!["&".into()] };
        let html = advice.render().unwrap();
        assert!(!html.contains("<b>") && html.contains("<li>"));
    }
}
