//! The files of a message for somebody without an account, who has the link of its mail.

use crate::model::file_link::opened;
use crate::model::files::FILE;
use crate::model::message::Audience;
use crate::tables::{request, request_file, request_message, request_person};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_files::{Files, StoredFile};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The files, and who may have them.
pub(crate) struct Mailed {
    /// The row of the person.
    pub person: Uuid,
    /// Each with what is known of it.
    pub files: Vec<(request_file::Model, StoredFile)>,
}

/// What a token opens now; `None`: it is none, too old, they belong to the request no more, or it is erased.
pub(crate) async fn of_token(cx: &Cx, token: &str) -> Result<Option<Mailed>, Fault> {
    let Some((person, message)) = opened(cx, token) else { return Ok(None) };
    let Some(request) = request_of(cx, person).await? else { return Ok(None) };
    if !is_public(cx, message, request).await? {
        return Ok(None);
    }
    let rows = request_file::Entity::find()
        .filter(request_file::Column::MessageId.eq(message))
        .order_by_asc(request_file::Column::Place)
        .all(cx.read())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.file_id).collect();
    let found = cx.service::<Files>()?.look_all(cx, &FILE, &ids).await?;
    let mut found: HashMap<Uuid, StoredFile> = found.into_iter().map(|file| (file.id, file)).collect();
    let files = rows.into_iter().filter_map(|row| Some((found.remove(&row.file_id)?, row)));
    Ok(Some(Mailed { person, files: files.map(|(file, row)| (row, file)).collect() }))
}

/// Whether somebody without an account may have a file now: asked once more when the link to its bytes is used.
pub(crate) async fn may(cx: &Cx, row: &request_file::Model, person: Uuid) -> Result<bool, Fault> {
    let (Some(message), Some(request)) = (row.message_id, request_of(cx, person).await?) else { return Ok(false) };
    Ok(request == row.request_id && is_public(cx, message, request).await?)
}

/// The request to which somebody without an account belongs.
async fn request_of(cx: &Cx, person: Uuid) -> Result<Option<Uuid>, Fault> {
    let found = request_person::Entity::find_by_id(person).one(cx.read()).await?;
    let found = found.filter(|row| row.removed_at.is_none() && row.account_id.is_none() && row.person_sealed.is_some());
    let Some(row) = found else { return Ok(None) };
    let kept = crate::queries::staff::kept(cx.now());
    let request = request::Entity::find_by_id(row.request_id).filter(kept).one(cx.read()).await?;
    Ok(request.map(|request| request.id))
}

async fn is_public(cx: &Cx, message: Uuid, request: Uuid) -> Result<bool, Fault> {
    let found = request_message::Entity::find_by_id(message).one(cx.read()).await?;
    Ok(found.is_some_and(|message| {
        message.request_id == request && message.audience == Audience::Public && !message.unconfirmed
    }))
}
