//! Dead end 13: the company demands two-step verification, and the person has none yet (COM-14). They set it up, and come back.

use crate::queries::membership;
use crate::texts;
use gatehouse_accounts::contacts;
use gatehouse_web::frames::Card;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt};

/// Where it is.
pub(crate) const AT: &str = "/companies/second-step";

/// Shows it; who needs nothing is led to the company.
pub(super) async fn show(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let account = customer.session.account;
    let found = membership::of_account(&visit.cx, visit.cx.read(), account).await?.ok_or(Halt::NotFound)?;
    let company = found.company();
    let place = format!("/c/{}", company.slug);
    let is_due = company.require_factor && !found.is_owner();
    if !is_due || contacts::has_second_step(visit.cx.read(), account).await? {
        return Ok(visit.go(&place));
    }
    let t = texts(visit.lang());
    let card = Card::new(visit, t.msg_factor_title(), &FormErrors::new())
        .lede(t.msg_factor_lede(company.name.as_str()))
        .with(&Button::link(t.msg_factor_set_up(), "/account/security").primary().wide())
        .with(&Button::link(t.msg_factor_back(company.name.as_str()), place).wide())
        .way("", t.msg_join_personal_side(), "/home");
    visit.show(&card)
}
