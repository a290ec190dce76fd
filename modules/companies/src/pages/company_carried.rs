//! What a browser carries while somebody comes in by their company's provider (COM-14): the question, then what the provider said. Sealed, for
//! ten minutes; nothing of it is stored.

use gatehouse_context::sealed_token;
use gatehouse_core::{Fault, MINUTE, SECOND, Uuid};
use gatehouse_federation::{Flow, MemberClaims};
use gatehouse_web::cookies::Name;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Done, Visit};
use serde::{Deserialize, Serialize};

const PURPOSE: &str = "companies.provider";
const LIFE: i64 = 10 * MINUTE;
/// A longer place is forgotten: a cookie has an end.
const LONGEST_NEXT: usize = 200;

/// What somebody wants of the provider.
#[derive(Clone, Copy, Deserialize, Serialize)]
pub(super) enum Wanted {
    /// To come in.
    Enter,
    /// To try it, in this session of the owner.
    Test(Uuid),
}

/// How far it is.
#[derive(Deserialize, Serialize)]
pub(super) enum Step {
    /// The provider was asked.
    Asked(Flow),
    /// It has said who it is.
    Known(MemberClaims),
}

/// What is carried.
#[derive(Deserialize, Serialize)]
pub(super) struct Carried {
    pub(super) provider: Uuid,
    pub(super) wanted: Wanted,
    /// Where to go afterwards.
    pub(super) next: String,
    pub(super) step: Step,
}

impl Carried {
    /// A question.
    pub(super) fn asked(provider: Uuid, wanted: Wanted, next: &str, flow: Flow) -> Self {
        let next = safe_next(Some(next), "");
        let next = if next.len() > LONGEST_NEXT { String::new() } else { next.to_owned() };
        Self { provider, wanted, next, step: Step::Asked(flow) }
    }

    /// What this browser carries of this provider.
    pub(super) fn of(visit: &Visit, provider: Uuid) -> Option<Self> {
        let opened = sealed_token::open(&visit.cx, PURPOSE, LIFE, visit.cookie(Name::Service)?)?;
        serde_json::from_slice::<Self>(&opened).ok().filter(|carried| carried.provider == provider)
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
