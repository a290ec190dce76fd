//! What became of trials, in numbers.

use crate::model::month::month_of;
use crate::model::state::Step;
use crate::rights::TrialsRead;
use crate::tables::trial_count::{Column, Entity};
use gatehouse_context::May;
use gatehouse_core::{DAY, Fault, Moment};
use sea_orm::QueryOrder as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::collections::BTreeMap;

/// About a year of months.
const SPAN: i64 = 335 * DAY;

/// The trials of a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Month {
    /// Asked for.
    pub asked: i64,
    /// Codes mailed.
    pub mailed: i64,
    /// Activated.
    pub activated: i64,
    /// Bought.
    pub bought: i64,
}

/// The last twelve months in which there was one, the newest first.
pub async fn by_month(cx: &May<TrialsRead>) -> Result<Vec<(Moment, Month)>, Fault> {
    let first = month_of(cx.now().plus(-SPAN))?;
    let rows: Vec<(i64, Step, i64)> = Entity::find()
        .select_only()
        .column(Column::Month)
        .column(Column::Step)
        .column_as(Expr::cust("cast(sum(trials) as bigint)"), "trials")
        .filter(Column::Month.gte(first))
        .group_by(Column::Month)
        .group_by(Column::Step)
        .order_by_desc(Column::Month)
        .into_tuple()
        .all(cx.read())
        .await?;
    let mut months: BTreeMap<i64, Month> = BTreeMap::new();
    for (at, step, trials) in rows {
        let month = months.entry(at).or_default();
        match step {
            Step::Asked => month.asked = trials,
            Step::Mailed => month.mailed = trials,
            Step::Activated => month.activated = trials,
            Step::Bought => month.bought = trials,
        }
    }
    Ok(months.into_iter().rev().map(|(at, month)| (Moment(at), month)).collect())
}
