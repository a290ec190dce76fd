//! The page of the link that the old address gets (ACC-14). Looking changes nothing; the button brings the address back, signs out
//! everywhere, and leads to a new password.

use super::parts::{dead_link, to_sign_in};
use super::{set_password, wanted};
use crate::actions::addresses::BUDGET;
use crate::actions::undo_address::{to_undo, undo_address};
use crate::refusals::BadLink;
use axum::extract::Query;
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm, Points};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};

const PATH: &str = "/undo-email";

/// Takes the token out of the address, then shows what will happen, and the button.
pub async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, PATH, &link, async |token| {
        let email = match to_undo(&visit.cx, &token).await.unless_broken()? {
            Ok(email) => email,
            Err(bad) => return dead(&visit, bad),
        };
        let t = crate::texts(visit.lang());
        let form = PanelForm::in_card(PATH).field(&Field::hidden("token", token)).submit(t.msg_undo_address_button());
        let lines = [
            t.msg_undo_address_back(gatehouse_address::shown(&email)),
            t.msg_undo_address_sessions(),
            t.msg_undo_address_password(),
            t.msg_undo_address_services(),
            t.msg_undo_address_factors(),
        ];
        let card = Card::new(&visit, t.msg_undo_address_title(), &FormErrors::new());
        let card = card.lede(t.msg_undo_address_lede()).with(&Points::new(t.msg_undo_address_then(), lines));
        Ok(visit.show(&card.with(&form))?.secret())
    })
    .await
}

/// Undoes the change, and goes on to a new password.
pub async fn submit(visit: Visit, Posted(link): Posted<Link>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let undone = match undo_address(&visit.cx, &link.token).await.unless_broken()? {
        Ok(undone) => undone,
        Err(bad) => return dead(&visit, bad),
    };
    let said = crate::texts(visit.lang()).msg_undo_address_done();
    let done = visit.go_saying(set_password::PATH, wanted::with_news(&visit, said, &undone.news));
    Ok(carried::keep(&visit, done, set_password::PATH, undone.link.expose(), carried::LIFE)?)
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    dead_link(visit, bad, |card| {
        card.lede(t.msg_dead_undo())
            .with(&Button::link(t.msg_forgot_title(), "/forgot-password").wide())
            .with(&to_sign_in(visit.lang()))
    })
}
