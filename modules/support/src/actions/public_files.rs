//! Files of people who cannot sign in (SUP-16): with what they have asked by the public form comes a link for an hour, by which up to three files
//! reach the request. Each request has one link, and a network gets as many as its budget of requests lets it; all of them together have a
//! bound by the hour, and of what is begun and not whole.

use super::step::{Doer, files_end, happened, hold};
use crate::events::FILES_ADDED;
use crate::model::files::FILE;
use crate::model::message;
use crate::model::request::Channel;
use crate::model::transition::By;
use crate::tables::request_file::{self, Column, Entity};
use crate::tables::request_message;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, HOUR, Secret, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_files::links::{self, NewLink, SHORT};
use gatehouse_files::tables::upload;
use gatehouse_files::uploads::{Finished, attach_file, begun_of};
use gatehouse_guard::counters::{self, Counter, Rule};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Files of one request: they are those of its first message.
pub const MOST_FILES: u64 = message::MOST_FILES as u64;
/// Bytes of all of them.
pub const MOST_BYTES: u64 = 100 << 20;
/// Links of an hour, of everybody together: 5 GiB.
pub const MOST_OF_HOUR: i64 = 50;
/// Bytes that everybody together has begun and not sent whole.
pub const MOST_UNFINISHED: u64 = 5 << 30;
/// Whose room it takes: that of all of them.
const EVERYBODY: Uuid = Uuid::from_u128(0x5355_502d_3136_4000_8000_7075_626c_6963);

/// The token of the link of a request that has just begun; `None` where nothing can be sent now: then their answer by mail can have files. A
/// step of opening.
pub(super) async fn offer(cx: &Cx, tx: &Tx, request: Uuid) -> Result<Option<Secret<String>>, Fault> {
    if cx.app.settings.files_origin().is_none() {
        return Ok(None);
    }
    let counter = Counter::new(cx, "support.public_files", EVERYBODY.as_bytes(), Rule::counted(HOUR));
    let count = counters::add(cx, tx, &[counter]).await?.first().copied().unwrap_or_default();
    let (_, bytes) = begun_of(tx, EVERYBODY).await?;
    if count > MOST_OF_HOUR || bytes > MOST_UNFINISHED {
        metrics::counter!("gatehouse_support_public_files_withheld_total").increment(1);
        return Ok(None);
    }
    let new = NewLink {
        purpose: FILE,
        owner: request,
        payer: EVERYBODY,
        target: request,
        most_bytes: MOST_BYTES,
        most_files: MOST_FILES,
        life: SHORT,
        pin: None,
    };
    match links::make(cx, tx, &new).await {
        Ok((_, token)) => Ok(Some(token)),
        Err(Stop::Broken(fault)) => Err(fault),
        Err(Stop::Refused(refusal)) => Err(Fault::new(format!("a link of the public form is refused: {refusal:?}"))),
    }
}

/// A file of such a link is whole: it belongs to the first message. Of other links, and of requests that are gone, nothing.
pub(crate) async fn came(cx: &Cx, tx: &Tx, finished: &Finished) -> Result<(), Fault> {
    let Some(request) = finished.target.filter(|target| *target == finished.owner) else { return Ok(()) };
    let coming = upload::Entity::find_by_id(finished.file).one(&**tx).await?;
    if coming.is_none_or(|row| row.payer != EVERYBODY) {
        return Ok(());
    }
    let Some(mut row) = hold(tx, request).await?.filter(|row| row.channel == Channel::Public) else { return Ok(()) };
    let first = request_message::Entity::find()
        .filter(request_message::Column::RequestId.eq(request))
        .filter(request_message::Column::Seq.eq(1));
    let Some(first) = first.one(&**tx).await? else { return Ok(()) };
    let there = Entity::find().filter(Column::MessageId.eq(first.id)).count(&**tx).await?;
    if there >= MOST_FILES || attach_file(cx, tx, &FILE, finished.file).await?.is_none() {
        return Ok(());
    }
    let new = request_file::Model {
        id: cx.id(),
        request_id: request,
        message_id: Some(first.id),
        file_id: finished.file,
        account_id: None,
        staff_id: None,
        place: i64::try_from(there)? + 1,
        added_at: cx.now(),
        erase_at: row.closed_at.map(|closed| files_end(cx, closed)),
    };
    Entity::insert(new.into_active_model()).exec_without_returning(&**tx).await?;
    row.updated_at = cx.now();
    let doer = Doer { by: By::Author, id: None };
    happened(cx, tx, &mut row, doer, ("files_added", None, None), json!({ "message": first.id })).await?;
    cx.audit(tx, FILES_ADDED.about(request)).await
}
