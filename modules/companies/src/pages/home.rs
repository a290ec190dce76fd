//! What companies have on a customer's home page: the way into their company, what keeps them out of it, and what they asked one.

use super::activate::JOINING;
use super::leave::OUTSIDE;
use crate::model::states::{CompanyState, JoinState};
use crate::queries::membership::Membership;
use crate::queries::requests::last_of;
use crate::texts;
use gatehouse_web::home::{Attention, Cards};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Halt, Home};

/// Adds it. The membership was read with the page.
pub(super) async fn add(customer: &Customer, home: &mut Home) -> Result<(), Halt> {
    let Some(own) = customer.visit.company.as_ref().and_then(|company| company.held.get::<Membership>()) else {
        return asked(customer, home).await;
    };
    let (company, t) = (own.company(), texts(customer.visit.lang()));
    if company.state == CompanyState::Deleted {
        return Ok(());
    }
    if own.standing().blocked.is_some() {
        home.attention.push(Attention {
            tone: Tone::Warn,
            title: t.msg_mail_blocked_title(company.name.as_str()),
            text: t.msg_home_blocked_text(),
            action: Button::link(t.msg_leave(), OUTSIDE),
        });
        return Ok(());
    }
    let role = match (own.is_owner(), own.rights().is_empty()) {
        (true, _) => t.msg_owner(),
        (false, true) => t.msg_user(),
        (false, false) => t.msg_administrator(),
    };
    let at = format!("/c/{}", company.slug);
    let open = Button::link(t.msg_mail_portal_button(), at.as_str()).small();
    let card = ItemCard::new(Icon::Building, company.name.as_str(), at).sub(role).action(Some(open));
    home.cards.push(Cards { order: 5, title: t.msg_home_company(), all: None, cards: vec![Markup::of(&card)] });
    Ok(())
}

/// What they asked a company and what was not answered yet.
async fn asked(customer: &Customer, home: &mut Home) -> Result<(), Halt> {
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let Some((row, company)) = last_of(&visit.cx, customer.session.account).await? else { return Ok(()) };
    if row.state.at(row.ends_at, visit.cx.now()) == JoinState::Pending {
        home.attention.push(Attention {
            tone: Tone::Info,
            title: t.msg_home_asked(company),
            text: t.msg_home_asked_text(visit.format().date(row.ends_at)),
            action: Button::link(t.msg_home_asked_open(), JOINING),
        });
    }
    Ok(())
}
