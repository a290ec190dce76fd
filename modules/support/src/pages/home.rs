//! What support has on the home pages: requests that wait for the person, and contracts of theirs that end soon.

use super::staff;
use crate::queries::own_contracts::ending_for;
use crate::queries::waiting::waiting;
use crate::texts;
use gatehouse_companies::queries::membership;
use gatehouse_core::async_trait;
use gatehouse_web::home::Attention;
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Halt, Home, HomeParts, Staff};

/// The module's parts of the home pages.
pub(crate) struct OfSupport;

#[async_trait]
impl HomeParts for OfSupport {
    async fn customer(&self, customer: &Customer, home: &mut Home) -> Result<(), Halt> {
        let (cx, t) = (&customer.visit.cx, texts(customer.visit.lang()));
        let count = waiting(cx, customer.session.account).await?;
        if count > 0 {
            home.attention.push(Attention {
                tone: Tone::Warn,
                title: t.msg_req_need(count),
                text: t.msg_req_need_text(),
                action: Button::link(t.msg_req_need_open(), address("/requests", &[("status", "waiting")])),
            });
        }
        ending(customer, home).await
    }

    async fn staff(&self, staff: &Staff, home: &mut Home) -> Result<(), Halt> {
        staff::home::waiting(staff, home).await
    }
}

/// Contracts of their company that name them and end within thirty days.
async fn ending(customer: &Customer, home: &mut Home) -> Result<(), Halt> {
    let visit = &customer.visit;
    let (cx, t, format) = (&visit.cx, texts(visit.lang()), visit.format());
    let found = membership::of_account(cx, cx.read(), customer.session.account).await?;
    let found = found.filter(|found| found.is_usable() && found.standing().blocked.is_none());
    let Some(found) = found else { return Ok(()) };
    for row in ending_for(cx, found.member().id).await? {
        let place = format!("/c/{}/contracts/{}", found.company().slug, row.id);
        home.attention.push(Attention {
            tone: Tone::Warn,
            title: t.msg_mail_contract_ends_title(format.date(row.ends_at)),
            text: row.name,
            action: Button::link(t.msg_mail_contract_open(), place),
        });
    }
    Ok(())
}
