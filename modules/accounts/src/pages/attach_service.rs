//! The page of a mailed link that attaches an account elsewhere (ACC-8). Looking changes nothing; the button attaches.

use super::cookies::here;
use super::parts::{dead_link, to_sign_in};
use super::{service_carried, set_password, wanted};
use crate::actions::attach_by_link::{Attached, attach_by_link};
use crate::actions::identities::BUDGET;
use crate::model::TokenKind;
use crate::queries::links;
use crate::refusals::{BadLink, VisitorRefusal};
use axum::extract::Query;
use gatehouse_address::shown;
use gatehouse_signin::Browser;
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};

const PATH: &str = "/attach-service";

/// Takes the token out of the address, then shows whose address it is, and the button.
pub async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, PATH, &link, async |token| {
        BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
        match links::address(&visit.cx, &token, &[TokenKind::Attach]).await.unless_broken()? {
            Ok(email) => Ok(visit.show(&page(&visit, &token, &email))?.secret()),
            Err(bad) => dead(&visit, bad),
        }
    })
    .await
}

fn page(visit: &Visit, token: &str, email: &str) -> Card {
    let t = crate::texts(visit.lang());
    let form = PanelForm::in_card(PATH).field(&Field::hidden("token", token)).submit(t.msg_confirm_button());
    let card = Card::new(visit, t.msg_confirm_title(), &FormErrors::new());
    card.lede(t.msg_attach_link_text(shown(email))).with(&form)
}

/// Attaches.
pub async fn submit(visit: Visit, Posted(link): Posted<Link>) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let (browser, token) = (Browser::of(&visit), &link.token);
    let done = match attach_by_link(&visit.cx, token, &browser, &here(&visit)).await.unless_broken()? {
        Ok(Attached::Entered(entered, news)) => {
            let done = wanted::go_entered(&visit, &entered, t.msg_attach_link_done(), &news)?;
            Browser::forget(&visit, service_carried::drop_carried(&visit, done))
        }
        Ok(Attached::SomebodyElse) => visit.go_saying("/", t.msg_attach_link_done()),
        Ok(Attached::ChoosePassword(link, news)) => {
            let said = wanted::with_news(&visit, t.msg_confirm_choose(), &news);
            let done = visit.go_saying(set_password::PATH, said);
            return Ok(carried::keep(&visit, done, set_password::PATH, link.expose(), carried::LIFE)?);
        }
        Ok(Attached::Elsewhere) => {
            let card = Card::new(&visit, t.msg_attach_elsewhere_title(), &FormErrors::new());
            let card = card.lede(t.msg_attach_elsewhere()).with(&to_sign_in(visit.lang()).primary());
            return Ok(visit.show(&card)?.secret());
        }
        Err(VisitorRefusal::BadLink(bad)) => return dead(&visit, bad),
        Err(refusal) => return Err(Halt::refused(refusal)),
    };
    Ok(carried::drop_carried(&visit, done))
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    dead_link(visit, bad, |card| card.lede(t.msg_dead_attach()).with(&to_sign_in(visit.lang()).primary()))
}
