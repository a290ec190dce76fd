//! Where chats stand in the navigation: a way in for visitors, a section of the account, a place of a company, and the console with how many ask something of
//! whoever looks.

use crate::pages::staff::DESK_PAGE;
use crate::pages::{CHAT, HISTORY};
use crate::queries::chats::has_any;
use crate::queries::offered::SharedOffered;
use crate::queries::staff::asks;
use crate::rights::{ChatsRead, LOOKERS};
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Actor, Fault, async_trait};
use gatehouse_web::view::Icon;
use gatehouse_web::{Area, Figures, NavEntry, Navigation, Way};
use std::sync::Arc;

/// Chats that ask something of the member of the staff.
const ASKS: &str = "chat.asks";
/// There is a chat now.
const OPEN: &str = "chat.open";
/// There is a chat now, or the person has had one.
const OFFERED: &str = "chat.offered";

/// The places.
pub(crate) fn register(navigation: &mut Navigation) {
    let own = NavEntry::new(|lang| texts(lang).msg_chat(), HISTORY, Icon::Chat).with_pages(&[CHAT]).when(OFFERED);
    navigation.account.push(own.clone().order(60));
    navigation.company.push(own.order(22));
    navigation.ways.push(Way {
        label: |lang| texts(lang).msg_way(),
        text: |lang| texts(lang).msg_way_text(),
        href: CHAT,
        icon: Icon::Chat,
        order: 36,
        condition: Some(OPEN),
    });
    let desk = NavEntry::new(|lang| texts(lang).msg_chats(), DESK_PAGE, Icon::Chat).area(Area::Support);
    navigation.staff.push(desk.roles(LOOKERS).order(15).count(ASKS));
    navigation.figures.push(Arc::new(OfChats));
}

struct OfChats;

#[async_trait]
impl Figures for OfChats {
    async fn read(&self, cx: &Cx) -> Result<Vec<(&'static str, i64)>, Fault> {
        match cx.actor {
            // From memory, while there is a chat; outside its hours whoever has had one finds it.
            Actor::Account { id } => {
                let is_offered = cx.service::<SharedOffered>()?.is_open(cx).await || has_any(cx, id).await?;
                Ok(vec![(OFFERED, i64::from(is_offered))])
            }
            Actor::Visitor => Ok(vec![(OPEN, i64::from(cx.service::<SharedOffered>()?.is_open(cx).await))]),
            _ => match May::<ChatsRead>::of(cx) {
                Some(may) => Ok(vec![(ASKS, asks(&may).await?)]),
                None => Ok(Vec::new()),
            },
        }
    }
}
