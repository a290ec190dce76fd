//! Background and scheduled work.

mod forget;
mod progress;

use crate::actions::answer_trial::answer_trial;
use crate::actions::ask_trial;
use crate::texts;
use gatehouse_core::HOUR;
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_web::Words;
use std::sync::Arc;

/// What the jobs do.
pub(crate) const NAMES: Words = &[
    (ask_trial::REQUESTS.job, |lang| texts(lang).msg_job_answer()),
    (progress::JOB, |lang| texts(lang).msg_job_progress()),
];

pub(crate) fn handlers() -> Vec<Arc<dyn JobHandler>> {
    let answers = ask_trial::REQUESTS.answered_by(|cx, id| Box::pin(answer_trial(cx, id)));
    vec![Arc::new(answers), Arc::new(progress::Progress)]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    vec![Schedule { name: progress::JOB, every: HOUR }]
}

pub(crate) fn erasers() -> Vec<Arc<dyn Eraser>> {
    forget::erasers()
}
