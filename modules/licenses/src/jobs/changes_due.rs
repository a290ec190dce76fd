//! Puts decisions about sold licenses into effect on their date (LIC-1). Holders are told, which cannot be taken back, so nothing is done
//! while the clock is doubted.

use crate::actions::change_sold_license::put_into_effect;
use crate::tables::license_change::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid, async_trait};
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect};

/// The schedule's and job's name.
pub(super) const JOB: &str = "licenses.changes_due";
/// Decisions read at once.
const PART: u64 = 200;

/// The handler.
#[derive(Clone, Copy, Debug)]
pub struct ChangesDue;

#[async_trait]
impl JobHandler for ChangesDue {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
            return Ok(JobEnd::Done);
        }
        let mut after = None;
        loop {
            let due = due(cx, after).await?;
            if due.is_empty() {
                return Ok(JobEnd::Done);
            }
            after = due.last().copied();
            for (_, change) in due {
                put_into_effect(cx, change).await?;
            }
            job.extend(cx).await?;
        }
    }
}

/// The next decisions whose date has come. Those that wait for devices to be freed are passed over, and looked at again with the next run.
async fn due(cx: &Cx, after: Option<(Moment, Uuid)>) -> Result<Vec<(Moment, Uuid)>, Fault> {
    let mut due = Entity::find()
        .select_only()
        .columns([Column::FromAt, Column::Id])
        .filter(Column::AppliedAt.is_null())
        .filter(Column::CalledOffAt.is_null())
        .filter(Column::FromAt.lte(cx.now()));
    if let Some((from, id)) = after {
        let same = Condition::all().add(Column::FromAt.eq(from)).add(Column::Id.gt(id));
        due = due.filter(Column::FromAt.gte(from)).filter(Condition::any().add(Column::FromAt.gt(from)).add(same));
    }
    let due = due.order_by_asc(Column::FromAt).order_by_asc(Column::Id).limit(PART);
    Ok(due.into_tuple().all(cx.read()).await?)
}
