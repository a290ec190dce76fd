//! What runs by itself.

pub(crate) mod forget_key;
pub(crate) mod invited;
pub(crate) mod new_devices;
pub(crate) mod unconfirmed;

use crate::texts;
use gatehouse_web::Words;

/// What the jobs do.
pub(crate) const NAMES: Words = &[
    (new_devices::KIND, |lang| texts(lang).msg_job_new_devices()),
    (forget_key::KIND, |lang| texts(lang).msg_job_forget_key()),
];
