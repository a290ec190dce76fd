//! The page of the link by which the owner of an address is left alone for a day. Looking changes nothing.

use super::parts::{dead_link, to_sign_in};
use crate::actions::pause_mails::pause_mails;
use crate::queries::links::paused_until;
use crate::refusals::BadLink;
use axum::extract::Query;
use gatehouse_core::Moment;
use gatehouse_guard::{Budget, Limit};
use gatehouse_mail::ledger::PAUSE_PAGE as PATH;
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

/// Links tried from one network: 30 at once, then one each 10 seconds.
pub const BUDGET: Budget = Budget::of_strangers(Limit { action: "accounts.pause_emails", burst: 30, seconds_each: 10 });

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PauseForm {
    token: String,
    on: String,
}

/// Takes the token out of the address, then shows how it stands, and the button.
pub async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, PATH, &link, async |token| {
        BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
        match paused_until(&visit.cx, &token).await.unless_broken()? {
            Ok(until) => Ok(visit.show(&page(&visit, &token, until))?.secret()),
            Err(bad) => dead(&visit, bad),
        }
    })
    .await
}

fn page(visit: &Visit, token: &str, until: Moment) -> Card {
    let t = crate::texts(visit.lang());
    let card = Card::new(visit, t.msg_pause_title(), &FormErrors::new());
    let is_paused = until > visit.cx.now();
    let (card, button) = if is_paused {
        (card.lede(t.msg_pause_until(visit.format().date_time(until))), t.msg_pause_end_button())
    } else {
        (card.lede(t.msg_pause_text()).lede(t.msg_pause_own()), t.msg_pause_button())
    };
    let form = PanelForm::in_card(PATH)
        .field(&Field::hidden("token", token))
        .field(&Field::hidden("on", if is_paused { "false" } else { "true" }));
    card.with(&form.submit(button))
}

/// Leaves the address alone, or not any longer.
pub async fn submit(visit: Visit, Posted(form): Posted<PauseForm>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let t = crate::texts(visit.lang());
    let on = form.on == "true";
    match pause_mails(&visit.cx, &form.token, on).await.unless_broken()? {
        Ok(()) => {
            let done = visit.go_saying(PATH, if on { t.msg_pause_done() } else { t.msg_pause_ended() });
            Ok(carried::keep(&visit, done, PATH, &form.token, carried::LIFE)?)
        }
        Err(bad) => dead(&visit, bad),
    }
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    dead_link(visit, bad, |card| card.with(&to_sign_in(visit.lang())))
}
