//! Imports of requests as staff see them: the runs, and what became of each thing.

use crate::model::request::ImportSource;
use crate::rights::HistoryWrite;
use crate::tables::import_item::{Column, Entity, Model};
use crate::tables::{import_run, request};
use gatehouse_context::May;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::collections::HashMap;

/// Runs that the page shows.
const SHOWN: u64 = 100;

/// The latest runs.
pub async fn runs(cx: &May<HistoryWrite>) -> Result<Vec<import_run::Model>, Fault> {
    let all = import_run::Entity::find()
        .order_by_desc(import_run::Column::MadeAt)
        .order_by_desc(import_run::Column::Id)
        .limit(SHOWN);
    Ok(all.all(cx.read()).await?)
}

/// One of them.
pub async fn run(cx: &May<HistoryWrite>, id: Uuid) -> Result<Option<import_run::Model>, Fault> {
    Ok(import_run::Entity::find_by_id(id).one(cx.read()).await?)
}

/// What the things are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemColumn {
    /// When they were judged.
    At,
}

/// Which things.
#[derive(Clone, Copy, Debug, Default)]
pub struct ItemFilter {
    /// Of this run.
    pub run: Option<Uuid>,
    /// `Some(true)`: those that were taken; `Some(false)`: those that were refused.
    pub taken: Option<bool>,
    /// From this program.
    pub source: Option<ImportSource>,
}

/// A page of them, each with the number of the request that it is.
pub async fn items(
    cx: &May<HistoryWrite>,
    filter: ItemFilter,
    sorting: Sorting<ItemColumn>,
    request: &PageRequest,
) -> Result<(Paged<Model>, HashMap<Uuid, String>), Fault> {
    let (column, key): (Column, fn(&Model) -> SortKey) = match sorting.column {
        ItemColumn::At => (Column::At, |row| SortKey::Int(row.at.0)),
    };
    let mut select = Entity::find();
    if let Some(run) = filter.run {
        select = select.filter(Column::RunId.eq(run));
    }
    if let Some(source) = filter.source {
        select = select.filter(Column::Source.eq(source));
    }
    select = match filter.taken {
        Some(true) => select.filter(Column::Refusal.is_null()),
        Some(false) => select.filter(Column::Refusal.is_not_null()),
        None => select,
    };
    let place = |row: &Model| (key(row), row.id);
    let page = keyset(cx.read(), select, (column, Column::Id), sorting.direction, request, place).await?;
    let ids: Vec<Uuid> = page.items.iter().filter_map(|row| row.request_id).collect();
    let numbers = numbers(cx, ids).await?;
    Ok((page, numbers))
}

/// Things of one piece of a report.
const PIECE: u64 = 1_000;

/// The report of a run, piece by piece: each thing with the number of the request that it is. `after`: the last one of the piece before.
pub async fn report(
    cx: &May<HistoryWrite>,
    run: Uuid,
    after: Option<Uuid>,
) -> Result<Vec<(Model, Option<String>)>, Fault> {
    let mut own = Entity::find().filter(Column::RunId.eq(run)).order_by_asc(Column::Id).limit(PIECE);
    if let Some(after) = after {
        own = own.filter(Column::Id.gt(after));
    }
    let rows = own.all(cx.read()).await?;
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.request_id).collect();
    let numbers = numbers(cx, ids).await?;
    let numbered = |row: Model| {
        // Messages alone share the number of their request.
        let number = row.request_id.and_then(|id| numbers.get(&id).cloned());
        (row, number)
    };
    Ok(rows.into_iter().map(numbered).collect())
}

async fn numbers(cx: &May<HistoryWrite>, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>, Fault> {
    let found: Vec<(Uuid, String)> = request::Entity::find()
        .select_only()
        .columns([request::Column::Id, request::Column::Number])
        .filter(request::Column::Id.is_in(ids))
        .into_tuple()
        .all(cx.read())
        .await?;
    Ok(found.into_iter().collect())
}
