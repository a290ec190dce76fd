//! Background and scheduled work.

mod block_due;
mod issue_batch;
mod old_stops;
mod revocation_lists;
mod statuses;
mod unclaimed_buyers;

use gatehouse_core::{DAY, MINUTE};
use gatehouse_jobs::{JobHandler, Schedule};
use std::sync::Arc;

pub use block_due::BlockDue;
pub use issue_batch::{IssueBatch, make_part};
pub use old_stops::OldStops;
pub(crate) use old_stops::{DAYS as STOP_DAYS, RULE as STOP_RULE};
pub use revocation_lists::RevocationLists;
pub use unclaimed_buyers::UnclaimedBuyers;
pub(crate) use unclaimed_buyers::{DAYS as BUYER_DAYS, RULE as BUYER_RULE};

pub(crate) fn handlers() -> Vec<Arc<dyn JobHandler>> {
    vec![
        Arc::new(IssueBatch),
        Arc::new(BlockDue),
        Arc::new(RevocationLists),
        Arc::new(statuses::Statuses),
        Arc::new(statuses::AllStatuses),
    ]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    let each_minute =
        [block_due::JOB, revocation_lists::JOB, statuses::JOB].map(|name| Schedule { name, every: MINUTE });
    each_minute.into_iter().chain([Schedule { name: statuses::ALL, every: DAY }]).collect()
}
