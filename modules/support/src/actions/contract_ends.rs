//! A contract comes to its end (LIC-27, LIC-29): its people are told 60, 30 and 7 days before; then what is left of it lapses. Its requests go on for
//! the operator's days of grace ([`super::expire`]).

use super::contract_news::{News, tell};
use super::quota::lapse;
use crate::events::{CONTRACT_LAPSED, CONTRACT_TOLD};
use crate::model::contract::{ContractState, END_STEPS, EndReason, end_step};
use crate::tables::contract::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};
use serde_json::json;

/// Contracts of one turn.
pub(crate) const PART: u64 = 200;

/// Contracts behind `after` that have ended, or whose next step before the end is reached.
pub(crate) async fn due(cx: &Cx, after: Uuid) -> Result<Vec<Uuid>, Fault> {
    let now = cx.now();
    let mut reached = Condition::any().add(Column::EndsAt.lte(now));
    for step in END_STEPS {
        let untold = Condition::any().add(Column::Told.eq(0)).add(Column::Told.gt(step));
        reached = reached.add(Condition::all().add(Column::EndsAt.lte(now.plus(step * DAY))).add(untold));
    }
    Ok(Entity::find()
        .filter(Column::State.eq(ContractState::Active))
        .filter(Column::EndsAt.lte(now.plus(END_STEPS[0] * DAY)))
        .filter(Column::StartsAt.lte(now))
        .filter(reached)
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(PART)
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(cx.read())
        .await?)
}

/// Tells of one of them or ends it, as it is now.
pub(crate) async fn attend(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let found = Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
    let Some(mut row) = found.filter(|row| row.state != ContractState::Ended) else { return Ok(()) };
    if row.ends_at <= now {
        let lapsed = ended(cx, &tx, &mut row).await?;
        tell(cx, &tx, &row, &News::Ended(lapsed, None)).await?;
        cx.audit(&tx, CONTRACT_LAPSED.about(id).with(json!({ "units": lapsed }))).await?;
    } else if let Some(step) = end_step(row.ends_at, row.told, now) {
        Entity::update_many().col_expr(Column::Told, Expr::value(step)).filter(Column::Id.eq(id)).exec(&*tx).await?;
        tell(cx, &tx, &row, &News::EndsSoon).await?;
        cx.audit(&tx, CONTRACT_TOLD.about(id).with(json!({ "days": step }))).await?;
    } else {
        return Ok(());
    }
    tx.commit().await
}

/// It is over, and what is left lapses; answers how much that is. The caller holds the row.
pub(crate) async fn ended(cx: &Cx, tx: &Tx, row: &mut Model) -> Result<i64, Fault> {
    row.state = ContractState::Ended;
    row.version += 1;
    Entity::update_many()
        .col_expr(Column::State, Expr::value(row.state))
        .col_expr(Column::Version, Expr::value(row.version))
        .col_expr(Column::EndsAt, Expr::value(row.ends_at))
        .col_expr(Column::EndReason, Expr::value(row.end_reason.map(EndReason::word)))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    lapse(cx, tx, row).await
}
