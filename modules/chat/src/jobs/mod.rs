//! Background and scheduled work.

pub(crate) mod copying;
pub(crate) mod copying_said;
pub(crate) mod erasing;
mod quiet;

use crate::texts;
use gatehouse_core::MINUTE;
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_web::Words;
use std::sync::Arc;

/// What the jobs do.
pub(crate) const NAMES: Words = &[
    (quiet::QUIET, |lang| texts(lang).msg_job_quiet()),
    (copying::JOB, |lang| texts(lang).msg_job_copying()),
    (copying_said::JOB, |lang| texts(lang).msg_job_copying_said()),
    (erasing::JOB, |lang| texts(lang).msg_job_erasing()),
];

pub(crate) fn handlers() -> Vec<Arc<dyn JobHandler>> {
    vec![
        Arc::new(quiet::EndQuiet),
        Arc::new(copying::CopyFiles),
        Arc::new(copying_said::CopySaid),
        Arc::new(erasing::Erase),
    ]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    vec![Schedule { name: quiet::QUIET, every: MINUTE }]
}

pub(crate) fn erasers() -> Vec<Arc<dyn Eraser>> {
    vec![Arc::new(erasing::Chats)]
}
