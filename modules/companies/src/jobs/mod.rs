//! Background and scheduled work.

pub(crate) mod deletion_told;
pub(crate) mod domains;
mod forget;
pub(crate) mod news;
mod owner_changes;
pub(crate) mod portal_change;
pub(crate) mod purge;
pub(crate) mod sort_names;

use crate::texts;
use gatehouse_core::HOUR;
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_web::Words;
use std::sync::Arc;

/// What the jobs do.
pub(crate) const NAMES: Words = &[
    (domains::KIND, |lang| texts(lang).msg_job_domains()),
    (owner_changes::JOB, |lang| texts(lang).msg_job_owner_changes()),
    (news::KIND, |lang| texts(lang).msg_job_news()),
    (sort_names::KIND, |lang| texts(lang).msg_job_sort_names()),
    (deletion_told::KIND, |lang| texts(lang).msg_job_deletion_told()),
    (portal_change::KIND, |lang| texts(lang).msg_job_portal_change()),
    (purge::KIND, |lang| texts(lang).msg_job_purge()),
];

pub(crate) fn handlers() -> Vec<Arc<dyn JobHandler>> {
    vec![
        Arc::new(domains::Domains),
        Arc::new(news::Tell),
        Arc::new(sort_names::SortNames),
        Arc::new(deletion_told::DeletionTold),
        Arc::new(portal_change::PortalChange),
        Arc::new(purge::Purge),
        Arc::new(owner_changes::OwnerChanges),
    ]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    vec![Schedule { name: domains::KIND, every: domains::EVERY }, Schedule { name: owner_changes::JOB, every: HOUR }]
}

pub(crate) fn erasers() -> Vec<Arc<dyn Eraser>> {
    forget::erasers()
}
