//! `/account/statements`: the gate before the pages of customers whose country demands a statement (ACC-12), and what remains possible for
//! who declines.

use super::parts::{answer_form, other_language, prose};
use super::{ASK, DECLINED, PRIVACY, reading_page};
use crate::actions::ConsentRefusal;
use crate::actions::accept_statement::{Answering, accept_statement};
use crate::actions::decline_statement::decline_statement;
use crate::model::answer::Place;
use crate::queries::standing::{due, texts_for};
use crate::tables::statement_text;
use crate::texts;
use axum::extract::Query;
use gatehouse_brand::Link;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Uuid, async_trait};
use gatehouse_web::frames::{Card, PanelForm, Points};
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Customer, CustomerSession, Done, Gate, Halt, Posted};
use serde::Deserialize;

/// No page opens while a statement has to be accepted first. It costs one read of few rows, and none where the country demands nothing.
pub(crate) struct Statements;

#[async_trait]
impl Gate for Statements {
    fn at(&self) -> &'static str {
        ASK
    }

    async fn is_closed(&self, cx: &Cx, session: &CustomerSession) -> Result<bool, Fault> {
        Ok(!due(cx, session.account, session.country.as_deref()).await?.is_empty())
    }
}

/// Where to go afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Next {
    next: String,
}

/// An answer as it is sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct AnswerForm {
    version: String,
    lang: String,
    place: String,
    next: String,
    answer: String,
}

/// The first statement that is due, or the way on.
pub(super) async fn ask(customer: Customer, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    match first_due(&customer).await? {
        Some(text) => customer.visit.show(&page(&customer, &text, &next, &FormErrors::new())),
        None => Ok(customer.visit.go(safe_next(Some(&next), PRIVACY))),
    }
}

/// Takes an answer and goes on: to the next statement, to where the person wanted to go, or to what remains possible.
pub(super) async fn answer(customer: Customer, Posted(form): Posted<AnswerForm>) -> Result<Done, Halt> {
    let (visit, place) = (&customer.visit, Place::from_word(&form.place).unwrap_or_default());
    let answering =
        Answering { version: Uuid::parse_str(&form.version).unwrap_or_default(), lang: form.lang.clone(), place };
    let is_accepted = form.answer == "accept";
    let answered: Outcome<(), ConsentRefusal> = match form.answer.as_str() {
        "accept" => accept_statement(&visit.cx, &answering).await,
        "decline" => decline_statement(&visit.cx, &answering).await,
        _ => return Ok(visit.go(&address(ASK, &[("next", &form.next)]))),
    };
    let done = async |()| {
        let t = texts(visit.lang());
        let said = if is_accepted { t.msg_accepted_done() } else { t.msg_declined_done() };
        match first_due(&customer).await? {
            Some(_) if is_accepted => Ok(visit.go(&address(ASK, &[("next", &form.next)]))),
            Some(_) => Ok(visit.go(&address(DECLINED, &[("next", &form.next)]))),
            None if place == Place::Account => Ok(visit.go_saying(PRIVACY, said)),
            None => Ok(visit.go(safe_next(Some(&form.next), "/home"))),
        }
    };
    match first_due(&customer).await? {
        Some(text) => {
            visit.answer(answered, done, async |errors| Ok(page(&customer, &text, &form.next, &errors))).await
        }
        None => visit.answer(answered, done, async |errors| Ok(nothing_due(&customer, &errors))).await,
    }
}

/// What remains possible without accepting; who need not accept anything is led on.
pub(super) async fn declined(customer: Customer, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    let Some(text) = first_due(&customer).await? else {
        return Ok(customer.visit.go(safe_next(Some(&next), PRIVACY)));
    };
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    let vendor = gatehouse_brand::of(&visit.cx.app);
    let help = vendor.link(Link::Help);
    let mut remains = vec![
        t.msg_remains_read(),
        t.msg_remains_account(),
        t.msg_remains_export(),
        t.msg_remains_delete(),
        t.msg_remains_licenses(),
    ];
    remains.extend(help.map(|_| t.msg_remains_ask()));
    let again = Button::link(t.msg_remains_again(), address(ASK, &[("next", &next)]));
    let card = Card::new(visit, t.msg_declined_title(), &FormErrors::new())
        .lede(t.msg_declined_lede(&text.title))
        .with(&Points::new(t.msg_remains_title(), remains))
        .with(&again.primary().wide())
        .with(&sign_out(&customer))
        .way("", t.msg_privacy_title(), PRIVACY)
        .way("", t.msg_remains_security(), "/account/security")
        .way("", t.msg_remains_export_link(), "/account/export")
        .way("", t.msg_remains_delete_link(), "/account/delete");
    visit.show(&match help {
        Some(help) => card.way("", t.msg_remains_ask_link(), help),
        None => card,
    })
}

/// The text of the first statement that is due, for the reader.
async fn first_due(customer: &Customer) -> Result<Option<statement_text::Model>, Halt> {
    let (cx, session) = (&customer.visit.cx, &customer.session);
    let due = due(cx, session.account, session.country.as_deref()).await?;
    let Some(first) = due.first() else { return Ok(None) };
    let version = first.version.version;
    let text = texts_for(cx, &[version], customer.visit.lang()).await?.remove(&version);
    text.map(Some).ok_or_else(|| Fault::new("a published statement without a text").into())
}

fn sign_out(customer: &Customer) -> Button {
    Button::post(texts(customer.visit.lang()).msg_sign_out(), "/sign-out").icon(Icon::SignOut).quiet()
}

fn page(customer: &Customer, text: &statement_text::Model, next: &str, errors: &FormErrors) -> Card {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let t = texts(lang);
    let form = PanelForm::in_card(ASK);
    let form = answer_form(form, text.version_id, &text.lang, Place::BeforeUse, next, lang);
    Card::new(visit, text.title.as_str(), errors)
        .lede(t.msg_ask_lede())
        .notice(other_language(text, lang))
        .with(&prose(text))
        .with(&form)
        .with(&sign_out(customer))
        .way("", t.msg_ask_alone(), reading_page(text.version_id))
        .way(t.msg_ask_without(), t.msg_remains_delete_link(), "/account/delete")
}

/// A refused answer where nothing is due: the statement was changed meanwhile.
fn nothing_due(customer: &Customer, errors: &FormErrors) -> Card {
    let t = texts(customer.visit.lang());
    let back = Button::link(t.msg_privacy_title(), PRIVACY).wide();
    Card::new(&customer.visit, t.msg_privacy_title(), errors).with(&back)
}
