//! Background and scheduled work.

mod keys;
mod logout;
mod tidy;

use crate::texts;
use gatehouse_core::MINUTE;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_web::Words;
use std::sync::Arc;

pub(crate) use logout::enqueue as tell_of_logout;

/// What the jobs do.
pub(crate) const NAMES: Words = &[
    (keys::KEYS, |lang| texts(lang).msg_job_keys()),
    (tidy::TIDY, |lang| texts(lang).msg_job_tidy()),
    (logout::LOGOUT, |lang| texts(lang).msg_job_logout()),
];

pub(crate) fn handlers() -> Vec<Arc<dyn JobHandler>> {
    vec![Arc::new(keys::Keys), Arc::new(tidy::Tidy), Arc::new(logout::Logout)]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    vec![Schedule { name: keys::KEYS, every: MINUTE }, Schedule { name: tidy::TIDY, every: MINUTE }]
}
