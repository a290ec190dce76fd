//! The page of the link by which the owner of an address is left alone for a day. Looking changes nothing.

use super::frame::{Card, Form, status_of};
use crate::actions::pause_mails::{pause_mails, paused_until};
use crate::refusals::BadLink;
use axum::extract::Query;
use gatehouse_core::{Refusal as _, Stop};
use gatehouse_guard::{Budget, Limit};
use gatehouse_mail::ledger::PAUSE_PAGE as PATH;
use gatehouse_signin::carried;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Visit};
use serde::Deserialize;

/// Links tried from one network: 30 at once, then one each 10 seconds.
pub const BUDGET: Budget = Budget::of_strangers(Limit { action: "accounts.pause_emails", burst: 30, seconds_each: 10 });

#[derive(Deserialize)]
pub struct Link {
    #[serde(default)]
    token: String,
}

#[derive(Deserialize)]
pub struct PauseForm {
    #[serde(default)]
    token: String,
    #[serde(default)]
    on: String,
}

/// Takes the token out of the address, then shows how it stands, and the button.
pub async fn look(visit: Visit, Query(Link { token }): Query<Link>) -> Result<Done, Halt> {
    if carried::is_carriable(&token) {
        return Ok(carried::carry(&visit, PATH, &token)?);
    }
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let token = carried::carried(&visit, PATH).map(|text| text.expose().clone()).unwrap_or_default();
    let t = crate::texts(visit.lang());
    let until = match paused_until(&visit.cx, &token).await {
        Ok(until) => until,
        Err(Stop::Refused(bad)) => return dead(&visit, bad),
        Err(Stop::Broken(fault)) => return Err(fault.into()),
    };
    let card = Card::new(&visit, t.msg_pause_title(), &FormErrors::new());
    let is_paused = until > visit.cx.now();
    let (card, button) = if is_paused {
        (card.lede(t.msg_pause_until(visit.format().date_time(until))), t.msg_pause_end_button())
    } else {
        (card.lede(t.msg_pause_text()).lede(t.msg_pause_own()), t.msg_pause_button())
    };
    let form = Form::new(PATH, button)
        .field(&Field::hidden("token", token))
        .field(&Field::hidden("on", if is_paused { "false" } else { "true" }));
    Ok(visit.show(&card.form(form))?.secret())
}

/// Leaves the address alone, or not any longer.
pub async fn submit(visit: Visit, Posted(form): Posted<PauseForm>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let t = crate::texts(visit.lang());
    let on = form.on == "true";
    match pause_mails(&visit.cx, &form.token, on).await {
        Ok(()) => {
            let done = visit.go_saying(PATH, if on { t.msg_pause_done() } else { t.msg_pause_ended() });
            Ok(carried::keep(&visit, done, PATH, &form.token, carried::LIFE)?)
        }
        Err(Stop::Refused(bad)) => dead(&visit, bad),
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let card = Card::new(visit, t.msg_dead_title(), &FormErrors::new())
        .lede(bad.text(visit.lang()))
        .button(Button::link(t.msg_sign_in(), "/sign-in").wide());
    visit.show_as(status_of(&bad), &card)
}
