//! `/oauth/consent`: what a site or an app asks for, in words, and whether the person agrees. Where they need not be asked any more, the page
//! leads on at once.

use super::authorize::prove;
use super::words::{allowed, site, stuck};
use crate::actions::begin::Stuck;
use crate::actions::go_on::{GoneOn, Question, Said, go_on};
use crate::queries::requests::find;
use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::entering::signed_out_towards;
use gatehouse_web::frames::{Card, PanelForm, Paragraph, Points};
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::visit::query_escape;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};
use serde::Deserialize;

/// Where it is.
pub(super) const CONSENT: &str = "/oauth/consent";
/// Where somebody goes who means another account.
const OTHER: &str = "/oauth/consent/other";

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form(CONSENT, look, say).form(OTHER, up, other))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Of {
    request: String,
    answer: String,
}

/// The address that signs out has no page of its own.
async fn up(customer: Customer) -> Done {
    customer.visit.go("/")
}

async fn look(customer: Customer, Query(of): Query<Of>) -> Result<Done, Halt> {
    gone_on(&customer, &of.request, Said::Nothing).await
}

async fn say(customer: Customer, Posted(of): Posted<Of>) -> Result<Done, Halt> {
    let said = match of.answer.as_str() {
        "allow" => Said::Yes,
        "refuse" => Said::No,
        _ => Said::Nothing,
    };
    gone_on(&customer, &of.request, said).await
}

/// Another account: this one signs out of the browser, and the request waits.
async fn other(customer: Customer, Posted(of): Posted<Of>) -> Result<Done, Halt> {
    let cx = &customer.visit.cx;
    if find(cx, cx.read(), &of.request).await?.is_none() {
        return stuck(&customer.visit, Stuck::Over);
    }
    let back = address(CONSENT, &[("request", &of.request)]);
    signed_out_towards(&customer.visit, &format!("/sign-in?next={}", query_escape(&back))).await
}

async fn gone_on(customer: &Customer, request: &str, said: Said) -> Result<Done, Halt> {
    let visit = &customer.visit;
    match Box::pin(go_on(&visit.cx, request, &customer.session, said)).await? {
        GoneOn::Stuck(why) => stuck(visit, why),
        // A form stands before it: of this page, or of the one where the person signed in.
        GoneOn::Leave(place) => visit.leave(&place),
        GoneOn::Prove(factor) => Ok(visit.go(&prove(&address(CONSENT, &[("request", request)]), factor))),
        GoneOn::Ask(question) => visit.show(&page(customer, request, &question)),
    }
}

fn page(customer: &Customer, request: &str, question: &Question) -> Card {
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let (name, who) = (question.client.name.as_str(), customer.session.label.as_str());
    let card = Card::new(visit, t.msg_consent_title(name), &FormErrors::new()).lede(t.msg_consent_as(who));
    let card = match site(&question.client, &question.redirect_uri) {
        Some(site) => card.lede(t.msg_consent_site(site)),
        None => card,
    };
    let other = Button::post(t.msg_consent_other(), OTHER).with("request", request).quiet().wide();
    let form = PanelForm::in_card(address(CONSENT, &[("request", request)])).field(&Field::hidden("request", request));
    let refuse = Button::submit(t.msg_consent_refuse()).value("answer", "refuse");
    if !question.is_meant {
        let notice = Notice::warn(t.msg_consent_not_meant(name));
        return card.notice(Some(notice)).with(&other).with(&form.button(refuse));
    }
    let allow = Button::submit(t.msg_consent_allow()).primary().value("answer", "allow");
    let form = form.button(allow).button(refuse);
    card.with(&Points::new(t.msg_consent_may(), allowed(visit.lang(), &question.scope)))
        .with(&Paragraph::muted(t.msg_consent_take_back()))
        .with(&form)
        .with(&other)
}
