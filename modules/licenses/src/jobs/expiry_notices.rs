//! Tells holders who asked for it that licenses of theirs expire (ACC-16), and those who manage a company's licenses (COM-13). Nothing is
//! told while the clock is doubted: what was said too early is said once only.

use crate::actions::tell_companies::tell_companies_of_ends;
use crate::actions::tell_of_ends::tell_of_ends;
use crate::mails::license_expires::NOTIFICATION;
use gatehouse_accounts::queries::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Uuid, async_trait};
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const JOB: &str = "licenses.expiry_notices";
/// People looked at together.
const PART: u64 = 100;

/// The handler.
#[derive(Clone, Copy, Debug)]
pub struct ExpiryNotices;

#[async_trait]
impl JobHandler for ExpiryNotices {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
            return Ok(JobEnd::Done);
        }
        let mut last = Uuid::nil();
        loop {
            let people = contacts::wanting(cx.read(), NOTIFICATION, last, PART).await?;
            let Some(end) = people.last() else { break };
            last = *end;
            tell_of_ends(cx, &people).await?;
            job.extend(cx).await?;
        }
        let mut last = Uuid::nil();
        while let Some((end, _)) = tell_companies_of_ends(cx, last).await? {
            last = end;
            job.extend(cx).await?;
        }
        Ok(JobEnd::Done)
    }
}
