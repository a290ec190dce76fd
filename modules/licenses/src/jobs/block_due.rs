//! Puts dated blocks into force (LIC-20). The status says so already from the moment on; this tells the devices and
//! the holders. Neither can be taken back, so nothing is done while the clock is doubted.

use crate::actions::block::put_into_force;
use crate::tables::license::{Column, Entity};
use async_trait::async_trait;
use gatehouse_context::Cx;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// The schedule's and job's name.
pub(super) const JOB: &str = "licenses.block_due";
/// Licenses read at once.
const PART: u64 = 200;

/// The handler.
#[derive(Clone, Copy, Debug)]
pub struct BlockDue;

#[async_trait]
impl JobHandler for BlockDue {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
            return Ok(JobEnd::Done);
        }
        loop {
            let due = Entity::find()
                .filter(Column::BlockFrom.is_not_null())
                .filter(Column::BlockFrom.lte(cx.now()))
                .filter(Column::BlockedAt.is_null())
                .order_by_asc(Column::BlockFrom)
                .limit(PART)
                .all(cx.read())
                .await?;
            if due.is_empty() {
                return Ok(JobEnd::Done);
            }
            for license in due {
                put_into_force(cx, license.id).await?;
            }
            job.extend(cx).await?;
        }
    }
}
