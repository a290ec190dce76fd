//! Where requests stand in the navigation: a customer's own place with how many wait for them, the same in a company, and the way in for visitors.

use crate::lists::own_contracts::CONTRACTS_AT;
use crate::pages::PUBLIC;
use crate::pages::side::REQUESTS_AT;
use crate::pages::staff::places;
use crate::queries::waiting::waiting;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, async_trait};
use gatehouse_web::view::Icon;
use gatehouse_web::{Figures, NavEntry, Navigation, Way};
use std::sync::Arc;

/// How many requests wait for the person.
const WAITING: &str = "support.waiting_for_me";

/// The places.
pub(crate) fn register(navigation: &mut Navigation) {
    places::register(navigation);
    let own = NavEntry::new(|l| texts(l).msg_requests(), REQUESTS_AT, Icon::Help);
    navigation.customer.push(own.order(40).count(WAITING).on_phones(3));
    let of_company = NavEntry::new(|l| texts(l).msg_requests(), REQUESTS_AT, Icon::Help);
    navigation.company.push(of_company.order(20));
    navigation.company.push(NavEntry::new(|l| texts(l).msg_contracts(), CONTRACTS_AT, Icon::Order).order(15));
    navigation.ways.push(Way {
        label: |l| texts(l).msg_way_support(),
        text: |l| texts(l).msg_way_support_text(),
        href: PUBLIC,
        icon: Icon::Help,
        order: 40,
        condition: None,
    });
    navigation.figures.push(Arc::new(Waiting));
}

struct Waiting;

#[async_trait]
impl Figures for Waiting {
    async fn read(&self, cx: &Cx) -> Result<Vec<(&'static str, i64)>, Fault> {
        match cx.actor {
            Actor::Account { id } => Ok(vec![(WAITING, waiting(cx, id).await?)]),
            _ => Ok(Vec::new()),
        }
    }
}
