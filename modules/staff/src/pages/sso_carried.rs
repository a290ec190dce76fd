//! What a browser carries while somebody is at the vendor's own provider (ALL-8): the question, then, where an access is being connected, who
//! the provider said it is. Sealed, for ten minutes; nothing of it is stored.

use super::sign_in::place;
use gatehouse_context::sealed_token;
use gatehouse_core::{Fault, MINUTE, Moment, SECOND, Uuid};
use gatehouse_federation::Flow;
use gatehouse_web::cookies::Name;
use gatehouse_web::{Done, Visit};
use serde::{Deserialize, Serialize};

const PURPOSE: &str = "staff.provider";
const LIFE: i64 = 10 * MINUTE;
/// A longer place is forgotten: a cookie has an end.
const LONGEST_NEXT: usize = 200;

/// What somebody wants of the provider; of who is signed in, in which session.
#[derive(Clone, Copy, Deserialize, Serialize)]
pub(super) enum Wanted {
    /// To sign in.
    Enter,
    /// To prove again who they are.
    StepUp(Uuid),
    /// To connect their access.
    Attach(Uuid),
    /// To try it.
    Test(Uuid),
}

/// How far it is.
#[derive(Deserialize, Serialize)]
pub(super) enum Step {
    /// The provider was asked, at this moment.
    Asked(Flow, Moment),
    /// It has said who it is.
    Known {
        /// By whose name.
        issuer: String,
        /// The subject.
        subject: String,
        /// What the person knows it by.
        shown: String,
    },
}

/// What is carried.
#[derive(Deserialize, Serialize)]
pub(super) struct Carried {
    pub(super) wanted: Wanted,
    /// Where to go afterwards.
    pub(super) next: String,
    pub(super) step: Step,
}

impl Carried {
    /// A question of now.
    pub(super) fn asked(visit: &Visit, wanted: Wanted, next: &str, flow: Flow) -> Self {
        let next = place(next);
        let next = if next.len() > LONGEST_NEXT { String::new() } else { next.to_owned() };
        Self { wanted, next, step: Step::Asked(flow, visit.cx.now()) }
    }

    /// What this browser carries.
    pub(super) fn of(visit: &Visit) -> Option<Self> {
        let opened = sealed_token::open(&visit.cx, PURPOSE, LIFE, visit.cookie(Name::Service)?)?;
        serde_json::from_slice(&opened).ok()
    }

    /// The answer with it.
    pub(super) fn keep(&self, visit: &Visit, done: Done) -> Result<Done, Fault> {
        let sealed = sealed_token::seal(&visit.cx, PURPOSE, visit.cx.now().plus(LIFE), &serde_json::to_vec(self)?)?;
        Ok(visit.with_cookie(done, Name::Service, sealed, Some(LIFE / SECOND)))
    }
}

/// Takes it back.
pub(super) fn drop_carried(visit: &Visit, done: Done) -> Done {
    visit.without_cookie(done, Name::Service)
}
