//! What open pages of the console hear: of one chat, and that the list of chats is another one.

use super::super::events::{Page, listen};
use super::talk::reader;
use crate::model::limits::MOST_OF_DESK;
use crate::queries::live::{DESK, MOVED, Messages, SharedHub};
use crate::queries::said::Said;
use crate::queries::staff::heard;
use crate::rights::LOOKERS;
use axum::http::HeaderMap;
use gatehouse_core::{Fault, async_trait};
use gatehouse_web::live::{Event, Shows, Told, stream, wanted};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get("/staff/chats/events", desk).get("/staff/chats/{id}/events", hear))
}

async fn hear(staff: Staff, Ids([id]): Ids<1>, asked: Asked, headers: HeaderMap) -> Result<Done, Halt> {
    // The look at it was written when the page was opened.
    let row = heard(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let visit = staff.visit.clone();
    let shows =
        Page { cx: visit.cx.clone(), reader: reader(&staff, &row).await?, own: None, me: Some(staff.session.staff) };
    listen(visit, id, row.last_seq, (&asked, &headers), shows)
}

async fn desk(staff: Staff, headers: HeaderMap) -> Result<Done, Halt> {
    wanted(&headers)?;
    let visit = staff.visit;
    let hub = visit.cx.service::<SharedHub>()?.clone();
    let listening = hub.listen(&visit.cx.app.clone(), DESK, (0, 0), MOST_OF_DESK).map_err(Halt::refused)?;
    Ok(stream::<Messages>(visit, listening, List))
}

/// The list of chats.
struct List;

#[async_trait]
impl Shows<Said> for List {
    async fn begin(&mut self) -> Result<Vec<Event>, Fault> {
        Ok(Vec::new())
    }

    async fn show(&mut self, told: Told<Said>) -> Result<Vec<Event>, Fault> {
        Ok(match told {
            Told::Word(word) if *word == *MOVED => vec![Event { number: None, name: MOVED, data: String::new() }],
            _ => Vec::new(),
        })
    }

    async fn is_live(&mut self) -> Result<bool, Fault> {
        Ok(true)
    }
}
