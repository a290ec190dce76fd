//! The page of the link that stops a change of owner (COM-3). Looking changes nothing; the button stops it.

use crate::actions::object_owner_change::{ObjectRefusal, is_readable, object_owner_change};
use crate::texts;
use axum::extract::Query;
use gatehouse_core::Refusal as _;
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};

/// Where it is.
pub(crate) const KEEP_OWNER: &str = "/keep-owner";
/// Links tried from one network: 30 at once, then one each 10 seconds.
pub(super) const BUDGET: Budget =
    Budget::of_strangers(Limit { action: "companies.keep_owner", burst: 30, seconds_each: 10 });

/// Takes the token out of the address, then shows the button.
pub async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, KEEP_OWNER, &link, async |token| {
        let t = texts(visit.lang());
        if !is_readable(&visit.cx, &token) {
            return over(&visit);
        }
        let form = PanelForm::in_card(KEEP_OWNER).field(&Field::hidden("token", token)).submit(t.msg_owner_object());
        let card = Card::new(&visit, t.msg_keep_owner_title(), &FormErrors::new());
        Ok(visit.show(&card.lede(t.msg_keep_owner_lede()).with(&form))?.secret())
    })
    .await
}

/// A link that is too old or none of ours.
fn over(visit: &Visit) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let card = Card::new(visit, t.msg_join_dead_title(), &FormErrors::new());
    let card = super::ways::help(visit, card.lede(ObjectRefusal::Over.text(visit.lang())));
    visit.show_refused(&ObjectRefusal::Over, &card)
}

/// Stops it.
pub async fn submit(visit: Visit, Posted(link): Posted<Link>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let t = texts(visit.lang());
    let (title, text) = match object_owner_change(&visit.cx, &link.token).await.unless_broken()? {
        Ok(true) => (t.msg_kept_owner_title(), t.msg_kept_owner_text()),
        Ok(false) => (t.msg_kept_owner_late_title(), t.msg_kept_owner_late()),
        Err(_) => return over(&visit),
    };
    let card = Card::new(&visit, title, &FormErrors::new()).lede(text);
    Ok(carried::drop_carried(&visit, visit.show(&card)?))
}
