//! What a browser carries while somebody signs in with an account elsewhere (ACC-8): the question, then what the service said. Sealed, for
//! ten minutes; nothing of it is stored.

use crate::model::identity::Identity;
use crate::model::term;
use gatehouse_context::sealed_token;
use gatehouse_core::{Fault, SECOND, Uuid};
use gatehouse_federation::{Flow, Returned};
use gatehouse_web::cookies::Name;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Done, Visit};
use serde::{Deserialize, Serialize};

const PURPOSE: &str = "accounts.service";
/// A longer place is forgotten: a cookie has an end.
const LONGEST_NEXT: usize = 200;

/// What somebody wants of a service.
#[derive(Clone, Copy, Deserialize, Serialize)]
pub enum Wanted {
    /// To sign in.
    SignIn,
    /// To attach it to the account of this session.
    Attach(Uuid),
    /// To prove in this session that they are the owner.
    Prove(Uuid),
}

/// What is carried.
#[derive(Deserialize, Serialize)]
pub struct Carried {
    pub wanted: Wanted,
    /// Where to go afterwards.
    pub next: String,
    pub step: Step,
}

/// How far it is.
#[derive(Deserialize, Serialize)]
pub enum Step {
    /// The service was asked.
    Asked(Flow),
    /// It has posted its answer from its own page.
    Posted(Flow, Returned),
    /// It has said who it is.
    Known(Identity),
    /// A mail went to the address.
    Mailed(Identity),
}

impl Carried {
    /// A question.
    pub fn asked(wanted: Wanted, next: &str, flow: Flow) -> Self {
        let next = safe_next(Some(next), "");
        let next = if next.len() > LONGEST_NEXT { String::new() } else { next.to_owned() };
        Self { wanted, next, step: Step::Asked(flow) }
    }

    /// What this browser carries.
    pub fn of(visit: &Visit) -> Option<Self> {
        let opened = sealed_token::open(&visit.cx, PURPOSE, term::SERVICE, visit.cookie(Name::Service)?)?;
        serde_json::from_slice(&opened).ok()
    }

    fn sealed(&self, visit: &Visit) -> Result<String, Fault> {
        let text = serde_json::to_vec(self)?;
        sealed_token::seal(&visit.cx, PURPOSE, visit.cx.now().plus(term::SERVICE), &text)
    }

    /// The answer with it.
    pub fn keep(&self, visit: &Visit, done: Done) -> Result<Done, Fault> {
        Ok(visit.with_cookie(done, Name::Service, self.sealed(visit)?, Some(term::SERVICE / SECOND)))
    }

    /// The same, for a service that posts its answer from its own page.
    pub fn keep_for_post(&self, visit: &Visit, done: Done) -> Result<Done, Fault> {
        Ok(visit.with_cookie_for_post(done, Name::Service, self.sealed(visit)?, term::SERVICE / SECOND))
    }
}

/// Takes it back.
pub fn drop_carried(visit: &Visit, done: Done) -> Done {
    visit.without_cookie(done, Name::Service)
}
