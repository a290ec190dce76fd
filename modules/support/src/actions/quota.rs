//! The units of a contract as a ledger (SUP-3): a request holds one from its opening on, the first human answer uses it, and what support does not
//! work on gives it back. The row of the contract counts, in one conditional update, so of fifty requests for the last unit one gets it; the
//! ledger says why. What is left at the end lapses (LIC-27), and so does what comes back later.

use super::contract_news::tell_units;
use super::step::Doer;
use crate::model::contract::{ContractState, CorrectionReason, LedgerKind};
use crate::model::transition::By;
use crate::tables::{contract, quota_ledger, request};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ExprTrait as _, QuerySelect as _};

/// Holds a unit for a request that is being opened. `None`: nothing is left, or the contract cannot be used any more.
pub(crate) async fn reserve(
    cx: &Cx,
    tx: &Tx,
    contract: Uuid,
    request: Uuid,
    doer: Doer,
) -> Result<Option<contract::Model>, Fault> {
    use contract::{Column, Entity};
    let has_one = Expr::col(Column::Reserved).add(Expr::col(Column::Used)).lt(Expr::col(Column::Units));
    let taken = Entity::update_many()
        .col_expr(Column::Reserved, Expr::col(Column::Reserved).add(1))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(contract))
        .filter(Column::State.eq(ContractState::Active))
        .filter(Column::StartsAt.lte(cx.now()))
        .filter(Column::EndsAt.gt(cx.now()))
        .filter(Condition::any().add(Column::Units.is_null()).add(has_one))
        .exec(&**tx)
        .await?;
    if taken.rows_affected == 0 {
        return Ok(None);
    }
    let row = Entity::find_by_id(contract).one(&**tx).await?;
    let row = row.ok_or_else(|| Fault::new("a contract that was just counted is gone"))?;
    write(cx, tx, &row, Some(request), (LedgerKind::Reserved, 1), doer).await?;
    tell_units(cx, tx, &row).await?;
    Ok(Some(row))
}

/// The first human answer uses the unit that a request holds. Once more changes nothing.
pub(crate) async fn consume(cx: &Cx, tx: &Tx, request: &request::Model, doer: Doer) -> Result<(), Fault> {
    settle(cx, tx, request, doer, LedgerKind::Used).await
}

/// The unit is free again, where nobody has answered yet.
pub(crate) async fn release(cx: &Cx, tx: &Tx, request: &request::Model, doer: Doer) -> Result<(), Fault> {
    settle(cx, tx, request, doer, LedgerKind::Released).await
}

/// The unit is free again, also where it was used.
pub(crate) async fn give_back(cx: &Cx, tx: &Tx, request: &request::Model, doer: Doer) -> Result<(), Fault> {
    settle(cx, tx, request, doer, LedgerKind::Released).await?;
    settle(cx, tx, request, doer, LedgerKind::Returned).await
}

async fn settle(cx: &Cx, tx: &Tx, request: &request::Model, doer: Doer, kind: LedgerKind) -> Result<(), Fault> {
    use contract::{Column, Entity};
    let Some(contract) = request.contract_id else { return Ok(()) };
    let held = Entity::find_by_id(contract).lock_exclusive().one(&**tx).await?;
    let Some(held) = held else { return Ok(()) };
    let lines = quota_ledger::Entity::find()
        .filter(quota_ledger::Column::RequestId.eq(request.id))
        .select_only()
        .column(quota_ledger::Column::Kind)
        .into_tuple::<LedgerKind>()
        .all(&**tx)
        .await?;
    let has = |kind: LedgerKind| lines.contains(&kind);
    let is_open = has(LedgerKind::Reserved) && !has(LedgerKind::Released) && !has(LedgerKind::Used);
    let is_due = match kind {
        LedgerKind::Used | LedgerKind::Released => is_open,
        LedgerKind::Returned => has(LedgerKind::Used) && !has(LedgerKind::Returned),
        LedgerKind::Granted | LedgerKind::Reserved | LedgerKind::Lapsed | LedgerKind::Corrected => false,
    };
    if !is_due {
        return Ok(());
    }
    let (reserved, used) = match kind {
        LedgerKind::Used => (held.reserved - 1, held.used + 1),
        LedgerKind::Returned => (held.reserved, held.used - 1),
        _ => (held.reserved - 1, held.used),
    };
    Entity::update_many()
        .col_expr(Column::Reserved, Expr::value(reserved))
        .col_expr(Column::Used, Expr::value(used))
        .col_expr(Column::Version, Expr::value(held.version + 1))
        .filter(Column::Id.eq(contract))
        .exec(&**tx)
        .await?;
    let mut row = contract::Model { reserved, used, version: held.version + 1, ..held };
    write(cx, tx, &row, Some(request.id), (kind, 1), doer).await?;
    if row.state == ContractState::Ended {
        lapse(cx, tx, &mut row).await?;
    }
    Ok(())
}

/// What is left ends with the contract; answers how much that is. The caller holds the row.
pub(crate) async fn lapse(cx: &Cx, tx: &Tx, row: &mut contract::Model) -> Result<i64, Fault> {
    use contract::{Column, Entity};
    let left = row.left().unwrap_or(0);
    if left <= 0 {
        return Ok(0);
    }
    row.units = row.units.map(|units| units - left);
    row.version += 1;
    Entity::update_many()
        .col_expr(Column::Units, Expr::value(row.units))
        .col_expr(Column::Version, Expr::value(row.version))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    write(cx, tx, row, None, (LedgerKind::Lapsed, left), Doer::program(By::Entitlement)).await?;
    Ok(left)
}

/// A line of the ledger. `row`: the contract behind the change.
pub(crate) async fn write(
    cx: &Cx,
    tx: &Tx,
    row: &contract::Model,
    request: Option<Uuid>,
    what: (LedgerKind, i64),
    doer: Doer,
) -> Result<(), Fault> {
    write_because(cx, tx, row, request, what, doer, None).await
}

/// The same, with why support did it.
pub(crate) async fn write_because(
    cx: &Cx,
    tx: &Tx,
    row: &contract::Model,
    request: Option<Uuid>,
    (kind, units): (LedgerKind, i64),
    doer: Doer,
    reason: Option<CorrectionReason>,
) -> Result<(), Fault> {
    let line = quota_ledger::Model {
        id: cx.id(),
        contract_id: row.id,
        request_id: request,
        kind,
        units,
        left_after: row.left(),
        by_kind: doer.by.word().to_owned(),
        // Customers stand in the request, which forgets them.
        by_id: doer.id.filter(|_| doer.by == By::Staff),
        at: cx.now(),
        reason,
    };
    quota_ledger::Entity::insert(line.into_active_model()).exec_without_returning(&**tx).await?;
    tx.after_commit(move || {
        metrics::counter!("gatehouse_support_units_total", "kind" => kind.word()).increment(units.unsigned_abs());
    });
    Ok(())
}
