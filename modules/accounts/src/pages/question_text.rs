//! After the right answer to a secret question (ACC-13): a code by text message brings the new password into force at once.

use super::cookies::here;
use super::parts::to_sign_in;
use super::{text_code, wanted};
use crate::actions::recover_by_text::recover_by_text;
use crate::actions::send_code::send_to_recover;
use crate::actions::set_password::PasswordSet;
use crate::model::question_text::{self, Named};
use crate::model::text_code::Bound;
use crate::queries::{logins, phones};
use crate::refusals::{CodeRefusal, TextRefusal};
use axum::extract::Query;
use gatehouse_core::{Refusal, Uuid};
use gatehouse_web::frames::{Card, PanelForm, Points};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

pub(super) const PATH: &str = "/forgot-password/text";
pub(super) const SEND: &str = "/forgot-password/text/send";
const BEGIN: &str = "/forgot-password";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Form {
    of: String,
    phone: String,
    code: String,
}

/// The address of the page.
pub(super) fn place(of: &str) -> String {
    format!("{PATH}?of={of}")
}

/// Shows it.
pub async fn form(visit: Visit, Query(form): Query<Form>) -> Result<Done, Halt> {
    match page(&visit, &form.of, &FormErrors::new()).await? {
        Some(card) => Ok(visit.show(&card)?.secret()),
        None => Ok(visit.go(BEGIN)),
    }
}

/// The address that sends has no page of its own.
pub async fn up(visit: Visit) -> Done {
    visit.go(BEGIN)
}

/// Sends a code.
pub async fn send(visit: Visit, Posted(form): Posted<Form>) -> Result<Done, Halt> {
    let phone = Uuid::parse_str(&form.phone).unwrap_or_default();
    match send_to_recover(&visit.cx, &form.of, phone).await.unless_broken()? {
        Ok(()) => Ok(visit.go(&place(&form.of))),
        Err(TextRefusal::Over | TextRefusal::NotFound) => Ok(visit.go(BEGIN)),
        Err(refusal) => again(&visit, &form.of, &refusal).await,
    }
}

/// Sets the password.
pub async fn submit(visit: Visit, Posted(form): Posted<Form>) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    match recover_by_text(&visit.cx, &form.of, &form.code, &here(&visit)).await.unless_broken()? {
        Ok(PasswordSet::Entered(entered, news)) => Ok(wanted::go_entered(&visit, &entered, t.msg_set_done(), &news)?),
        Ok(PasswordSet::SomebodyElse) => Ok(visit.go_saying("/", t.msg_set_elsewhere())),
        Err(CodeRefusal::Over) => Ok(visit.go(BEGIN)),
        Err(refusal) => again(&visit, &form.of, &refusal).await,
    }
}

async fn again(visit: &Visit, of: &str, refusal: &dyn Refusal) -> Result<Done, Halt> {
    if waits(visit, of).await?.is_none() {
        return Ok(visit.go(BEGIN));
    }
    let again = async |errors| page(visit, of, &errors).await?.ok_or(Halt::NotFound);
    Ok(visit.again(refusal, again).await?.secret())
}

/// The new password that the page is about, while it waits.
async fn waits(visit: &Visit, of: &str) -> Result<Option<Named>, Halt> {
    let Some(named) = question_text::open(&visit.cx, of) else { return Ok(None) };
    let waits = logins::waiting(visit.cx.read(), named.account).await?;
    Ok(waits.is_some_and(|row| row.id == named.waiting).then_some(named))
}

async fn page(visit: &Visit, of: &str, errors: &FormErrors) -> Result<Option<Card>, Halt> {
    let (lang, t) = (visit.lang(), crate::texts(visit.lang()));
    let Some(named) = waits(visit, of).await? else { return Ok(None) };
    let ways = phones::ways(&visit.cx, named.account, Bound::Waiting(named.waiting)).await?;
    let card = Card::new(visit, t.msg_set_title(), errors).lede(t.msg_text_recover_lede());
    let card = card.notice(text_code::notice(visit, ways.sent.as_ref()));
    let code = Field::one_time_code("code", t.msg_code()).hint(t.msg_text_code_hint()).errors(errors);
    let fields = PanelForm::in_card(PATH).field(&Field::hidden("of", of)).field(&code).submit(t.msg_set_button());
    let card = if ways.sent.is_some() { card.with(&fields) } else { card };
    let forms = text_code::send_forms(visit, SEND, &ways, &[("of", of)]);
    let card = forms.iter().fold(card, Card::with);
    let [again, phone] = text_code::none_came(visit);
    let lines = [again, phone, t.msg_text_recover_none()];
    Ok(Some(card.with(&Points::new(t.msg_text_none(), lines)).with(&to_sign_in(lang))))
}
