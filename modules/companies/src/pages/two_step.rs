//! `/company/two-step`: where somebody comes who opens a page of a company that requires two-step verification, and has none (COM-14): it
//! leads to where that is set up, and back. It is no page of the company, so it stands before its door.

use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::contacts;
use gatehouse_web::frames::{Card, Points};
use gatehouse_web::view::*;
use gatehouse_web::visit::{query_escape, safe_next};
use gatehouse_web::{Customer, Done, Doors, Halt};
use serde::Deserialize;

/// Where it is.
pub(crate) const PATH: &str = "/company/two-step";
/// Where two-step verification is set up.
const SET_UP: &str = "/account/security";

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.get(PATH, show))
}

/// Where somebody wanted to go.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    next: String,
}

/// Says what is missing. Who has it meanwhile goes on.
async fn show(customer: Customer, Query(asked): Query<Asked>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let Some(company) = &visit.company else { return Err(Halt::NotFound) };
    let home = format!("/c/{}", company.word);
    let next = safe_next(Some(&asked.next), &home).to_owned();
    if contacts::has_second_step(visit.cx.read(), customer.session.account).await? {
        return Ok(visit.go(&next));
    }
    let t = texts(visit.lang());
    let steps = [t.msg_factor_step_app(), t.msg_factor_step_codes(), t.msg_factor_step_back()];
    let card = Card::new(visit, t.msg_factor_title(), &FormErrors::new())
        .lede(t.msg_factor_lede(company.name.as_str()))
        .with(&Points::new(t.msg_factor_steps(), steps))
        .with(&Button::link(t.msg_factor_set_up(), SET_UP).primary().wide())
        .way("", t.msg_factor_again(), format!("{PATH}?next={}", query_escape(&next)))
        .way("", t.msg_leave(), super::leave::OUTSIDE);
    visit.show(&card)
}
