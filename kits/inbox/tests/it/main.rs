//! Mail that comes in: read, classed, brought to its request, taken, kept, erased.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]
#![allow(clippy::disallowed_methods, reason = "the tests are the other end of the connections")]

mod corpus;
mod fixture;
mod fuzz;
mod letter;
mod mailbox;
mod proof;
mod reading;
mod server;
mod starttls;
mod two_instances;
mod world;

use gatehouse_testkit::{TestEngine, World};

async fn world(engine: TestEngine) -> World {
    world::world_of(engine, world::Keeper::default()).await
}
