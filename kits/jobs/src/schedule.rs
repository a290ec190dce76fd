//! Schedules: work that comes back.

use crate::outbox::{self, NewJob, SCHEDULED, enqueue};
use crate::table::schedule::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, SKEW};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// A job that is queued again and again.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    /// The job's kind; also the schedule's name.
    pub name: &'static str,
    /// Microseconds between ticks. Missed ticks (the program was down) come once, not many times.
    pub every: i64,
}

/// Queues every tick that is due. Several nodes may call it at once: the conditional update lets one win. A tick that
/// lies further ahead than its own period was written while a clock was ahead: it is due, and so may jobs be.
pub(crate) async fn tick(cx: &Cx, schedules: &[Schedule]) -> Result<(), Fault> {
    let now = cx.now();
    let known = Entity::find().all(cx.read()).await?;
    for schedule in schedules {
        let next = known.iter().find(|row| row.name == schedule.name).map(|row| row.next_at);
        if let Some(next) = next {
            if next > now.plus(schedule.every).plus(SKEW) {
                outbox::pull_back(cx).await?;
            } else if next > now {
                continue;
            }
        }
        let tx = cx.begin().await?;
        let new = now.plus(schedule.every);
        let won = match next {
            Some(old) => {
                Entity::update_many()
                    .col_expr(Column::NextAt, Expr::value(new))
                    .col_expr(Column::LastAt, Expr::value(now))
                    .filter(Column::Name.eq(schedule.name))
                    .filter(Column::NextAt.eq(old))
                    .exec(&*tx)
                    .await?
                    .rows_affected
            }
            None => {
                let row = ActiveModel {
                    name: Set(schedule.name.to_owned()),
                    next_at: Set(new),
                    last_at: Set(Some(now)),
                    last_rows: Set(None),
                };
                Entity::insert(row)
                    .on_conflict(OnConflict::column(Column::Name).do_nothing().to_owned())
                    .exec_without_returning(&*tx)
                    .await?
            }
        };
        if won == 1 {
            let mut job = NewJob::new(schedule.name, serde_json::json!({}));
            job.dedup = Some(format!("{SCHEDULED}{}", schedule.name));
            enqueue(cx, &tx, job).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
