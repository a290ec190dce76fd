//! Text messages: each kind of provider against a server on this machine, the job, and the caps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]
#![allow(clippy::disallowed_methods, reason = "the tests are the other end of the connections")]

mod gateway;
mod providers;
mod sending;

use gatehouse_messages::{Messages, PhoneNumber, Provider, Way};
use gatehouse_reach::{Policy, Reach};
use gatehouse_testkit::{TestEngine, World};

/// A number that is kept for examples.
const NUMBER: &str = "+12015550123";
const TEXT: &str = "123456 is your code (reference KRTN).\n\n@portal.example #123456";

fn number() -> PhoneNumber {
    PhoneNumber::parse(NUMBER, None).unwrap()
}

fn reach() -> Reach {
    Reach::new(Policy::default()).unwrap()
}

fn provider(name: &str, way: Way) -> Provider {
    Provider { name: name.to_owned(), prefixes: Vec::new(), way }
}

async fn world(engine: TestEngine) -> World {
    world_with(engine, Messages::default()).await
}

/// A world that sends with these.
async fn world_with(engine: TestEngine, messages: Messages) -> World {
    World::with(engine, Vec::new(), |parts| {
        parts.settings.development = false;
        parts.services.put(messages);
        parts.services.put(reach());
    })
    .await
}
