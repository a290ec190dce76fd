//! What requests have on the home pages: those that wait for the person.

use super::staff;
use crate::queries::waiting::waiting;
use crate::texts;
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
        Ok(())
    }

    async fn staff(&self, staff: &Staff, home: &mut Home) -> Result<(), Halt> {
        staff::home::waiting(staff, home).await
    }
}
