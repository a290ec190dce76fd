//! What open pages of the console hear: of one chat, and that the list of chats is another one.

use super::super::events::{Page, listen};
use super::talk::{reader, seen};
use crate::model::limits::{MOST_OF_DESK, MOST_WITH_STAFF};
use crate::queries::live::{DESK, MOVED, Messages, SharedHub};
use crate::queries::said::Said;
use crate::queries::staff::asks;
use crate::rights::{ChatsRead, LOOKERS};
use axum::http::HeaderMap;
use gatehouse_context::May;
use gatehouse_core::{Fault, async_trait};
use gatehouse_web::live::{Event, Shows, Told, stream, wanted};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get("/staff/chats/events", desk).get("/staff/chats/{id}/events", hear))
}

async fn hear(staff: Staff, Ids([id]): Ids<1>, asked: Asked, headers: HeaderMap) -> Result<Done, Halt> {
    // Whoever hears it sees it, whether they opened its page or not.
    let seen = seen(&staff, id).await?;
    let visit = staff.visit.clone();
    let reader = reader(&staff, seen.row()).await?;
    let shows = Page { cx: visit.cx.clone(), reader, own: None, me: Some(staff.session.staff) };
    listen(visit, (id, MOST_WITH_STAFF), seen.row().last_seq, (&asked, &headers), shows)
}

async fn desk(staff: Staff, headers: HeaderMap) -> Result<Done, Halt> {
    wanted(&headers)?;
    let list = List { may: staff.may()? };
    let visit = staff.visit;
    let hub = visit.cx.service::<SharedHub>()?.clone();
    let listening = hub.listen(&visit.cx.app, DESK, (0, 0), MOST_OF_DESK).map_err(Halt::refused)?;
    Ok(stream::<Messages>(visit, listening, list))
}

/// The list of chats: how many ask something of the reader.
struct List {
    may: May<ChatsRead>,
}

impl List {
    async fn told(&self, name: &'static str) -> Result<Vec<Event>, Fault> {
        Ok(vec![Event { number: None, name, data: asks(&self.may).await?.to_string() }])
    }
}

#[async_trait]
impl Shows<Said> for List {
    async fn begin(&mut self) -> Result<Vec<Event>, Fault> {
        self.told("asks").await
    }

    async fn show(&mut self, told: Told<Said>) -> Result<Vec<Event>, Fault> {
        Ok(match told {
            Told::Word(word) if *word == *MOVED => self.told(MOVED).await?,
            _ => Vec::new(),
        })
    }

    async fn is_live(&mut self) -> Result<bool, Fault> {
        Ok(true)
    }
}
