//! Background and scheduled work.

pub(crate) mod deletion_told;
mod forget;
pub(crate) mod news;
pub(crate) mod portal_change;
pub(crate) mod purge;
pub(crate) mod sort_names;

use crate::texts;
use gatehouse_jobs::JobHandler;
use gatehouse_jobs::retention::Eraser;
use gatehouse_web::Words;
use std::sync::Arc;

/// What the jobs do.
pub(crate) const NAMES: Words = &[
    (news::KIND, |lang| texts(lang).msg_job_news()),
    (sort_names::KIND, |lang| texts(lang).msg_job_sort_names()),
    (deletion_told::KIND, |lang| texts(lang).msg_job_deletion_told()),
    (portal_change::KIND, |lang| texts(lang).msg_job_portal_change()),
    (purge::KIND, |lang| texts(lang).msg_job_purge()),
];

pub(crate) fn handlers() -> Vec<Arc<dyn JobHandler>> {
    vec![
        Arc::new(news::Tell),
        Arc::new(sort_names::SortNames),
        Arc::new(deletion_told::DeletionTold),
        Arc::new(portal_change::PortalChange),
        Arc::new(purge::Purge),
    ]
}

pub(crate) fn erasers() -> Vec<Arc<dyn Eraser>> {
    forget::erasers()
}
