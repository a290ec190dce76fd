//! All factors are lost, and all recovery codes (ACC-9): at the second step of a sign-in, or signed in, in a browser that needs no code.

use super::cookies::half;
use super::parts::{SECURITY, to_support};
use crate::actions::ask_removal::{Asks, ask_removal};
use crate::queries::factors;
use crate::refusals::RemovalRefusal;
use gatehouse_core::{Moment, Outcome, Refusal as _};
use gatehouse_web::frames::{Card, PanelForm, Points};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, UnlessBroken as _, Visit};

pub(super) const AT_SIGN_IN: &str = "/sign-in/lost";
pub(super) const SIGNED_IN: &str = "/account/security/lost";

/// Shows what can be done, and whether it was asked for.
pub async fn form(visit: Visit) -> Result<Done, Halt> {
    let half = half(&visit).await?;
    let waits = factors::removal(visit.cx.read(), half.account).await?.map(|row| factors::due(&row));
    visit.show(&page(&visit, AT_SIGN_IN, waits))
}

/// Asks for the removal.
pub async fn submit(visit: Visit) -> Result<Done, Halt> {
    let half = half(&visit).await?;
    let asked = ask_removal(&visit.cx, Asks::Half(&half)).await;
    answer(&visit, AT_SIGN_IN, asked)
}

/// The same for who is signed in.
pub async fn own_form(customer: Customer) -> Result<Done, Halt> {
    customer.elevated()?;
    let visit = &customer.visit;
    let two_step = factors::two_step(&visit.cx, customer.session.account).await?;
    if two_step.factors.is_empty() {
        return Ok(visit.go(SECURITY));
    }
    visit.show(&page(visit, SIGNED_IN, two_step.removal))
}

/// The same for who is signed in.
pub async fn own_submit(customer: Customer) -> Result<Done, Halt> {
    customer.elevated()?;
    let asked = ask_removal(&customer.visit.cx, Asks::Owner).await;
    answer(&customer.visit, SIGNED_IN, asked)
}

fn answer(visit: &Visit, path: &str, asked: Outcome<Moment, RemovalRefusal>) -> Result<Done, Halt> {
    Ok(match asked.unless_broken()? {
        Ok(_) => visit.go_saying(path, crate::texts(visit.lang()).msg_lost_asked()),
        Err(refusal @ RemovalRefusal::Over) => visit.go_saying("/sign-in", refusal.text(visit.lang())),
        Err(refusal) => return Err(Halt::refused(refusal)),
    })
}

fn page(visit: &Visit, path: &str, waits: Option<Moment>) -> Card {
    let t = crate::texts(visit.lang());
    let card = Card::new(visit, t.msg_lost_title(), &FormErrors::new());
    let back = if path == AT_SIGN_IN { super::second_step::PATH } else { SECURITY };
    let card = match waits {
        Some(due) => {
            let notice = Notice::info(t.msg_lost_waits(visit.format().date_time(due)));
            card.notice(Some(notice)).lede(t.msg_lost_found())
        }
        None => {
            let lines = [t.msg_lost_wait(), t.msg_lost_told(), t.msg_lost_stop(), t.msg_lost_end()];
            let ask = PanelForm::in_card(path).submit(t.msg_lost_button());
            card.lede(t.msg_lost_lede()).with(&Points::new(t.msg_lost_how(), lines)).with(&ask)
        }
    };
    to_support(visit, card.with(&Button::link(t.msg_lost_back(), back).wide()))
}
