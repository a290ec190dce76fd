//! `/chat/{chat}/events`: what is said, as it is said (server-sent events).

use super::said::Reader;
use super::talk::{mine, reader};
use super::token_for;
use crate::model::limits::MOST_OF_CHAT;
use crate::model::state::State;
use crate::queries::live::{Messages, SharedHub};
use crate::queries::said::Said;
use crate::rights::own;
use crate::texts;
use axum::http::HeaderMap;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_web::history::staff_names;
use gatehouse_web::live::{Event, Item, Shows, Told, after, stream, wanted};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Done, Doors, Halt, Visit};

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.get("/chat/{chat}/events", hear))
}

async fn hear(visit: Visit, Ids([chat]): Ids<1>, asked: Asked, headers: HeaderMap) -> Result<Done, Halt> {
    let own = mine(&visit, chat).await?;
    let shows = Page {
        cx: visit.cx.clone(),
        reader: reader(&visit, &own),
        own: Some(token_for(&visit, chat).map(str::to_owned)),
        me: None,
    };
    listen(visit, chat, own.row().last_seq, (&asked, &headers), shows)
}

/// Begins to listen to a chat.
pub(super) fn listen(
    visit: Visit,
    chat: Uuid,
    known: i64,
    (asked, headers): (&Asked, &HeaderMap),
    shows: Page,
) -> Result<Done, Halt> {
    wanted(headers)?;
    let hub = visit.cx.service::<SharedHub>()?.clone();
    let from = after(headers, &asked.get("after"));
    let app = visit.cx.app.clone();
    let listening = hub.listen(&app, chat, (from, known), MOST_OF_CHAT).map_err(Halt::refused)?;
    Ok(stream::<Messages>(visit, listening, shows))
}

/// How a page of a chat shows what it hears.
pub(super) struct Page {
    pub cx: Cx,
    pub reader: Reader,
    /// Of the customer: their token, if they have one.
    pub own: Option<Option<String>>,
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
            all.push(Event { number: None, name: "moved", data: String::new() });
        }
        Ok(all)
    }

    async fn word(&self, word: &str) -> Result<Vec<Event>, Fault> {
        let t = texts(self.reader.lang);
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
            Some(token) => {
                let found = own(&self.cx, self.cx.read(), chat, token.as_deref()).await?;
                Ok(found.is_some_and(|own| own.row().state != State::Ended))
            }
            // That they have the role still, is asked with their session.
            None => Ok(true),
        }
    }
}
