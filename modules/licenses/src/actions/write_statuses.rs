//! Writes the statuses of licenses whose moment has passed, a part in each transaction (LIC-17).

use crate::model::license::NO_END;
use crate::queries::status_sql;
use crate::tables::license::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Engine;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, Statement};

/// Now, in the statements.
const NOW: &str = "$1";
/// Licenses written in one transaction.
const PART: i64 = 5_000;
/// Licenses compared in one statement.
const COMPARED: u64 = 20_000;

/// Makes those of the next licenses behind `last` due whose stored status is not theirs; returns the last one looked at.
pub(crate) async fn compare(cx: &Cx, last: Uuid) -> Result<Option<Uuid>, Fault> {
    let ids = Entity::find().select_only().column(Column::Id).filter(Column::Id.gt(last)).order_by_asc(Column::Id);
    let ids: Vec<Uuid> = ids.limit(COMPARED).into_tuple().all(cx.read()).await?;
    let Some(end) = ids.last().copied() else { return Ok(None) };
    let text = format!(
        "update license set status_until = 0 where id > $2 and id <= $3 and status_until > $1 and status <> {}",
        status_sql::status("", NOW)
    );
    let tx = cx.begin().await?;
    let values = [cx.now().0.into(), last.into(), end.into()];
    tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    tx.commit().await?;
    Ok(Some(end))
}

/// Writes a part of what is due; returns how many.
pub(crate) async fn write_due(cx: &Cx) -> Result<u64, Fault> {
    // When a block begins and when the license ends, both of which may lie ahead.
    let block = format!("coalesce(block_from, {NO_END})");
    let end =
        "(case when first_activated_at is null and activate_by < ends_order then activate_by else ends_order end)";
    // Rows that another transaction holds are left out, so that neither waits for the other: they are due again in a minute.
    let skip = match cx.db().engine() {
        Engine::Sqlite => "",
        Engine::Postgres => " for update skip locked",
    };
    let (is_blocked, is_over) = (status_sql::is_blocked("", NOW), status_sql::is_over("", NOW));
    let text = format!(
        "update license set status = {}, status_until = case when superseded_at is not null or {is_blocked} then {NO_END} \
         when awaiting_verification or {is_over} then {block} when {block} < {end} then {block} else {end} end \
         where id in (select id from license where status_until <= $1 and status_until < {NO_END} order by id limit $2{skip}) \
         and status_until <= $1",
        status_sql::status("", NOW)
    );
    let tx = cx.begin().await?;
    let values = [cx.now().0.into(), PART.into()];
    let written = tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    tx.commit().await?;
    Ok(written.rows_affected())
}
