//! Puts dated blocks into force, and tells of the steps before them (LIC-20). The status says so already from the moment on; this
//! tells the devices and the holders. Neither can be taken back, so nothing is done while the clock is doubted.

use crate::actions::block::force::{put_into_force, tell_of_step};
use crate::tables::license::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, async_trait};
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
        // Blocks first: of a license whose steps were all missed, the holders are told of the last one.
        while blocks(cx).await? + steps(cx).await? > 0 {
            job.extend(cx).await?;
        }
        Ok(JobEnd::Done)
    }
}

async fn blocks(cx: &Cx) -> Result<usize, Fault> {
    let due = Entity::find()
        .filter(Column::BlockFrom.is_not_null())
        .filter(Column::BlockFrom.lte(cx.now()))
        .filter(Column::BlockedAt.is_null())
        .order_by_asc(Column::BlockFrom)
        .limit(PART)
        .all(cx.read())
        .await?;
    for license in &due {
        put_into_force(cx, license.id).await?;
    }
    Ok(due.len())
}

async fn steps(cx: &Cx) -> Result<usize, Fault> {
    let due = Entity::find()
        .filter(Column::BlockNextAt.lte(cx.now()))
        .filter(Column::BlockedAt.is_null())
        .filter(Column::BlockFrom.gt(cx.now()))
        .order_by_asc(Column::BlockNextAt)
        .limit(PART)
        .all(cx.read())
        .await?;
    for license in &due {
        tell_of_step(cx, license).await?;
    }
    Ok(due.len())
}
