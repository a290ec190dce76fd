//! Background and scheduled work.

mod forget;
mod owner_changes;
pub(crate) mod sort_names;

use crate::texts;
use gatehouse_core::HOUR;
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_web::Words;
use std::sync::Arc;

/// What the jobs do.
pub(crate) const NAMES: Words = &[
    (owner_changes::JOB, |lang| texts(lang).msg_job_owner_changes()),
    (sort_names::KIND, |lang| texts(lang).msg_job_sort_names()),
];

pub(crate) fn handlers() -> Vec<Arc<dyn JobHandler>> {
    vec![Arc::new(owner_changes::OwnerChanges), Arc::new(sort_names::SortNames)]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    vec![Schedule { name: owner_changes::JOB, every: HOUR }]
}

pub(crate) fn erasers() -> Vec<Arc<dyn Eraser>> {
    forget::erasers()
}
