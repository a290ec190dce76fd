//! Forgotten password of a plain login: its secret question, and a new password (ACC-13). For a login that nobody has, the page asks a
//! question too (ACC-6).

use super::cookies::here;
use super::parts::{SentTo, new_password_again, to_sign_in};
use super::{question_text, wanted};
use crate::actions::answer_question::{AnswerQuestion, Answered, answer_question};
use crate::actions::set_password::PasswordSet;
use crate::model::config::PlainLogins;
use crate::model::login::{LONGEST_ANSWER, question};
use crate::model::{PlainLogin, login_page};
use crate::queries::logins::shown_question;
use crate::refusals::QuestionRefusal;
use axum::extract::Query;
use gatehouse_core::Fault;
use gatehouse_signin::forms::new_password;
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};

pub(super) const PATH: &str = "/forgot-password/question";

/// The address of the page for a login.
pub(super) fn place(visit: &Visit, login: &PlainLogin) -> Result<String, Fault> {
    Ok(format!("{PATH}?to={}", login_page::seal(&visit.cx, login)?))
}

/// Shows the question.
pub async fn form(visit: Visit, Query(SentTo { to }): Query<SentTo>) -> Result<Done, Halt> {
    match page(&visit, &to, "", &FormErrors::new()).await? {
        Some(card) => Ok(visit.show(&card)?.secret()),
        None => Ok(visit.go("/forgot-password")),
    }
}

/// Answers it.
pub async fn submit(visit: Visit, Posted(form): Posted<AnswerQuestion>) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    match answer_question(&visit.cx, &form, &here(&visit)).await.unless_broken()? {
        Ok(Answered::Set(PasswordSet::Entered(entered, news))) => {
            Ok(wanted::go_entered(&visit, &entered, t.msg_set_done(), &news)?)
        }
        Ok(Answered::Set(PasswordSet::SomebodyElse)) => Ok(visit.go_saying("/", t.msg_set_elsewhere())),
        Ok(Answered::Waits { due, by_text }) => {
            let card = Card::new(&visit, t.msg_question_waits_title(), &FormErrors::new());
            let card = card.lede(t.msg_question_waits(visit.format().date_time(due))).lede(t.msg_question_waits_stop());
            let by_text =
                by_text.map(|of| Button::link(t.msg_text_instead(), question_text::place(&of)).primary().wide());
            let card = by_text.iter().fold(card, Card::with);
            Ok(visit.show(&card.with(&to_sign_in(visit.lang())))?.secret())
        }
        Err(QuestionRefusal::BadLink(_)) => Ok(visit.go("/forgot-password")),
        Err(_) if asked(&visit, &form.to)?.is_none() => Ok(visit.go("/forgot-password")),
        Err(refusal) => {
            let again = async |errors| page(&visit, &form.to, &form.code, &errors).await?.ok_or(Halt::NotFound);
            Ok(visit.again(&refusal, again).await?.secret())
        }
    }
}

/// The login that the page is about; `None`: this site made no such page, or has no plain logins.
fn asked(visit: &Visit, to: &str) -> Result<Option<PlainLogin>, Fault> {
    let is_on = visit.cx.service::<PlainLogins>()?.on;
    Ok(login_page::open(&visit.cx, to).filter(|_| is_on))
}

async fn page(visit: &Visit, to: &str, code: &str, errors: &FormErrors) -> Result<Option<Card>, Halt> {
    let (lang, plain) = (visit.lang(), visit.cx.service::<PlainLogins>()?);
    let t = crate::texts(lang);
    let Some(login) = asked(visit, to)? else { return Ok(None) };
    let question = question(lang, shown_question(&visit.cx, &login).await?);
    let form = PanelForm::in_card(PATH)
        .field(&Field::hidden("to", to))
        .field(&Field::text("answer", t.msg_answer()).max_length(LONGEST_ANSWER).errors(errors))
        .field(&new_password(&visit.cx, t.msg_password_new(), Some(login.written().to_owned()), errors)?)
        .field(&new_password_again(lang, t.msg_password_new_again(), errors));
    let code = Field::text("code", t.msg_question_code()).value(code).optional(lang);
    let hint = if plain.question_alone { t.msg_question_code_alone() } else { t.msg_question_code_hint() };
    let form = form.field(&code.hint(hint).errors(errors)).submit(t.msg_set_button());
    let card = Card::new(visit, t.msg_set_title(), errors).lede(t.msg_question_lede(login.written())).lede(question);
    Ok(Some(card.with(&form).with(&to_sign_in(lang))))
}
