//! Background and scheduled work.

pub(crate) mod domains;
mod forget;

use gatehouse_jobs::retention::Eraser;
use std::sync::Arc;

pub(crate) fn erasers() -> Vec<Arc<dyn Eraser>> {
    forget::erasers()
}

/// What the jobs do.
pub(crate) const NAMES: gatehouse_web::Words = &[(domains::KIND, |lang| crate::texts(lang).msg_job_domains())];
