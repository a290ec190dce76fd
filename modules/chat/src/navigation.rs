//! Where chats stand in the navigation: a way in for visitors, a section of the account, and the console with how many wait.

use crate::pages::staff::DESK_PAGE;
use crate::pages::{CHAT, HISTORY};
use crate::queries::chats::is_offered;
use crate::queries::staff::waiting;
use crate::rights::{ChatsRead, LOOKERS};
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, async_trait};
use gatehouse_web::view::Icon;
use gatehouse_web::{Area, Figures, NavEntry, Navigation, Way};
use std::sync::Arc;

/// Chats that wait for somebody of the staff.
const WAITING: &str = "chat.waiting";
/// There is a chat, or the person has had one.
const OFFERED: &str = "chat.offered";

/// The places.
pub(crate) fn register(navigation: &mut Navigation) {
    let own = NavEntry::new(|lang| texts(lang).msg_chat(), HISTORY, Icon::Send).with_pages(&[CHAT]);
    navigation.account.push(own.order(60).when(OFFERED));
    navigation.ways.push(Way {
        label: |lang| texts(lang).msg_way(),
        text: |lang| texts(lang).msg_way_text(),
        href: CHAT,
        icon: Icon::Send,
        order: 36,
    });
    let desk = NavEntry::new(|lang| texts(lang).msg_chats(), DESK_PAGE, Icon::Send).area(Area::Support);
    navigation.staff.push(desk.roles(LOOKERS).order(15).count(WAITING));
    navigation.figures.push(Arc::new(Waiting));
}

struct Waiting;

#[async_trait]
impl Figures for Waiting {
    async fn read(&self, cx: &Cx) -> Result<Vec<(&'static str, i64)>, Fault> {
        if let Some(account) = cx.actor.account() {
            return Ok(vec![(OFFERED, i64::from(is_offered(cx, account).await?))]);
        }
        match May::<ChatsRead>::of(cx) {
            Some(may) => Ok(vec![(WAITING, waiting(&may).await?)]),
            None => Ok(Vec::new()),
        }
    }
}
