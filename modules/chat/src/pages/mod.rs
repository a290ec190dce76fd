//! HTML handlers, files named after the URL. Visitors and customers have the same pages at `/chat`: whose a chat is, the account or a cookie says. Users of a
//! company have them at `/c/NAME/chat` too ([`side::Side`]).

mod events;
mod files;
mod history;
mod home;
mod said;
mod side;
pub(crate) mod staff;
mod start;
mod talk;

pub(crate) use files::OfFiles;
pub(crate) use home::OfChat;

use gatehouse_core::Uuid;
use gatehouse_web::cookies::Name;
use gatehouse_web::{Doors, Visit};

/// Where a chat begins.
pub(crate) const CHAT: &str = "/chat";
/// The chats of an account.
pub(crate) const HISTORY: &str = "/chats";
/// Where one asks while there is no chat. Whoever can sign in is led on from there.
pub(crate) const FORM_INSTEAD: &str = "/support";

pub(crate) fn doors() -> Doors {
    start::doors()
        .merge(talk::doors())
        .merge(events::doors())
        .merge(files::doors())
        .merge(history::doors())
        .merge(staff::doors())
}

/// An address of a chat.
fn at(chat: Uuid, below: &str) -> String {
    if below.is_empty() { format!("{CHAT}/{chat}") } else { format!("{CHAT}/{chat}/{below}") }
}

/// The chat of this browser, and the token that opens it.
fn of_browser(visit: &Visit) -> Option<(Uuid, &str)> {
    let (chat, token) = visit.cookie(Name::Chat)?.split_once('.')?;
    Some((Uuid::parse_str(chat).ok()?, token))
}

/// The token by which this browser may have a chat; none where it has another one.
fn token_for(visit: &Visit, chat: Uuid) -> Option<&str> {
    of_browser(visit).filter(|(own, _)| *own == chat).map(|(_, token)| token)
}
