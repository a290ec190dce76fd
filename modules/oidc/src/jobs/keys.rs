//! Keys that sign are made and changed in time. Not while the clock is doubted: a key that was changed too early leaves programs behind that
//! read the keys seldom.

use crate::actions::rotate_keys::rotate_keys;
use gatehouse_context::Cx;
use gatehouse_core::async_trait;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const KEYS: &str = "oidc.keys";

/// Makes what is due.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keys;

#[async_trait]
impl JobHandler for Keys {
    fn kind(&self) -> &'static str {
        KEYS
    }

    async fn run(&self, cx: &Cx, _: &Claimed) -> Result<JobEnd, JobFailure> {
        if !matches!(clock_watch::judge(cx).await?, Judgement::Doubted(_)) {
            rotate_keys(cx).await?;
        }
        Ok(JobEnd::Done)
    }
}
