//! `/help/picture/{file}`: the pictures of articles, for whoever may read a text that has them; `/staff/help/picture/{file}`: all of them, for the team.

use super::parts::reader;
use crate::model::picture::{PICTURE, size_of};
use crate::model::shots::{self, Shot};
use crate::model::words::Reader;
use crate::queries::pictures::file_of;
use crate::rights::LOOKERS;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse as _;
use gatehouse_context::Cx;
use gatehouse_files::{Cached, Files, NotCompressed, download};
use gatehouse_guard::{Budget, Limit};
use gatehouse_web::{Done, Doors, Halt, Staff, Visit};

/// What the address of each begins with.
pub(super) const PICTURES: &str = "/help/picture/";

/// Looks of one network at pictures that are not built in: 120 at once, then one a second.
const LOOKS: Budget = Budget::of_strangers(Limit { action: "help.picture", burst: 120, seconds_each: 1 });

pub(super) fn doors() -> Doors {
    Doors::new()
        .anyone(|doors| doors.get("/help/picture/{file}", show))
        .staff(LOOKERS, |doors| doors.get("/staff/help/picture/{file}", show_all))
}

async fn show(visit: Visit, Path(file): Path<String>, asked: HeaderMap) -> Result<Done, Halt> {
    if let Some(shot) = shots::at(&file) {
        return Ok(built_in(shot));
    }
    // The database is asked for nothing else.
    size_of(&file).ok_or(Halt::NotFound)?;
    LOOKS.check(&visit.cx)?.map_err(Halt::refused)?;
    sent(&visit.cx, &file, reader(&visit), &asked).await
}

async fn show_all(staff: Staff, Path(file): Path<String>, asked: HeaderMap) -> Result<Done, Halt> {
    match shots::at(&file) {
        Some(shot) => Ok(built_in(shot)),
        None => sent(&staff.visit.cx, &file, Reader::Staff, &asked).await,
    }
}

fn built_in(shot: &'static Shot) -> Done {
    let headers = [
        (header::CONTENT_TYPE, "image/webp"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let mut answer = (headers, shot.bytes).into_response();
    answer.extensions_mut().insert(NotCompressed);
    Done::from(answer)
}

async fn sent(cx: &Cx, name: &str, reader: Reader, asked: &HeaderMap) -> Result<Done, Halt> {
    let id = file_of(cx, name, reader).await?.ok_or(Halt::NotFound)?;
    let file = cx.service::<Files>()?.find(cx, &PICTURE, id).await?.ok_or(Halt::NotFound)?;
    Ok(Done::from(download(cx, &file, asked, Cached::Privately).await?))
}
