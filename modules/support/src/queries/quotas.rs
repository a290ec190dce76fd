//! What is left of the contracts that run (SUP-19), by their level or by what they cover: one statement over contracts, however many requests they had.

use crate::model::category::Level;
use crate::model::contract::ContractState;
use crate::rights::ReportsRead;
use crate::tables::contract::{Column, Entity};
use crate::tables::contract_product;
use gatehouse_context::May;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QuerySelect as _, RelationDef, Select};

/// Contracts together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quota {
    /// How many.
    pub contracts: i64,
    /// Of these, without a limit.
    pub unlimited: i64,
    /// Requests that the others have.
    pub units: i64,
    /// Used, of all.
    pub used: i64,
    /// Held by requests that nobody has answered, of all.
    pub held: i64,
    /// Left, of those with a limit.
    pub left: i64,
}

/// Contracts, without a limit, units, used, held, left.
type Counted = (i64, i64, i64, i64, i64, i64);

impl Quota {
    const fn of((contracts, unlimited, units, used, held, left): Counted) -> Self {
        Self { contracts, unlimited, units, used, held, left }
    }
}

/// Those that can be used now, without a column yet.
fn running(cx: &May<ReportsRead>) -> Select<Entity> {
    Entity::find()
        .filter(Column::State.eq(ContractState::Active))
        .filter(Column::StartsAt.lte(cx.now()))
        .filter(Column::EndsAt.gt(cx.now()))
        .select_only()
}

fn summed(select: Select<Entity>) -> Select<Entity> {
    // The sum of none, and a sum of wide numbers on PostgreSQL, have another type.
    let sum = |what: &str| Expr::cust(format!("cast(coalesce(sum({what}), 0) as bigint)"));
    select
        .column_as(Column::Id.count(), "contracts")
        .column_as(sum("case when units is null then 1 else 0 end"), "unlimited")
        .column_as(sum("units"), "bought")
        .column_as(sum("used"), "gone")
        .column_as(sum("reserved"), "held")
        .column_as(sum("units - reserved - used"), "remaining")
}

/// What of, how many, how many without a limit, and units: all, used, held and left.
type Row<Of> = (Of, i64, i64, i64, i64, i64, i64);

/// By their levels.
pub async fn by_level(cx: &May<ReportsRead>) -> Result<Vec<(Level, Quota)>, Fault> {
    let of_each = summed(running(cx).column(Column::Level)).group_by(Column::Level);
    let rows: Vec<Row<Level>> = of_each.into_tuple().all(cx.read()).await?;
    let row = |(level, all, unlimited, units, used, held, left)| {
        (level, Quota::of((all, unlimited, units, used, held, left)))
    };
    Ok(rows.into_iter().map(row).collect())
}

fn covered() -> RelationDef {
    use contract_product::Column as Covers;
    Entity::belongs_to(contract_product::Entity).from(Column::Id).to(Covers::ContractId).into()
}

/// By the products that they cover; `None`: all of them. A contract of several counts with each.
pub async fn by_product(cx: &May<ReportsRead>) -> Result<Vec<(Option<Uuid>, Quota)>, Fault> {
    use contract_product::Column as Covers;
    let of_each = running(cx).join(JoinType::LeftJoin, covered()).column(Covers::ProductId);
    let of_each = summed(of_each).group_by(Covers::ProductId);
    let rows: Vec<Row<Option<Uuid>>> = of_each.into_tuple().all(cx.read()).await?;
    let row = |(product, all, unlimited, units, used, held, left)| {
        (product, Quota::of((all, unlimited, units, used, held, left)))
    };
    Ok(rows.into_iter().map(row).collect())
}
