//! Entries, as lists and programs read them.

use crate::rights::EntriesRead;
use crate::tables::entry::{Column, Entity, Model};
use gatehouse_context::May;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Func;

/// What entries are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryColumn {
    /// When it was added.
    Created,
    /// The title.
    Title,
}

/// Which entries.
#[derive(Clone, Debug, Default)]
pub struct EntryFilter {
    /// The title contains this.
    pub text: String,
}

/// One page of them.
pub async fn entries(
    cx: &May<EntriesRead>,
    filter: &EntryFilter,
    sorting: Sorting<EntryColumn>,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let mut select = Entity::find();
    if !filter.text.is_empty() {
        // Small letters on both sides: the engines' own LIKE differ in what they think of capitals.
        let pattern = format!("%{}%", filter.text.to_lowercase().replace(['%', '_'], ""));
        select = select.filter(Expr::expr(Func::lower(Expr::col(Column::Title))).like(&pattern));
    }
    let (column, place): (Column, fn(&Model) -> SortKey) = match sorting.column {
        EntryColumn::Created => (Column::CreatedAt, |row| SortKey::Int(row.created_at.0)),
        EntryColumn::Title => (Column::Title, |row| SortKey::Text(row.title.clone())),
    };
    let columns = (column, Column::Id);
    keyset(cx.read(), select, columns, sorting.direction, request, |row: &Model| (place(row), row.id)).await
}

/// One of them; `None` when there is none.
pub async fn entry(cx: &May<EntriesRead>, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).one(cx.read()).await?)
}
