//! What chats have on the home pages: the one that goes on, and those that wait.

use super::at;
use super::staff::DESK_PAGE;
use crate::model::state::Turn;
use crate::queries::chats::running;
use crate::queries::staff::waiting;
use crate::rights::LOOKERS;
use crate::tables::chat;
use crate::texts;
use gatehouse_core::{Lang, async_trait};
use gatehouse_web::home::Attention;
use gatehouse_web::scope::Company;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Halt, Home, HomeParts, Staff};

/// The module's parts of the home pages.
pub(crate) struct OfChat;

#[async_trait]
impl HomeParts for OfChat {
    async fn customer(&self, customer: &Customer, home: &mut Home) -> Result<(), Halt> {
        let (cx, lang) = (&customer.visit.cx, customer.visit.lang());
        if let Some(row) = running(cx.read(), customer.session.account, None).await? {
            home.attention.push(goes_on(&row, at(row.id, ""), lang));
        }
        Ok(())
    }

    /// The one in the company's name: it is on its pages alone, of whoever began it.
    async fn company(&self, customer: &Customer, company: &Company, needs: &mut Vec<Attention>) -> Result<(), Halt> {
        let (cx, lang) = (&customer.visit.cx, customer.visit.lang());
        if let Some(row) = running(cx.read(), customer.session.account, Some(company.id)).await? {
            needs.push(goes_on(&row, customer.scope.path(&at(row.id, "")), lang));
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

/// A chat that goes on, with whose turn it is and the way back to it.
fn goes_on(row: &chat::Model, place: String, lang: Lang) -> Attention {
    let t = texts(lang);
    Attention {
        tone: Tone::Info,
        title: t.msg_home_goes_on(),
        text: if row.turn == Turn::Customer { t.msg_home_answered() } else { t.msg_home_waits() },
        action: Button::link(t.msg_go_on(), place),
    }
}
