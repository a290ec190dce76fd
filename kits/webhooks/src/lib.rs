//! Webhooks: what happens here, told to the vendor's other systems (ALL-7), as Standard Webhooks describes it.
//!
//! - `publish`: a published line of the audit log becomes a row for each endpoint that listens, by one statement in the transaction of
//!   the line. So nothing is lost, and nothing is written where nobody listens.
//! - [`deliver`], `lane`: the job. It takes up the endpoints that have something due, each in a lane of its own, numbers their new messages in
//!   the order of the lines, and sends them one after the other.
//! - [`endpoints`]: how an endpoint is made, changed, switched and removed; [`challenge`]: how it proves itself first; [`replay`]: how it is
//!   told again. Who may do so is the module's that has the pages.
//! - [`model`]: signatures, bodies, waits and the meaning of answers; pure.
//! - [`tables`], [`inventory`], `erase`: what is stored, how long, and what is left of a person who is erased.
//!
//! A message is delivered at least once: it is marked behind its answer, and a node that ends between the two sends it again under the same
//! id. Its number tells the order. What an endpoint answers is never shown: only its status, its size and its time.

pub mod challenge;
pub mod deliver;
pub mod endpoints;
mod erase;
mod events;
pub mod inventory;
mod lane;
mod mails;
pub mod model;
mod outcome;
mod publish;
pub mod replay;
pub mod sealed;
mod send;
pub mod tables;
mod texts;

pub use challenge::{ChallengeRefusal, switch_on};
pub use deliver::{DELIVER, Deliver, schedule};
pub use endpoints::{EndpointRefusal, Made, change, create, remove, rotate, switch_off};
pub use erase::DetachErased;
pub use events::why;
pub use model::entry::{Entry, EntryError};
pub use publish::{Lanes, services};
pub use replay::{ReplayRefusal, Span, replay, replay_span, test};
pub use sealed::{Opened, opened, opened_all};

pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_context::Event;
use gatehouse_core::Words;
use gatehouse_db::Migration;

/// The migrations of this crate.
pub fn migrations() -> Vec<Migration> {
    vec![gatehouse_db::migration!(20270101000140, "webhooks")]
}

/// What it tells the audit log.
pub const EVENTS: &[Event] = events::EVENTS;

/// The names of its jobs.
pub const JOB_NAMES: Words = &[(DELIVER, |lang| texts(lang).msg_job_deliver())];
