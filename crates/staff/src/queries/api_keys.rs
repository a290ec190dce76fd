//! The API keys, for pages.

use crate::key_names;
use crate::tables::api_key::{Column, Entity, Model};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Cx;
use gatehouse_db::paging::{self, Direction, PageRequest, Paged, SortKey};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// The API keys; revoked ones only when asked for.
pub async fn api_keys(
    cx: &Cx,
    revoked: bool,
    oldest_first: bool,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let select = if revoked { Entity::find() } else { Entity::find().filter(Column::RevokedAt.is_null()) };
    let columns = (Column::CreatedAt, Column::Id);
    let direction = if oldest_first { Direction::Ascending } else { Direction::Descending };
    paging::keyset(cx.read(), select, columns, direction, request, |row| (SortKey::Int(row.created_at), row.id)).await
}

/// One API key.
pub async fn api_key(cx: &Cx, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).one(cx.read()).await?)
}

/// The keys that a member made and that still open something, the latest first, with their names.
pub async fn api_keys_of(cx: &Cx, member: Uuid) -> Result<Vec<(Model, String)>, Fault> {
    let live = Entity::find().filter(Column::CreatedBy.eq(member)).filter(Column::RevokedAt.is_null());
    let rows = live.order_by_desc(Column::CreatedAt).all(cx.read()).await?;
    let opener = key_names::opener(cx, cx.read()).await?;
    let named = |row: Model| {
        let name = key_names::name_of(&opener, &row);
        (row, name)
    };
    Ok(rows.into_iter().map(named).collect())
}
