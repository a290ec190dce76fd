//! Puts decisions about sold licenses into effect on their date (LIC-1). Holders are told, which cannot be taken back, so nothing is done
//! while the clock is doubted.

use crate::actions::change_sold_license::put_into_effect;
use crate::tables::license_change::{Column, Entity};
use async_trait::async_trait;
use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

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
        let mut after = Uuid::nil();
        loop {
            // Those that wait for devices to be freed are passed over, and looked at again with the next run.
            let due: Vec<Uuid> = Entity::find()
                .select_only()
                .column(Column::Id)
                .filter(Column::AppliedAt.is_null())
                .filter(Column::CalledOffAt.is_null())
                .filter(Column::FromAt.lte(cx.now()))
                .filter(Column::Id.gt(after))
                .order_by_asc(Column::Id)
                .limit(PART)
                .into_tuple()
                .all(cx.read())
                .await?;
            let Some(last) = due.last() else { return Ok(JobEnd::Done) };
            after = *last;
            for change in due {
                put_into_effect(cx, change).await?;
            }
            job.extend(cx).await?;
        }
    }
}
