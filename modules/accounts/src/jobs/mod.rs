//! What runs by itself.

pub(crate) mod export;
pub(crate) mod factor_removals;
pub(crate) mod forget_key;
pub(crate) mod invited;
pub(crate) mod new_devices;
pub(crate) mod unconfirmed;
pub(crate) mod waiting_passwords;

use crate::texts;
use gatehouse_web::Words;

/// What the jobs do.
pub(crate) const NAMES: Words = &[
    (new_devices::KIND, |lang| texts(lang).msg_job_new_devices()),
    (factor_removals::KIND, |lang| texts(lang).msg_job_factor_removals()),
    (export::KIND, |lang| texts(lang).msg_job_export()),
    (waiting_passwords::KIND, |lang| texts(lang).msg_job_waiting_passwords()),
    (forget_key::KIND, |lang| texts(lang).msg_job_forget_key()),
];
