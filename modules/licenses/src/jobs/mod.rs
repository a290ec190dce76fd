//! Background and scheduled work.

mod apply_to_sold;
mod block_due;
mod changes_due;
mod decoys;
mod expiry_notices;
mod issue_batch;
mod old_stops;
mod over_use;
mod renewal_notices;
mod reserves;
mod revocation_lists;
mod status_lists;
mod statuses;
mod unclaimed_buyers;
mod usage;

use crate::actions::key_files::ask;
use crate::actions::key_files::mail::mail_key_file;
use crate::actions::{apply_to_sold as applying, issue};
use crate::texts;
use gatehouse_core::{DAY, HOUR, MINUTE};
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_web::Words;
use std::sync::Arc;

pub use block_due::BlockDue;
pub use changes_due::ChangesDue;
pub use decoys::Decoys;
pub use expiry_notices::ExpiryNotices;
pub use issue_batch::{IssueBatch, make_part};
pub use old_stops::OldStops;
pub(crate) use old_stops::{DAYS as STOP_DAYS, RULE as STOP_RULE};
pub use reserves::Reserves;
pub use revocation_lists::RevocationLists;
pub use status_lists::StatusLists;
pub use unclaimed_buyers::UnclaimedBuyers;
pub(crate) use unclaimed_buyers::{DAYS as BUYER_DAYS, RULE as BUYER_RULE};

/// What the jobs do.
pub(crate) const NAMES: Words = &[
    (issue::JOB, |lang| texts(lang).msg_job_issue_batch()),
    (block_due::JOB, |lang| texts(lang).msg_job_block_due()),
    (changes_due::JOB, |lang| texts(lang).msg_job_changes_due()),
    (applying::JOB, |lang| texts(lang).msg_job_apply_to_sold()),
    (decoys::JOB, |lang| texts(lang).msg_job_decoys()),
    (revocation_lists::JOB, |lang| texts(lang).msg_job_revocation_lists()),
    (reserves::JOB, |lang| texts(lang).msg_job_reserves()),
    (over_use::JOB, |lang| texts(lang).msg_job_over_use_seen()),
    (expiry_notices::JOB, |lang| texts(lang).msg_job_expiry_notices()),
    (status_lists::JOB, |lang| texts(lang).msg_job_status_lists()),
    (ask::REQUESTS.job, |lang| texts(lang).msg_job_key_file_mail()),
    (statuses::JOB, |lang| texts(lang).msg_job_statuses()),
    (usage::JOB, |lang| texts(lang).msg_job_usage()),
    (renewal_notices::JOB, |lang| texts(lang).msg_job_renewal_notices()),
    (statuses::ALL, |lang| texts(lang).msg_job_all_statuses()),
];

pub(crate) fn handlers() -> Vec<Arc<dyn JobHandler>> {
    vec![
        Arc::new(IssueBatch),
        Arc::new(BlockDue),
        Arc::new(ChangesDue),
        Arc::new(apply_to_sold::ApplyToSold),
        Arc::new(Decoys),
        Arc::new(ExpiryNotices),
        Arc::new(over_use::OverUse),
        Arc::new(RevocationLists),
        Arc::new(StatusLists),
        Arc::new(ask::REQUESTS.answered_by(|cx, id| Box::pin(mail_key_file(cx, id)))),
        Arc::new(Reserves),
        Arc::new(statuses::Statuses),
        Arc::new(statuses::AllStatuses),
        Arc::new(usage::Usage),
        Arc::new(renewal_notices::RenewalNotices),
    ]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    let each_minute =
        [block_due::JOB, changes_due::JOB, reserves::JOB, revocation_lists::JOB, status_lists::JOB, statuses::JOB]
            .map(|name| Schedule { name, every: MINUTE });
    let daily = [decoys::JOB, over_use::JOB, statuses::ALL].map(|name| Schedule { name, every: DAY });
    let each_hour = [expiry_notices::JOB, renewal_notices::JOB, usage::JOB].map(|name| Schedule { name, every: HOUR });
    each_minute.into_iter().chain(daily).chain(each_hour).collect()
}
