//! Statements and their versions, for staff.

use super::memory::now_in_force;
use crate::model::answer::Answer;
use crate::rights::StatementsRead;
use crate::tables::statement::{Column, Entity, Model};
use crate::tables::{consent, statement_text, statement_version};
use gatehouse_context::May;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;

/// Versions that a statement's page shows, the newest first.
const VERSIONS: u64 = 200;

/// What statements are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementColumn {
    /// The name.
    Name,
    /// When it was made.
    Created,
}

/// A statement in the list.
#[derive(Clone, Debug)]
pub struct StatementRow {
    /// The statement.
    pub row: Model,
    /// The number of the version that is in force.
    pub in_force: Option<i64>,
    /// Accounts that accept it now, in whichever version.
    pub accepted: i64,
}

/// One page of statements.
pub async fn statements(
    cx: &May<StatementsRead>,
    sorting: Sorting<StatementColumn>,
    request: &PageRequest,
) -> Result<Paged<StatementRow>, Fault> {
    let (column, key): (Column, fn(&Model) -> SortKey) = match sorting.column {
        StatementColumn::Name => (Column::Name, |row| SortKey::Text(row.name.clone())),
        StatementColumn::Created => (Column::CreatedAt, |row| SortKey::Int(row.created_at.0)),
    };
    let place = |row: &Model| (key(row), row.id);
    let page = keyset(cx.read(), Entity::find(), (column, Column::Id), sorting.direction, request, place).await?;
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id).collect();
    let accepted = counted(cx, consent::Column::StatementId, ids).await?;
    let in_force: HashMap<Uuid, i64> =
        now_in_force(cx).await?.into_iter().map(|one| (one.version.statement, one.version.number)).collect();
    let row = |row: Model| StatementRow {
        in_force: in_force.get(&row.id).copied(),
        accepted: accepted.get(&row.id).copied().unwrap_or_default(),
        row,
    };
    Ok(page.map(row))
}

/// How many accounts accept now, by statement or by version.
async fn counted(cx: &May<StatementsRead>, by: consent::Column, ids: Vec<Uuid>) -> Result<HashMap<Uuid, i64>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let accepted = consent::Entity::find()
        .select_only()
        .column(by)
        .column_as(by.count(), "accepted")
        .filter(consent::Column::Answer.eq(Answer::Accepted))
        .filter(by.is_in(ids))
        .group_by(by);
    Ok(accepted.into_tuple::<(Uuid, i64)>().all(cx.read()).await?.into_iter().collect())
}

/// One statement; `None` when there is none.
pub async fn statement(cx: &May<StatementsRead>, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).one(cx.read()).await?)
}

/// The versions of a statement, the newest first, each with how many accounts accept it now.
pub async fn versions(
    cx: &May<StatementsRead>,
    statement: Uuid,
) -> Result<Vec<(statement_version::Model, i64)>, Fault> {
    use statement_version::{Column, Entity};
    let rows = Entity::find().filter(Column::StatementId.eq(statement)).order_by_desc(Column::Number);
    let rows = rows.limit(VERSIONS).all(cx.read()).await?;
    let accepted = counted(cx, consent::Column::VersionId, rows.iter().map(|row| row.id).collect()).await?;
    let with_count = |row: statement_version::Model| {
        let count = accepted.get(&row.id).copied().unwrap_or_default();
        (row, count)
    };
    Ok(rows.into_iter().map(with_count).collect())
}

/// A version of this statement with its texts; `None` when there is none.
pub async fn version(
    cx: &May<StatementsRead>,
    statement: Uuid,
    version: Uuid,
) -> Result<Option<(statement_version::Model, Vec<statement_text::Model>)>, Fault> {
    use statement_version::{Column, Entity};
    let of_statement = Entity::find_by_id(version).filter(Column::StatementId.eq(statement));
    let Some(row) = of_statement.one(cx.read()).await? else { return Ok(None) };
    let texts = statement_text::Entity::find().filter(statement_text::Column::VersionId.eq(version));
    Ok(Some((row, texts.order_by_asc(statement_text::Column::Lang).all(cx.read()).await?)))
}
