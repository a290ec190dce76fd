//! The page of a confirmation link. Looking changes nothing; the button confirms (ACC-2).

use super::parts::{dead_link, to_sign_in};
use super::set_password;
use crate::actions::confirm::{Confirmed, confirm};
use crate::model::TokenKind;
use crate::queries::links;
use crate::refusals::BadLink;
use axum::extract::Query;
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::Browser;
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};

const PATH: &str = "/confirm";
/// Links tried from one network: 30 at once, then one each 10 seconds.
pub const BUDGET: Budget = Budget::of_strangers(Limit { action: "accounts.confirm", burst: 30, seconds_each: 10 });

/// Takes the token out of the address, then shows whose address it is, and the button.
pub async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, PATH, &link, async |token| {
        BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
        match links::address(&visit.cx, &token, &[TokenKind::Confirm]).await.unless_broken()? {
            Ok(email) => {
                let t = crate::texts(visit.lang());
                let card = Card::new(&visit, t.msg_confirm_title(), &FormErrors::new())
                    .lede(t.msg_confirm_text(gatehouse_address::shown(&email)))
                    .with(&button(&token, t.msg_confirm_button()));
                Ok(visit.show(&card)?.secret())
            }
            Err(BadLink::Used) => used(&visit, &token).await,
            Err(bad) => dead(&visit, bad),
        }
    })
    .await
}

fn button(token: &str, label: String) -> PanelForm {
    PanelForm::in_card(PATH).field(&Field::hidden("token", token)).submit(label)
}

/// The link has done its work: what is left to do.
async fn used(visit: &Visit, token: &str) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let card = Card::new(visit, t.msg_confirm_used_title(), &FormErrors::new());
    let card = if links::still_to_choose(&visit.cx, visit.cx.read(), token).await?.is_some() {
        card.lede(t.msg_confirm_choose()).with(&button(token, t.msg_set_title()))
    } else {
        card.lede(t.msg_confirm_used()).with(&to_sign_in(visit.lang()).primary())
    };
    Ok(visit.show(&card)?.secret())
}

/// Confirms. Nobody is signed in by a link alone: the password is asked next.
pub async fn submit(visit: Visit, Posted(Link { token }): Posted<Link>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let t = crate::texts(visit.lang());
    let done = match confirm(&visit.cx, &token, &Browser::of(&visit)).await.unless_broken()? {
        Ok(Confirmed::Usable) => visit.go_saying("/sign-in", t.msg_confirm_done()),
        Ok(Confirmed::Already) => visit.go_saying("/sign-in", t.msg_confirm_used()),
        Ok(Confirmed::ChoosePassword(link)) => {
            let done = visit.go_saying(set_password::PATH, t.msg_confirm_choose());
            return Ok(carried::keep(&visit, done, set_password::PATH, link.expose(), carried::LIFE)?);
        }
        Err(bad) => return dead(&visit, bad),
    };
    Ok(Browser::forget(&visit, carried::drop_carried(&visit, done)))
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    dead_link(visit, bad, |card| {
        card.lede(t.msg_dead_confirm())
            .with(&to_sign_in(visit.lang()).primary())
            .with(&Button::link(t.msg_sent_register_again(), "/register").wide())
    })
}
