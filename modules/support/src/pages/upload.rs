//! `/support/upload`: the page that mail names when it refuses a mail with large files (SUP-13): which way each file goes.

use super::PUBLIC;
use crate::texts;
use gatehouse_web::frames::{Card, Panel};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Visit};

/// Where it is.
pub(super) const UPLOAD: &str = "/support/upload";

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.get(UPLOAD, show))
}

async fn show(visit: Visit) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let way = |title: String, text: String, button: Option<Button>| {
        let panel = Panel::new(title).text(text);
        match button {
            Some(button) => panel.with(&button),
            None => panel,
        }
    };
    let own = Button::link(t.msg_up_own_open(), "/requests").primary();
    let card = Card::new(&visit, t.msg_up_title(), &FormErrors::new())
        .lede(t.msg_up_lede())
        .with(&way(t.msg_up_own(), t.msg_up_own_text(), Some(own)))
        .with(&way(t.msg_up_link(), t.msg_up_link_text(), None))
        .with(&way(t.msg_up_nobody(), t.msg_up_nobody_text(), Some(Button::link(t.msg_up_nobody_open(), PUBLIC))));
    visit.show(&card)
}
