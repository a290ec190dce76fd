//! The company demands that its users come in by its own provider (COM-14): the way there; for the owner also the way beside it, by password and
//! second step.

use crate::actions::provider::aside::come_in_aside;
use crate::queries::membership::of_account;
use crate::queries::provider::{of_company, path};
use crate::refusals::EnterRefusal;
use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::actions::by_company::gave_factor;
use gatehouse_accounts::contacts;
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::{Button, FormErrors};
use gatehouse_web::visit::query_escape;
use gatehouse_web::{Customer, Done, Halt, UnlessBroken as _};
use serde::Deserialize;

/// Where it is.
pub(crate) const DUE: &str = "/account/company-sign-in";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    next: String,
}

/// Shows the ways in.
pub async fn page(customer: Customer, Query(Next { next }): Query<Next>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let (cx, t) = (&visit.cx, texts(visit.lang()));
    let found = of_account(cx, cx.read(), customer.session.account).await?.ok_or(Halt::NotFound)?;
    let name = found.company().name.as_str();
    let card = Card::new(visit, t.msg_sso_due_title(name), &FormErrors::new()).lede(t.msg_company_sso_due(name));
    let card = match of_company(cx.read(), found.company().id).await? {
        Some(row) => {
            let place = format!("{}?next={}", path(row.id), query_escape(&next));
            card.with(&Button::link(t.msg_sso_due_button(), place).primary().wide())
        }
        None => card,
    };
    if !found.is_owner() {
        let card = card.way("", t.msg_leave(), super::leave::OUTSIDE);
        return visit.show(&card);
    }
    let aside = PanelForm::in_card(DUE).field(&Button::submit(t.msg_sso_aside_button()).wide());
    visit.show(&card.lede(t.msg_sso_aside_text()).with(&aside))
}

/// The owner comes in beside the provider.
pub async fn submit(customer: Customer) -> Result<Done, Halt> {
    customer.elevated()?;
    let visit = &customer.visit;
    let (cx, session) = (&visit.cx, &customer.session);
    if contacts::has_second_step(cx.read(), session.account).await?
        && !gave_factor(cx, session.id, session.account).await?
    {
        return Err(Halt::GoTo(format!("/step-up?factor=1&next={}", query_escape(DUE))));
    }
    match come_in_aside(cx, session.id).await.unless_broken()? {
        Ok(word) => Ok(visit.go(&format!("/c/{word}"))),
        Err(EnterRefusal::FactorDue(_)) => Ok(visit.go_saying(DUE, texts(visit.lang()).msg_sso_owner_factor())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
