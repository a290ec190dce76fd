//! A member of the staff opens a file that nobody has scanned (SUP-5): by exception, confirmed, and with a line in the log. An infected one is opened by
//! nobody.

use crate::model::files::FILE;
use crate::queries::staff::kept;
use crate::refusals::RequestRefusal;
use crate::rights::{RequestsRead, may};
use crate::tables::{request, request_file};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use gatehouse_files::{Clean, Files, StoredFile};
use sea_orm::entity::prelude::*;

/// Opens a file of a request; `is_confirmed`: the box was ticked, which only matters where it was not found clean.
pub async fn open_unscanned(
    cx: &Cx,
    request: Uuid,
    file: Uuid,
    is_confirmed: bool,
) -> Outcome<Clean<StoredFile>, RequestRefusal> {
    let may = may::<RequestsRead>(cx).or_refuse()?;
    let kept = request::Entity::find_by_id(request).filter(kept(cx.now())).one(cx.read()).await?;
    kept.ok_or(RequestRefusal::NotFound).or_refuse()?;
    // What its writer has not sent yet is theirs alone.
    let own = request_file::Entity::find_by_id(file)
        .filter(request_file::Column::RequestId.eq(request))
        .filter(request_file::Column::MessageId.is_not_null());
    let row = own.one(cx.read()).await?.ok_or(RequestRefusal::NotFound).or_refuse()?;
    let found = cx.service::<Files>()?.look(cx, &FILE, row.file_id).await?;
    let found = found.ok_or(RequestRefusal::NotFound).or_refuse()?;
    let tx = may.begin().await?;
    let opened = Clean::by_exception(cx, &tx, found, is_confirmed).await;
    let opened = opened.map_err(|stop| stop.map(RequestRefusal::Open))?;
    tx.commit().await?;
    Ok(opened)
}
