//! What a door costs at most (guard of every write): a door that is open to strangers or to the bearer of a token
//! declares one of these, and counts each try against it before it does anything else.

use crate::lanes::{Asker, Lane};
use crate::limit::{self, Limit, TooOften};
use gatehouse_context::Cx;
use gatehouse_core::Fault;

/// The budget of a door.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Tries from one network.
    pub network: Limit,
    /// Tries at one subject (a license, a link, a session) from everywhere. Only where the one who asks holds the subject's
    /// own secret: what any stranger may name, a stranger could use up.
    pub subject: Option<Limit>,
    /// The lane of those who come this way unknown.
    pub lane: Lane,
}

impl Budget {
    /// For strangers: by network alone.
    pub const fn of_strangers(network: Limit) -> Self {
        Self { network, subject: None, lane: Lane::Stranger }
    }

    /// For the bearer of a token or a signed-in person: by network and subject.
    pub const fn of_bearer(network: Limit, subject: Limit) -> Self {
        Self { network, subject: Some(subject), lane: Lane::Known }
    }

    /// Counts one try of the context's network.
    pub fn check(&self, cx: &Cx) -> Result<Result<(), TooOften>, Fault> {
        limit::check(cx, self.network)
    }

    /// Counts one try at a subject, after its network's was counted by [`Budget::check`].
    pub fn check_subject(&self, cx: &Cx, subject: &str) -> Result<Result<(), TooOften>, Fault> {
        match self.subject {
            Some(limit) => limit::check_key(cx, limit, subject),
            None => Ok(Ok(())),
        }
    }

    /// Whether the context's network has room for a try; counts nothing. For telling what a try would be told.
    pub fn look(&self, cx: &Cx) -> Result<Result<(), TooOften>, Fault> {
        limit::look(cx, self.network)
    }

    /// The same of a subject.
    pub fn look_subject(&self, cx: &Cx, subject: &str) -> Result<Result<(), TooOften>, Fault> {
        match self.subject {
            Some(limit) => limit::look_key(cx, limit, subject),
            None => Ok(Ok(())),
        }
    }

    /// Who asks a pool for a turn, when nothing more is known of them than their way in.
    pub fn asker(&self, cx: &Cx) -> Asker {
        Asker::in_lane(cx, self.lane)
    }
}
