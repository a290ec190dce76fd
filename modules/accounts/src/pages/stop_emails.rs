//! The page of the link in notifications by which exactly this kind is switched off (ACC-16), and the address to which a mail
//! program posts its single click (RFC 8058). Looking changes nothing.

use super::parts::{dead_link, to_sign_in};
use crate::actions::stop_notification::stop_notification;
use crate::queries::stops::{Stop, is_on, to_stop};
use crate::refusals::BadLink;
use axum::body::Bytes;
use axum::extract::Query;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use gatehouse_core::Notifications;
use gatehouse_guard::{Budget, Limit};
use gatehouse_mail::switch::{STOP_PAGE as PATH, is_click};
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm, Paragraph};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

/// Links tried from one network: 60 at once, then one each second, because a mail provider posts for all of its people.
pub const BUDGET: Budget = Budget::of_strangers(Limit { action: "accounts.stop_emails", burst: 60, seconds_each: 1 });

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct StopForm {
    token: String,
}

/// Takes the token out of the address, then shows which mails it is about, and the button.
pub async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, PATH, &link, async |token| {
        BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
        match to_stop(&visit.cx, &token).unless_broken()? {
            Ok(stop) => Ok(visit.show(&page(&visit, &token, &stop).await?)?.secret()),
            Err(bad) => dead(&visit, bad),
        }
    })
    .await
}

async fn page(visit: &Visit, token: &str, stop: &Stop) -> Result<Card, Halt> {
    let (lang, t) = (visit.lang(), crate::texts(visit.lang()));
    if !is_on(&visit.cx, stop).await? {
        return Ok(stopped(visit));
    }
    let kinds = visit.cx.service::<Notifications>()?.all();
    let kind = kinds.iter().find(|kind| kind.word == stop.word).map(|kind| (kind.text)(lang)).unwrap_or_default();
    let form = PanelForm::in_card(PATH)
        .field(&Paragraph::new(t.msg_stop_kind(kind)))
        .field(&Field::hidden("token", token))
        .submit(t.msg_stop_button());
    let card = Card::new(visit, t.msg_stop_title(), &FormErrors::new()).lede(t.msg_stop_lede()).with(&form);
    Ok(card.way("", t.msg_stop_all(), "/account#notifications"))
}

fn stopped(visit: &Visit) -> Card {
    let t = crate::texts(visit.lang());
    let card = Card::new(visit, t.msg_stop_done(), &FormErrors::new()).lede(t.msg_stop_done_lede());
    card.way("", t.msg_stop_all(), "/account#notifications")
}

/// Switches it off; the button of the page.
pub async fn submit(visit: Visit, Posted(form): Posted<StopForm>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    match stop_notification(&visit.cx, &form.token).await.unless_broken()? {
        Ok(()) => Ok(carried::keep(&visit, visit.go(PATH), PATH, &form.token, carried::LIFE)?),
        Err(bad) => dead(&visit, bad),
    }
}

/// A look at the address of the single click: the page asks first.
pub async fn look_at_click(visit: Visit, link: Query<Link>) -> Result<Done, Halt> {
    look(visit, link).await
}

/// The single click of a mail program. It comes from its provider's servers, without cookies, and the token alone counts; what comes of
/// it is answered at once, because such a program follows no redirect. What is posted without the words of a click is a look.
pub async fn click(visit: Visit, Query(link): Query<Link>, body: Result<Bytes, BytesRejection>) -> Result<Done, Halt> {
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Halt::TooLarge,
        _ => Halt::BadRequest,
    })?;
    if !is_click(&body) {
        return look(visit, Query(link)).await;
    }
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    match stop_notification(&visit.cx, &link.token).await.unless_broken()? {
        Ok(()) => Ok(visit.show(&stopped(&visit))?.secret()),
        Err(bad) => dead(&visit, bad),
    }
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    dead_link(visit, bad, |card| card.with(&to_sign_in(visit.lang())))
}
