//! The pages of chats for staff, below `/staff/chats`.

mod acts;
mod desk;
mod events;
mod files;
mod history;
mod settings;
mod talk;

use gatehouse_core::Uuid;
use gatehouse_web::Doors;

/// Those that wait and go on.
pub(crate) const DESK_PAGE: &str = "/staff/chats";

pub(crate) fn doors() -> Doors {
    desk::doors()
        .merge(history::doors())
        .merge(settings::doors())
        .merge(talk::doors())
        .merge(acts::doors())
        .merge(files::doors())
        .merge(events::doors())
}

/// An address of a chat.
fn at(chat: Uuid, below: &str) -> String {
    if below.is_empty() { format!("{DESK_PAGE}/{chat}") } else { format!("{DESK_PAGE}/{chat}/{below}") }
}
