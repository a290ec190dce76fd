//! Files of chats, as staff send and get them.

use super::at;
use super::talk::seen;
use crate::actions::begin_file::{Sender, begin_file};
use crate::model::files::FILE;
use crate::model::limits::MOST_BYTES;
use crate::pages::files::{MOST_FORM, sent};
use crate::pages::said::found;
use crate::queries::said::file_of;
use crate::rights::{AGENTS, LOOKERS};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler as _;
use axum::response::Response;
use gatehouse_core::Refusal as _;
use gatehouse_files::FileName;
use gatehouse_web::query::Ids;
use gatehouse_web::uploads::{FormFiles, created, fetch_address};
use gatehouse_web::{AppState, Done, Doors, Halt, Staff};

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(AGENTS, |doors| {
            doors
                .post("/staff/chats/{id}/files", begins)
                .post("/staff/chats/{id}/send", send.layer(DefaultBodyLimit::max(MOST_FORM)))
        })
        .staff(LOOKERS, |doors| doors.post("/staff/chats/{id}/files/{message}", open))
}

async fn begins(staff: Staff, Ids([id]): Ids<1>, request: Request) -> Result<Response, Halt> {
    let cx = &staff.visit.cx;
    Ok(created(cx, &FILE, MOST_BYTES, request, async |said| {
        begin_file(cx, id, Sender::Staff, said.name, said.length).await
    })
    .await)
}

async fn send(staff: Staff, State(app): State<AppState>, Ids([id]): Ids<1>, request: Request) -> Result<Done, Halt> {
    let cx = staff.visit.cx.clone();
    let room = |name: FileName, most: u64| begin_file(&cx, id, Sender::Staff, name, most.min(MOST_BYTES));
    let (_, files) = FormFiles::read(&cx, &app, &FILE, request, room).await?;
    let lang = staff.visit.lang();
    Ok(sent(&staff.visit, &at(id, ""), files.err().map(|refusal| refusal.text(lang))))
}

/// Leads to a file, for ten minutes. The look at the chat is in the log.
async fn open(staff: Staff, Ids([id, message]): Ids<2>) -> Result<Done, Halt> {
    let seen = seen(&staff, id).await?;
    let cx = &staff.visit.cx;
    let row = file_of(cx.read(), seen.row().id, message).await?;
    let file = row.and_then(|row| row.file_id).ok_or(Halt::NotFound)?;
    let file = found(cx, file).await?.ok_or(Halt::NotFound)?;
    Ok(staff.visit.go(&fetch_address(&staff.visit, &FILE, &file)?))
}
