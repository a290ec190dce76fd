//! `/request-mails/stop`: the page of the link in a mail about a request or contract by which they end for exactly who reads it, with an account or not;
//! `/request-mails/stop/now`: where a mail program posts its single click (RFC 8058). Looking changes nothing.

use crate::actions::mute::mute_by_link;
use crate::model::stop_link::{ONE_CLICK, STOP_PAGE, Stops, opened};
use crate::texts;
use axum::body::Bytes;
use axum::extract::Query;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use gatehouse_accounts::refusals::BadLink;
use gatehouse_core::Refusal as _;
use gatehouse_guard::{Budget, Limit};
use gatehouse_mail::switch::is_click;
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

/// Links tried from one network: 60 at once, then one each second, because a mail provider posts for all of its people.
const BUDGET: Budget = Budget::of_strangers(Limit { action: "support.stop_mails", burst: 60, seconds_each: 1 });

pub(super) fn doors() -> Doors {
    Doors::new()
        .anyone(|doors| doors.form(STOP_PAGE, look, submit, BUDGET).form(ONE_CLICK, look_at_click, click, BUDGET))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    token: String,
    again: String,
}

/// Takes the token out of the address, then shows the button.
async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, STOP_PAGE, &link, async |token| {
        BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
        match opened(&visit.cx, &token) {
            Some(stops) => {
                let t = texts(visit.lang());
                let (title, lede) = match stops {
                    Stops::Request(_) => (t.msg_stop_title(), t.msg_stop_lede()),
                    Stops::Contract(_) => (t.msg_stop_contract_title(), t.msg_stop_contract_lede()),
                };
                let card = Card::new(&visit, title, &FormErrors::new()).lede(lede);
                let form = PanelForm::in_card(STOP_PAGE).field(&Field::hidden("token", token.as_str()));
                Ok(visit.show(&card.with(&form.submit(t.msg_stop_button())))?.secret())
            }
            None => dead(&visit, BadLink::Expired),
        }
    })
    .await
}

/// The button of the page, or the one that takes it back.
async fn submit(visit: Visit, Posted(sent): Posted<Sent>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    set(&visit, &sent.token, sent.again != "true").await
}

/// A look at the address of the single click: the page asks first.
async fn look_at_click(visit: Visit, link: Query<Link>) -> Result<Done, Halt> {
    look(visit, link).await
}

/// The single click of a mail program. It comes from its provider's servers, without cookies, and the token alone counts. What is posted
/// without the words of a click is a look.
async fn click(visit: Visit, Query(link): Query<Link>, body: Result<Bytes, BytesRejection>) -> Result<Done, Halt> {
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Halt::TooLarge,
        _ => Halt::BadRequest,
    })?;
    if !is_click(&body) {
        return look(visit, Query(link)).await;
    }
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    set(&visit, &link.token, true).await
}

async fn set(visit: &Visit, token: &str, is_muted: bool) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let is_contract = matches!(opened(&visit.cx, token), Some(Stops::Contract(_)));
    match mute_by_link(&visit.cx, token, is_muted).await.unless_broken()? {
        Ok(()) if is_muted => {
            let (title, lede) = if is_contract {
                (t.msg_stop_contract_done(), t.msg_stop_contract_done_lede())
            } else {
                (t.msg_stop_done(), t.msg_stop_done_lede())
            };
            let again = PanelForm::in_card(STOP_PAGE)
                .field(&Field::hidden("token", token))
                .field(&Field::hidden("again", "true"))
                .submit(t.msg_people_mails_begin());
            let card = Card::new(visit, title, &FormErrors::new()).lede(lede);
            Ok(visit.show(&card.with(&again))?.secret())
        }
        Ok(()) => {
            let (title, lede) = if is_contract {
                (t.msg_stop_contract_begun(), t.msg_stop_contract_begun_lede())
            } else {
                (t.msg_stop_begun(), t.msg_stop_begun_lede())
            };
            let card = Card::new(visit, title, &FormErrors::new()).lede(lede);
            Ok(visit.show(&card.way("", t.msg_stop_home(), "/"))?.secret())
        }
        Err(bad) => dead(visit, bad),
    }
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let card = Card::new(visit, t.msg_stop_dead(), &FormErrors::new()).lede(bad.text(visit.lang()));
    visit.show_refused(&bad, &card.way("", t.msg_stop_home(), "/"))
}
