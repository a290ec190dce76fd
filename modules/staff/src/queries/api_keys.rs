//! The API keys, for pages.

use crate::queries::api_key_names;
use crate::rights::Administer;
use crate::tables::api_key::{Column, Entity, Model};
use gatehouse_context::May;
use gatehouse_core::{Fault, Personal, Uuid};
use gatehouse_db::paging::{self, Direction, PageRequest, Paged, SortKey};
use gatehouse_seal::SubjectKey;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// An API key and what it is called.
#[derive(Clone, Debug)]
pub struct ApiKey {
    /// The row.
    pub row: Model,
    /// Its name; its first letters where that does not open.
    pub name: Personal<String>,
}

impl ApiKey {
    fn opened(opener: &SubjectKey, row: Model) -> Self {
        Self { name: api_key_names::name_of(opener, &row), row }
    }
}

/// The API keys; revoked ones only when asked for.
pub async fn api_keys(
    cx: &May<Administer>,
    revoked: bool,
    oldest_first: bool,
    request: &PageRequest,
) -> Result<Paged<ApiKey>, Fault> {
    let select = if revoked { Entity::find() } else { Entity::find().filter(Column::RevokedAt.is_null()) };
    let columns = (Column::CreatedAt, Column::Id);
    let direction = if oldest_first { Direction::Ascending } else { Direction::Descending };
    let place = |row: &Model| (SortKey::Int(row.created_at.0), row.id);
    let page = paging::keyset(cx.read(), select, columns, direction, request, place).await?;
    let opener = api_key_names::opener(cx, cx.read()).await?;
    Ok(page.map(|row| ApiKey::opened(&opener, row)))
}

/// One API key.
pub async fn api_key(cx: &May<Administer>, id: Uuid) -> Result<Option<ApiKey>, Fault> {
    let Some(row) = Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let opener = api_key_names::opener(cx, cx.read()).await?;
    Ok(Some(ApiKey::opened(&opener, row)))
}

/// The keys that a member made and that still open something, the latest first.
pub async fn api_keys_of(cx: &May<Administer>, member: Uuid) -> Result<Vec<ApiKey>, Fault> {
    let live = Entity::find().filter(Column::CreatedBy.eq(member)).filter(Column::RevokedAt.is_null());
    let rows = live.order_by_desc(Column::CreatedAt).all(cx.read()).await?;
    let opener = api_key_names::opener(cx, cx.read()).await?;
    Ok(rows.into_iter().map(|row| ApiKey::opened(&opener, row)).collect())
}
