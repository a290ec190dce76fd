//! Background and scheduled work.

pub(crate) mod apns;
mod contracts;
pub(crate) mod erasing;
pub(crate) mod figures;
pub(crate) mod importing;
pub(crate) mod paging;
pub(crate) mod surveys;
mod timers;

use crate::actions::open_public;
use crate::texts;
use gatehouse_core::{DAY, HOUR, MINUTE};
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_web::Words;
use std::sync::Arc;

/// What the jobs do.
pub(crate) const NAMES: Words = &[
    (timers::TIMERS, |lang| texts(lang).msg_job_timers()),
    (timers::ENDINGS, |lang| texts(lang).msg_job_endings()),
    (contracts::CONTRACTS, |lang| texts(lang).msg_job_contracts()),
    (paging::JOB, |lang| texts(lang).msg_job_paging()),
    (paging::SWEEP, |lang| texts(lang).msg_job_paging_sweep()),
    (apns::SIGN, |lang| texts(lang).msg_job_sign_csr()),
    (apns::ENDS, |lang| texts(lang).msg_job_apns_ends()),
    (surveys::SEND, |lang| texts(lang).msg_job_surveys()),
    (surveys::ROUND, |lang| texts(lang).msg_job_survey_round()),
    (figures::COUNT, |lang| texts(lang).msg_job_figures()),
    (erasing::JOB, |lang| texts(lang).msg_job_erasing()),
    (importing::JOB, |lang| texts(lang).msg_job_importing()),
    (open_public::REQUESTS.job, |lang| texts(lang).msg_job_acknowledge()),
];

pub(crate) fn handlers() -> Vec<Arc<dyn JobHandler>> {
    let acknowledge = open_public::REQUESTS.answered_by(|cx, request| Box::pin(open_public::acknowledge(cx, request)));
    vec![
        Arc::new(timers::Timers),
        Arc::new(timers::Endings),
        Arc::new(contracts::Contracts),
        Arc::new(paging::Page),
        Arc::new(paging::Sweep),
        Arc::new(apns::Sign),
        Arc::new(apns::Ends),
        Arc::new(surveys::Mail),
        Arc::new(surveys::Round),
        Arc::new(figures::Count),
        Arc::new(erasing::Erase),
        Arc::new(importing::Import),
        Arc::new(acknowledge),
    ]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    vec![
        Schedule { name: timers::TIMERS, every: 10 * MINUTE },
        Schedule { name: timers::ENDINGS, every: HOUR },
        Schedule { name: contracts::CONTRACTS, every: HOUR },
        Schedule { name: apns::ENDS, every: DAY },
        Schedule { name: surveys::SEND, every: 5 * MINUTE },
        Schedule { name: figures::COUNT, every: 10 * MINUTE },
        Schedule { name: paging::SWEEP, every: MINUTE },
    ]
}

pub(crate) fn erasers() -> Vec<Arc<dyn Eraser>> {
    erasing::erasers()
}
