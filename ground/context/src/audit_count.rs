//! Failures that concern nobody here (an address that no account has) are counted by network and hour, and become one line
//! when the hour is over: guessing cannot fill the log.

use crate::audit_tables::count::{ActiveModel, Column, Entity};
use crate::{Cx, Event};
use gatehouse_core::{Fault, HOUR, Moment};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr as SeaExpr, OnConflict};
use sea_orm::{ExprTrait, PaginatorTrait, QueryOrder, QuerySelect, Set};

/// Networks told apart in one hour; the failures of more are one number.
pub const MOST_NETWORKS: u64 = 1_000;
/// Hours made into lines at once.
const PART: u64 = 500;

/// Counts a failure from the network of `cx`; the hour's line is this event, about no record.
pub async fn count(cx: &Cx, tx: &Tx, event: &Event) -> Result<(), Fault> {
    let kind = event.word;
    let hour = cx.now().plus(-cx.now().0.rem_euclid(HOUR));
    let network = cx.network.as_deref().unwrap_or_default();
    if add(tx, hour, kind, network).await? {
        return Ok(());
    }
    let known = Entity::find().filter(Column::Hour.eq(hour)).count(&**tx).await?;
    let network = if known < MOST_NETWORKS { network } else { "" };
    let row = ActiveModel {
        id: Set(cx.id()),
        kind: Set(kind.to_owned()),
        hour: Set(hour),
        network: Set(network.to_owned()),
        failures: Set(1),
    };
    let mut conflict = OnConflict::columns([Column::Hour, Column::Kind, Column::Network]);
    conflict.value(Column::Failures, ExprTrait::add(SeaExpr::col((Entity, Column::Failures)), 1));
    Entity::insert(row).on_conflict(conflict).exec_without_returning(&**tx).await?;
    Ok(())
}

async fn add(tx: &Tx, hour: Moment, kind: &str, network: &str) -> Result<bool, Fault> {
    let changed = Entity::update_many()
        .col_expr(Column::Failures, ExprTrait::add(Expr::col(Column::Failures), 1))
        .filter(Column::Hour.eq(hour))
        .filter(Column::Kind.eq(kind))
        .filter(Column::Network.eq(network))
        .exec(&**tx)
        .await?
        .rows_affected;
    Ok(changed == 1)
}

/// Writes the lines of hours that are over; returns how many. `events` are those that [`count`] was called with.
pub async fn write_down(cx: &Cx, events: &[Event]) -> Result<u64, Fault> {
    let now = cx.now();
    let mut total = 0;
    loop {
        let tx = cx.begin().await?;
        // An hour of the future was counted while a clock was ahead.
        let over = Column::Hour.lte(now.plus(-HOUR)).or(Column::Hour.gt(now.plus(HOUR)));
        let rows = Entity::find().filter(over).order_by_asc(Column::Hour).limit(PART).all(&*tx).await?;
        if rows.is_empty() {
            tx.rollback().await?;
            return Ok(total);
        }
        Entity::delete_many().filter(Column::Id.is_in(rows.iter().map(|row| row.id))).exec(&*tx).await?;
        for row in rows {
            let Some(event) = events.iter().find(|event| event.word == row.kind) else {
                tracing::error!(kind = %row.kind, failures = row.failures, "counted failures of a kind that no module declares");
                continue;
            };
            let network = Some(row.network).filter(|network| !network.is_empty());
            let from_there = Cx { network, ..cx.clone() };
            let details = serde_json::json!({ "failures": row.failures });
            from_there.audit(&tx, event.entry().with(details)).await?;
            total += 1;
        }
        tx.commit().await?;
    }
}
