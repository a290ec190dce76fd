//! Background and scheduled work.

mod block_due;
mod expiry_notices;
mod issue_batch;
mod old_stops;
mod over_use;
mod revocation_lists;
mod statuses;
mod unclaimed_buyers;

use crate::actions::issue;
use crate::texts;
use gatehouse_core::{DAY, HOUR, MINUTE};
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_web::Words;
use std::sync::Arc;

pub use block_due::BlockDue;
pub use expiry_notices::ExpiryNotices;
pub use issue_batch::{IssueBatch, make_part};
pub use old_stops::OldStops;
pub(crate) use old_stops::{DAYS as STOP_DAYS, RULE as STOP_RULE};
pub use revocation_lists::RevocationLists;
pub use unclaimed_buyers::UnclaimedBuyers;
pub(crate) use unclaimed_buyers::{DAYS as BUYER_DAYS, RULE as BUYER_RULE};

/// What the jobs do.
pub(crate) const NAMES: Words = &[
    (issue::JOB, |lang| texts(lang).msg_job_issue_batch()),
    (block_due::JOB, |lang| texts(lang).msg_job_block_due()),
    (revocation_lists::JOB, |lang| texts(lang).msg_job_revocation_lists()),
    (over_use::JOB, |lang| texts(lang).msg_job_over_use_seen()),
    (expiry_notices::JOB, |lang| texts(lang).msg_job_expiry_notices()),
    (statuses::JOB, |lang| texts(lang).msg_job_statuses()),
    (statuses::ALL, |lang| texts(lang).msg_job_all_statuses()),
];

pub(crate) fn handlers() -> Vec<Arc<dyn JobHandler>> {
    vec![
        Arc::new(IssueBatch),
        Arc::new(BlockDue),
        Arc::new(ExpiryNotices),
        Arc::new(over_use::OverUse),
        Arc::new(RevocationLists),
        Arc::new(statuses::Statuses),
        Arc::new(statuses::AllStatuses),
    ]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    let each_minute =
        [block_due::JOB, revocation_lists::JOB, statuses::JOB].map(|name| Schedule { name, every: MINUTE });
    let daily = [statuses::ALL, over_use::JOB].map(|name| Schedule { name, every: DAY });
    let others = [Schedule { name: expiry_notices::JOB, every: HOUR }];
    each_minute.into_iter().chain(daily).chain(others).collect()
}
