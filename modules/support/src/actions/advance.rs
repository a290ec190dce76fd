//! Time moves requests on (SUP-10): reminders on day 3 and 7, an end without information on day 14; solutions close after the operator's days, ends
//! without information after 30. Each request is a transaction of its own, judged again under its lock, so what a customer did meanwhile counts,
//! and a program that is killed between two of them repeats nothing.

use super::step::{Doer, happened, hold, move_on, schedule};
use super::tell::Telling;
use crate::events::{TIME_MOVED, of_account};
use crate::model::settings::Settings;
use crate::model::timer::{self, Due, SILENCE};
use crate::model::transition::By;
use crate::tables::request::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Stop, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use serde_json::json;

/// Requests of one turn.
pub(crate) const PART: u64 = 200;

/// Those that are due now, the longest first.
pub(crate) async fn due(cx: &Cx) -> Result<Vec<Uuid>, Fault> {
    Ok(Entity::find()
        .filter(Column::StepAt.lte(cx.now()))
        .order_by_asc(Column::StepAt)
        .order_by_asc(Column::Id)
        .limit(PART)
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(cx.read())
        .await?)
}

/// Does what is due to one of them.
pub(crate) async fn advance(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let Some(mut row) = hold(&tx, id).await? else { return Ok(()) };
    let closes_after = cx.service::<Settings>()?.closes_after();
    let next = timer::next(row.status, row.status_at, row.reminded, closes_after);
    let doer = Doer::program(By::Timer);
    match next {
        // Something else happened meanwhile, or it goes on in another request.
        None => {}
        Some(_) if row.merged_into.is_some() || row.erase_at.is_some_and(|at| at <= now) => {}
        Some((at, _)) if at > now => {}
        Some((_, Due::Remind)) => {
            row.reminded += 1;
            let ends = row.status_at.plus(SILENCE * DAY);
            Telling::of(cx, &tx, &row, None).await?.reminded(ends).await?;
            schedule(cx, &mut row)?;
            let facts = json!({ "times": row.reminded });
            happened(cx, &tx, &mut row, doer, ("reminded", None, None), facts).await?;
            return tx.commit().await;
        }
        Some((_, Due::Becomes(to))) => {
            match move_on(cx, &tx, &mut row, to, doer, json!({})).await {
                Ok(()) => {}
                Err(Stop::Broken(fault)) => return Err(fault),
                Err(Stop::Refused(_)) => return Err(Fault::new("time has no step that its table has")),
            }
            Telling::of(cx, &tx, &row, None).await?.ended("").await?;
            let line = TIME_MOVED.about(id).with(json!({ "status": to.word() }));
            cx.audit(&tx, of_account(line, row.account_id)).await?;
            return tx.commit().await;
        }
    }
    // Nothing was due after all: the row says anew when something is, so that it is not looked at again.
    schedule(cx, &mut row)?;
    if row.erase_at.is_some_and(|at| at <= now) {
        row.step_at = None;
    }
    Entity::update_many()
        .col_expr(Column::StepAt, Expr::value(row.step_at))
        .filter(Column::Id.eq(id))
        .exec(&*tx)
        .await?;
    tx.commit().await
}
