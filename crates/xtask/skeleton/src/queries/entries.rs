//! Entries, newest first.

use crate::rights::{NotAllowed, may_look};
use crate::tables::entry::{Column, Entity, Model};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{Cx, Direction, PageRequest, Paged, SortKey};
use sea_orm::entity::prelude::*;

/// One page of them.
pub async fn entries(cx: &Cx, request: &PageRequest) -> Outcome<Paged<Model>, NotAllowed> {
    may_look(cx).or_refuse()?;
    let columns = (Column::CreatedAt, Column::Id);
    let place = |row: &Model| (SortKey::Int(row.created_at), row.id);
    Ok(keyset(cx.read(), Entity::find(), columns, Direction::Descending, request, place).await?)
}

/// One of them; `None` when there is none.
pub async fn entry(cx: &Cx, id: Uuid) -> Outcome<Option<Model>, NotAllowed> {
    may_look(cx).or_refuse()?;
    Ok(Entity::find_by_id(id).one(cx.read()).await?)
}
