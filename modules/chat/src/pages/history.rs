//! `/chats`, `/c/NAME/chats`: the chats of an account, in its own name or a company's, for 90 days (SUP-20).

use super::HISTORY;
use super::side::Side;
use crate::model::state::State;
use crate::queries::chats::history;
use crate::texts;
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().owners(|doors| doors.get(HISTORY, show))
}

async fn show(side: Side) -> Result<Done, Halt> {
    let (visit, lang, format) = (&side.visit, side.visit.lang(), side.visit.format());
    let t = texts(lang);
    let rows = history(&visit.cx, side.company()).await?;
    let goes_on = rows.iter().any(|row| row.state != State::Ended);
    let label = if goes_on { t.msg_go_on() } else { t.msg_start_new() };
    let head = PageHead::new(t.msg_chats()).lede(t.msg_chats_lede());
    let sheet = |head| Sheet::new(visit, t.msg_chats(), head);
    if rows.is_empty() {
        let empty = Empty::new(Icon::Chat, t.msg_chats_none(), t.msg_chats_none_text());
        let empty = empty.action(Button::link(label, side.start()).primary());
        return visit.show(&sheet(head).with(&empty));
    }
    let heads = [t.msg_started_at(), t.msg_state(), t.msg_messages(), t.msg_became()].map(Head::new);
    let table = Table::new(t.msg_chats(), heads).rows(rows.iter().map(|row| {
        let request = match row.request_id {
            Some(request) => Cell::link(t.msg_request(), side.request(request)),
            None => Cell::none(),
        };
        [
            Cell::link(format.date_time(row.started_at), side.at(row.id, "")),
            Cell::badge(&Badge::new(row.state.tone(), row.state.name(lang))),
            Cell::number(format.number(row.last_seq)),
            request,
        ]
    }));
    let head = head.action(Button::link(label, side.start()).icon(Icon::Chat).primary());
    visit.show(&sheet(head).with(&Panel::new("").table(table)))
}
