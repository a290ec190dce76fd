//! The page of the link that stops the removal of factors (ACC-9). Looking changes nothing; the button stops it.

use super::parts::{dead_link, to_sign_in};
use crate::actions::keep_factors::{is_readable, keep_factors};
use crate::refusals::BadLink;
use axum::extract::Query;
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};

const PATH: &str = "/keep-two-step";
/// Links tried from one network: 30 at once, then one each 10 seconds.
pub const BUDGET: Budget = Budget::of_strangers(Limit { action: "accounts.keep_factors", burst: 30, seconds_each: 10 });

/// Takes the token out of the address, then shows the button.
pub async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, PATH, &link, async |token| {
        if !is_readable(&visit.cx, &token) {
            return dead_link(&visit, BadLink::Expired, |card| card.with(&to_sign_in(visit.lang())));
        }
        let t = crate::texts(visit.lang());
        let form = PanelForm::in_card(PATH).field(&Field::hidden("token", token)).submit(t.msg_keep_button());
        let card = Card::new(&visit, t.msg_keep_title(), &FormErrors::new()).lede(t.msg_keep_lede()).with(&form);
        Ok(visit.show(&card)?.secret())
    })
    .await
}

/// Stops it.
pub async fn submit(visit: Visit, Posted(link): Posted<Link>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let t = crate::texts(visit.lang());
    let (title, text) = match keep_factors(&visit.cx, &link.token).await.unless_broken()? {
        Ok(true) => (t.msg_kept_title(), t.msg_kept_text()),
        Ok(false) => (t.msg_kept_nothing_title(), t.msg_kept_nothing()),
        Err(bad) => return dead_link(&visit, bad, |card| card.with(&to_sign_in(visit.lang()))),
    };
    let card = Card::new(&visit, title, &FormErrors::new()).lede(text);
    let card = card.with(&Button::link(t.msg_mail_changed_button(), "/forgot-password").primary().wide());
    Ok(carried::drop_carried(&visit, visit.show(&card.with(&to_sign_in(visit.lang())))?))
}
