//! What chats have on the home pages: the one that goes on, and those that wait.

use super::at;
use super::staff::DESK_PAGE;
use crate::model::state::Turn;
use crate::queries::chats::running;
use crate::queries::staff::waiting;
use crate::rights::LOOKERS;
use crate::texts;
use gatehouse_core::async_trait;
use gatehouse_web::home::Attention;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Halt, Home, HomeParts, Staff};

/// The module's parts of the home pages.
pub(crate) struct OfChat;

#[async_trait]
impl HomeParts for OfChat {
    async fn customer(&self, customer: &Customer, home: &mut Home) -> Result<(), Halt> {
        let (cx, t) = (&customer.visit.cx, texts(customer.visit.lang()));
        if let Some(row) = running(cx.read(), customer.session.account, None).await? {
            let text = if row.turn == Turn::Customer { t.msg_home_answered() } else { t.msg_home_waits() };
            home.attention.push(Attention {
                tone: Tone::Info,
                title: t.msg_home_goes_on(),
                text,
                action: Button::link(t.msg_go_on(), at(row.id, "")),
            });
        }
        Ok(())
    }

    async fn staff(&self, staff: &Staff, home: &mut Home) -> Result<(), Halt> {
        if !staff.is_any_of(LOOKERS) {
            return Ok(());
        }
        let t = texts(staff.visit.lang());
        let count = waiting(&staff.may()?).await?;
        if count > 0 {
            home.attention.push(Attention {
                tone: Tone::Warn,
                title: t.msg_home_staff(count),
                text: t.msg_home_staff_text(),
                action: Button::link(t.msg_home_staff_open(), DESK_PAGE),
            });
        }
        Ok(())
    }
}
