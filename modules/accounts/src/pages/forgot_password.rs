//! Forgotten password: the form, and the page after it (ACC-13).

use super::cookies::device;
use super::parts::{SentTo, send_again, to_support};
use super::question;
use super::sign_in::place_for;
use crate::actions::answer_question::name_login;
use crate::actions::recover::{FORM, Recover, recover, recover_again};
use crate::model::config::PlainLogins;
use crate::model::{Email, PlainLogin, sent_address};
use crate::refusals::VisitorRefusal;
use axum::extract::Query;
use gatehouse_web::frames::{Card, PanelForm, Points};
use gatehouse_web::human;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};

pub(super) const SENT: &str = "/forgot-password/sent";
const AGAIN: &str = "/forgot-password/again";

/// Shows the form.
pub async fn form(visit: Visit) -> Result<Done, Halt> {
    visit.show(&page(&visit, "", &FormErrors::new())?)
}

/// Asks for the link. Whatever is known of the address, the same page follows (ACC-6).
pub async fn submit(visit: Visit, Posted(form): Posted<Recover>) -> Result<Done, Halt> {
    if visit.cx.service::<PlainLogins>()?.on
        && let Some(login) = PlainLogin::parse(&form.email)
    {
        let done = async |login: PlainLogin| Ok(visit.go(&question::place(&visit, &login)?));
        let again = async |errors| page(&visit, &form.email, &errors);
        return visit.answer(name_login(&visit.cx, login, &form.human).await, done, again).await;
    }
    let done = async |email: Email| Ok(visit.go(&format!("{SENT}?to={}", sent_address::seal(&visit.cx, &email)?)));
    let again = async |errors| page(&visit, &form.email, &errors);
    visit.answer(recover(&visit.cx, &form, device(&visit)).await, done, again).await
}

fn page(visit: &Visit, email: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let t = crate::texts(visit.lang());
    let (field, lede) = if visit.cx.service::<PlainLogins>()?.on {
        (Field::login("email", t.msg_email_or_login()), t.msg_forgot_lede_login())
    } else {
        (Field::email("email", t.msg_email()), t.msg_forgot_lede())
    };
    let form = PanelForm::in_card("/forgot-password")
        .field(&field.value(email).errors(errors))
        .field(&human::for_form(&visit.cx, FORM)?.errors(errors))
        .submit(t.msg_forgot_button());
    let card = Card::new(visit, t.msg_forgot_title(), errors).lede(lede).with(&form);
    Ok(to_support(visit, card))
}

/// "Check your email": what was done, what to do when nothing comes, and "send again".
pub async fn sent(visit: Visit, Query(SentTo { to }): Query<SentTo>) -> Result<Done, Halt> {
    visit.show(&sent_page(&visit, &to, &FormErrors::new())?)
}

fn sent_page(visit: &Visit, to: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let t = crate::texts(visit.lang());
    let email = sent_address::open(&visit.cx, to);
    let lines = [t.msg_sent_delay(), t.msg_sent_spam(), t.msg_forgot_typing(), t.msg_forgot_limit()];
    let card = Card::new(visit, t.msg_sent_title(), errors).lede(t.msg_forgot_sent());
    let card = card.with(&Points::new(t.msg_sent_nothing(), lines));
    let card = if email.is_some() { card.with(&send_again(visit.lang(), AGAIN, to)) } else { card };
    let sign_in = place_for(visit, email.as_ref().map(Email::written))?;
    Ok(to_support(visit, card.with(&Button::link(t.msg_sign_in(), sign_in).quiet().wide())))
}

/// Sends the mail again. The answer is the same for every address.
pub async fn again(visit: Visit, Posted(SentTo { to }): Posted<SentTo>) -> Result<Done, Halt> {
    match recover_again(&visit.cx, &to, device(&visit)).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&format!("{SENT}?to={to}"), crate::texts(visit.lang()).msg_sent_again_done())),
        Err(VisitorRefusal::BadLink(_)) => Ok(visit.go("/forgot-password")),
        Err(refusal) => visit.again(&refusal, async |errors| sent_page(&visit, &to, &errors)).await,
    }
}
