//! Schedules: work that comes back.

use crate::outbox::{self, NewJob, SCHEDULED, enqueue};
use crate::table::schedule::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, SECOND, SKEW};
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

/// A runner that finds nothing due looks again after this at the latest.
const LOOKS_EACH: i64 = 2 * SECOND;

/// When a runner last found nothing due, and when the next tick is.
#[derive(Debug, Default)]
pub(crate) struct Looked(Option<(Moment, Moment)>);

impl Looked {
    /// Whether nothing can be due now; a clock that went back is looked at.
    fn holds(&self, now: Moment) -> bool {
        self.0.is_some_and(|(at, next)| at <= now && now < next && now < at.plus(LOOKS_EACH))
    }
}

/// Queues every tick that is due. Several nodes may call it at once: the conditional update lets one win. A tick that
/// lies further ahead than its own period was written while a clock was ahead: it is due, and so may jobs be.
pub(crate) async fn tick(cx: &Cx, schedules: &[Schedule], looked: &mut Looked) -> Result<(), Fault> {
    let now = cx.now();
    if looked.holds(now) {
        return Ok(());
    }
    let (mut first, mut any) = (now.plus(LOOKS_EACH), false);
    let known = Entity::find().all(cx.read()).await?;
    for schedule in schedules {
        let next = known.iter().find(|row| row.name == schedule.name).map(|row| row.next_at);
        if let Some(next) = next {
            if next > now.plus(schedule.every).plus(SKEW) {
                outbox::pull_back(cx).await?;
            } else if next > now {
                first = first.min(next);
                continue;
            }
        }
        any = true;
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
    looked.0 = if any { None } else { Some((now, first)) };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{LOOKS_EACH, Looked};
    use gatehouse_core::{HOUR, Moment, SECOND};

    /// ALL-6
    #[test]
    fn a_runner_that_found_nothing_due_looks_again_when_something_may_be() {
        let at = Moment(1_800_000_000_000_000);
        assert!(!Looked::default().holds(at), "nobody has looked yet");
        let looked = Looked(Some((at, at.plus(HOUR))));
        assert!(looked.holds(at) && looked.holds(at.plus(LOOKS_EACH - 1)));
        assert!(!looked.holds(at.plus(LOOKS_EACH)), "another node may have changed it");
        assert!(!looked.holds(at.plus(-1)), "the clock went back");
        let soon = Looked(Some((at, at.plus(SECOND))));
        assert!(soon.holds(at.plus(SECOND - 1)) && !soon.holds(at.plus(SECOND)), "it is due");
    }
}
