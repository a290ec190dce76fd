//! The page of a link that proves a new address (ACC-14). Looking changes nothing; the button changes the address. It is
//! there where the account is signed in; elsewhere stands how to get there.

use super::parts::{dead_link, to_sign_in};
use super::sign_in::place_for;
use super::wanted;
use crate::actions::addresses::BUDGET;
use crate::actions::confirm_address::{confirm_address, to_confirm};
use crate::refusals::{AddressLinkRefusal, BadLink};
use axum::extract::Query;
use gatehouse_core::Refusal as _;
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};

const PATH: &str = "/confirm-email";

/// Takes the token out of the address, then shows the new address, and the button.
pub async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, PATH, &link, async |token| {
        BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
        let email = match to_confirm(&visit.cx, &token).await.unless_broken()? {
            Ok(email) => email,
            Err(AddressLinkRefusal::Elsewhere) => return Ok(visit.show(&elsewhere(&visit))?.secret()),
            Err(AddressLinkRefusal::BadLink(bad)) => return dead(&visit, bad),
            Err(refusal @ (AddressLinkRefusal::Taken | AddressLinkRefusal::OfCompany)) => {
                return Err(Halt::refused(refusal));
            }
        };
        let t = crate::texts(visit.lang());
        let form = PanelForm::in_card(PATH).field(&Field::hidden("token", token)).submit(t.msg_confirm_button());
        let card = Card::new(&visit, t.msg_new_address_title(), &FormErrors::new());
        let card = card.lede(t.msg_new_address_lede(gatehouse_address::shown(&email))).with(&form);
        Ok(visit.show(&card)?.secret())
    })
    .await
}

/// Changes the address.
pub async fn submit(visit: Visit, Posted(link): Posted<Link>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let t = crate::texts(visit.lang());
    let done = match confirm_address(&visit.cx, &link.token).await.unless_broken()? {
        Ok(done) => done,
        Err(AddressLinkRefusal::BadLink(bad)) => return dead(&visit, bad),
        Err(refusal @ AddressLinkRefusal::Elsewhere) => return visit.show_refused(&refusal, &elsewhere(&visit)),
        Err(refusal @ (AddressLinkRefusal::Taken | AddressLinkRefusal::OfCompany)) => {
            let card = Card::new(&visit, t.msg_dead_title(), &FormErrors::new()).lede(refusal.text(visit.lang()));
            return visit.show_refused(&refusal, &card.with(&to_sign_in(visit.lang())));
        }
    };
    let said = t.msg_new_address_done(gatehouse_address::shown(&done.email));
    let said = wanted::with_news(&visit, said, &done.news);
    let card = Card::new(&visit, t.msg_new_address_done_title(), &FormErrors::new()).lede(said);
    let way = if visit.customer.is_some() {
        Button::link(t.msg_new_address_on(), "/account")
    } else {
        Button::link(t.msg_sign_in(), place_for(&visit, Some(&done.email))?)
    };
    Ok(carried::drop_carried(&visit, visit.show(&card.with(&way.primary().wide()))?.secret()))
}

/// The account is not signed in here. The link stays with the browser while its owner signs in.
fn elsewhere(visit: &Visit) -> Card {
    let t = crate::texts(visit.lang());
    let card = Card::new(visit, t.msg_new_address_elsewhere_title(), &FormErrors::new());
    if visit.customer.is_some() {
        return card.lede(t.msg_new_address_elsewhere_other());
    }
    let sign_in = Button::link(t.msg_sign_in(), wanted::with_place("/sign-in", PATH)).primary().wide();
    card.lede(t.msg_new_address_elsewhere()).with(&sign_in)
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    dead_link(visit, bad, |card| card.lede(t.msg_dead_address()).with(&to_sign_in(visit.lang()).primary()))
}
