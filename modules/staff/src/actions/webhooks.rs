//! Where other systems are told (ALL-7): administrators, and programs with the scope `webhooks:write`, look after it. One file per use case;
//! the steps are the kit `webhooks`'s.

mod change;
mod create;
mod remove;
mod replay;
mod replay_span;
mod rotate;
mod switch_off;
mod switch_on;
mod test;

pub use change::change_webhook;
pub use create::create_webhook;
pub use remove::remove_webhook;
pub use replay::replay_message;
pub use replay_span::{TypedSpan, replay_messages};
pub use rotate::rotate_webhook_secret;
pub use switch_off::switch_webhook_off;
pub use switch_on::switch_webhook_on;
pub use test::test_webhook;

use crate::rights::NotAllowed;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Refusal};
use gatehouse_web::Events;
use gatehouse_webhooks::{ChallengeRefusal, EndpointRefusal, ReplayRefusal};

/// Why a webhook is not added, changed or removed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum WebhookRefusal {
    /// Only administrators, and keys with the scope.
    NotAllowed(NotAllowed),
    /// The endpoint.
    Endpoint(EndpointRefusal),
}

/// Why a webhook is not switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum SwitchOnRefusal {
    /// Only administrators, and keys with the scope.
    NotAllowed(NotAllowed),
    /// It did not prove itself.
    Challenge(ChallengeRefusal),
}

/// Why nothing is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum SendRefusal {
    /// Only administrators; a test also by keys with the scope.
    NotAllowed(NotAllowed),
    /// The endpoint, or what was chosen.
    Replay(ReplayRefusal),
}

/// Every type that can be chosen.
pub(crate) fn published(cx: &Cx) -> Result<Vec<&'static str>, Fault> {
    Ok(cx.service::<Events>()?.published().iter().map(|event| event.word).collect())
}
