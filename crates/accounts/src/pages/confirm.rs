//! The page of a confirmation link. Looking changes nothing; the button confirms (ACC-2).

use super::frame::{Card, Form, status_of};
use crate::actions::confirm::{Confirmed, confirm};
use crate::model::TokenKind;
use crate::queries::links;
use crate::refusals::BadLink;
use axum::extract::Query;
use gatehouse_core::{Refusal as _, Stop};
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::{Browser, carried};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Visit};
use serde::Deserialize;

const PATH: &str = "/confirm";
/// Links tried from one network: 30 at once, then one each 10 seconds.
pub const BUDGET: Budget = Budget::of_strangers(Limit { action: "accounts.confirm", burst: 30, seconds_each: 10 });

#[derive(Deserialize)]
pub struct Link {
    #[serde(default)]
    token: String,
}

/// Takes the token out of the address, then shows whose address it is, and the button.
pub async fn look(visit: Visit, Query(Link { token }): Query<Link>) -> Result<Done, Halt> {
    if carried::is_carriable(&token) {
        return Ok(carried::carry(&visit, PATH, &token)?);
    }
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let token = carried::carried(&visit, PATH).map(|text| text.expose().clone()).unwrap_or_default();
    match links::address(&visit.cx, &token, &[TokenKind::Confirm]).await {
        Ok(email) => {
            let t = crate::texts(visit.lang());
            let form = Form::new(PATH, t.msg_confirm_button()).field(&Field::hidden("token", token));
            let card = Card::new(&visit, t.msg_confirm_title(), &FormErrors::new())
                .lede(t.msg_confirm_text(gatehouse_address::shown(&email)));
            Ok(visit.show(&card.form(form))?.secret())
        }
        Err(Stop::Refused(BadLink::Used)) => used(&visit, &token).await,
        Err(Stop::Refused(bad)) => dead(&visit, bad),
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

/// The link has done its work: what is left to do.
async fn used(visit: &Visit, token: &str) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let card = Card::new(visit, t.msg_confirm_used_title(), &FormErrors::new());
    let card = if links::still_to_choose(&visit.cx, visit.cx.read(), token).await?.is_some() {
        let form = Form::new(PATH, t.msg_set_title()).field(&Field::hidden("token", token));
        card.lede(t.msg_confirm_choose()).form(form)
    } else {
        card.lede(t.msg_confirm_used()).button(Button::link(t.msg_sign_in(), "/sign-in").primary().wide())
    };
    Ok(visit.show(&card)?.secret())
}

/// Confirms. Nobody is signed in by a link alone: the password is asked next.
pub async fn submit(visit: Visit, Posted(Link { token }): Posted<Link>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let t = crate::texts(visit.lang());
    match confirm(&visit.cx, &token, &Browser::of(&visit)).await {
        Ok(confirmed) => {
            let done = match confirmed {
                Confirmed::Usable => visit.go_saying("/sign-in", t.msg_confirm_done()),
                Confirmed::Already => visit.go_saying("/sign-in", t.msg_confirm_used()),
                Confirmed::ChoosePassword(link) => {
                    let page = "/set-password";
                    let done = visit.go_saying(page, t.msg_confirm_choose());
                    return Ok(carried::keep(&visit, done, page, link.expose(), carried::LIFE)?);
                }
            };
            Ok(Browser::forget(&visit, carried::drop_carried(&visit, done)))
        }
        Err(Stop::Refused(bad)) => dead(&visit, bad),
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let card = Card::new(visit, t.msg_dead_title(), &FormErrors::new())
        .lede(bad.text(visit.lang()))
        .lede(t.msg_dead_confirm())
        .button(Button::link(t.msg_sign_in(), "/sign-in").primary().wide())
        .button(Button::link(t.msg_sent_register_again(), "/register").wide());
    visit.show_as(status_of(&bad), &card)
}
