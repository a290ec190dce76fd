//! `/chat/{chat}/events`: what is said, as it is said (server-sent events).

use super::said::Reader;
use super::side::{Comes, Side};
use super::talk::{mine, reader};
use crate::model::limits::{MOST_OF_CHAT, MOST_OF_CUSTOMERS};
use crate::model::state::State;
use crate::queries::live::{MOVED, Messages, SharedHub};
use crate::queries::said::Said;
use crate::queries::staff::is_there;
use crate::texts;
use axum::http::HeaderMap;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_web::history::staff_names;
use gatehouse_web::live::{Event, Full, Item, Shows, Told, after, stream, wanted};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Done, Doors, Halt, Visit};

pub(super) fn doors() -> Doors {
    Doors::new()
        .anyone(|doors| doors.get("/chat/{chat}/events", hear))
        .customers(|doors| doors.get("/c/{company}/chat/{chat}/events", hear))
}

async fn hear(side: Side, Ids([chat]): Ids<1>, asked: Asked, headers: HeaderMap) -> Result<Done, Halt> {
    let own = mine(&side, chat).await?;
    if side.visit.cx.service::<SharedHub>()?.listeners() >= MOST_OF_CUSTOMERS {
        return Err(Halt::refused(Full));
    }
    let reader = reader(&side, &own);
    let (visit, comes) = side.into_reader(chat);
    let shows = Page { cx: visit.cx.clone(), reader, own: Some(comes), me: None };
    listen(visit, (chat, MOST_OF_CHAT), own.row().last_seq, (&asked, &headers), shows)
}

/// Begins to listen to a chat; `most`: pages that hear it then.
pub(super) fn listen(
    visit: Visit,
    (chat, most): (Uuid, usize),
    known: i64,
    (asked, headers): (&Asked, &HeaderMap),
    shows: Page,
) -> Result<Done, Halt> {
    wanted(headers)?;
    let hub = visit.cx.service::<SharedHub>()?.clone();
    let from = after(headers, &asked.get("after"));
    let app = visit.cx.app.clone();
    let listening = hub.listen(&app, chat, (from, known), most).map_err(Halt::refused)?;
    Ok(stream::<Messages>(visit, listening, shows))
}

/// How a page of a chat shows what it hears.
pub(super) struct Page {
    pub cx: Cx,
    pub reader: Reader,
    /// Of the customer: how they come to it.
    pub own: Option<Comes>,
    /// The member of the staff.
    pub me: Option<Uuid>,
}

impl Page {
    async fn said(&self, item: &Item<Said>) -> Result<Vec<Event>, Fault> {
        let shown = self.reader.shown(&self.cx, std::slice::from_ref(&*item.item)).await?;
        let mut all = Vec::with_capacity(2);
        for one in shown {
            all.push(Event { number: Some(one.seq), name: "", data: serde_json::to_string(&one)? });
        }
        // What can be done with the chat is another thing now.
        if item.item.notice.is_some() {
            all.push(Event { number: None, name: MOVED, data: String::new() });
        }
        Ok(all)
    }

    async fn word(&self, word: &str) -> Result<Vec<Event>, Fault> {
        let t = texts(self.reader.lang);
        if word == MOVED {
            return Ok(vec![Event { number: None, name: MOVED, data: String::new() }]);
        }
        let text = match word.split_once(' ') {
            Some(("typing", "customer")) if self.me.is_some() => t.msg_typing(&self.reader.customer),
            Some(("typing", staff)) => {
                let Ok(staff) = Uuid::parse_str(staff) else { return Ok(Vec::new()) };
                if self.me == Some(staff) {
                    return Ok(Vec::new());
                }
                let names = staff_names(&self.cx, Some(staff)).await?;
                t.msg_typing(names.get(&staff).cloned().unwrap_or_else(|| t.msg_support()))
            }
            _ => return Ok(Vec::new()),
        };
        Ok(vec![Event { number: None, name: "typing", data: text }])
    }
}

#[async_trait]
impl Shows<Said> for Page {
    async fn begin(&mut self) -> Result<Vec<Event>, Fault> {
        Ok(Vec::new())
    }

    async fn show(&mut self, told: Told<Said>) -> Result<Vec<Event>, Fault> {
        match told {
            Told::Item(item) => self.said(&item).await,
            Told::Word(word) => self.word(&word).await,
        }
    }

    async fn is_live(&mut self) -> Result<bool, Fault> {
        let chat = self.reader.chat;
        match &self.own {
            Some(comes) => {
                let found = comes.own(&self.cx, chat).await?;
                Ok(found.is_some_and(|own| own.row().state != State::Ended))
            }
            // That they have the role still, is asked with their session.
            None => is_there(&self.cx, chat).await,
        }
    }
}
