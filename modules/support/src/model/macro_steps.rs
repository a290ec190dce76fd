//! A macro: several steps of a member of the staff at once (SUP-17).

use gatehouse_core::Uuid;
use serde::{Deserialize, Serialize};

/// What it does, in this order; what is missing stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Steps {
    /// Whoever runs it has the request.
    pub take: bool,
    /// It goes into this queue.
    pub queue: Option<Uuid>,
    /// The word of how far support is with it.
    pub work: Option<String>,
    /// This canned answer is sent.
    pub canned: Option<Uuid>,
    /// The word of the status that comes with the answer.
    pub becomes: Option<String>,
}

impl Steps {
    /// Whether it does nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.take && self.queue.is_none() && self.work.is_none() && self.canned.is_none()
    }
}
