//! What background jobs do, in words, from the kits and every module; the console shows them beside their kinds.

use crate::texts;
use gatehouse_core::{Lang, Words, in_words};
use gatehouse_jobs::{audit_log, checkpoint, retention};
use gatehouse_mail::queue;
use gatehouse_messages::queue as messages;

/// The kits' own jobs.
const KITS: Words = &[
    (queue::SEND, |lang| texts(lang).msg_job_mail_send()),
    (messages::SEND, |lang| texts(lang).msg_job_messages_send()),
    (retention::SWEEP, |lang| texts(lang).msg_job_retention_sweep()),
    (audit_log::SEAL, |lang| texts(lang).msg_job_audit_seal()),
    (checkpoint::KIND, |lang| texts(lang).msg_job_db_checkpoint()),
];

/// The names of all jobs. Lies in the services.
#[derive(Clone)]
pub struct JobNames(Vec<Words>);

impl JobNames {
    /// Collects them.
    pub fn new(modules: impl IntoIterator<Item = Words>) -> Self {
        Self(
            [KITS, gatehouse_files::jobs::NAMES, gatehouse_inbox::jobs::NAMES, gatehouse_webhooks::JOB_NAMES]
                .into_iter()
                .chain(modules)
                .collect(),
        )
    }

    /// A kind of jobs in words; `None` when no module knows it.
    pub fn name(&self, lang: Lang, kind: &str) -> Option<String> {
        in_words(self.0.iter().copied().flatten(), lang, kind)
    }
}
