//! The tests of the module, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod entries;

use gatehouse_testkit::{TestEngine, TestStaff, World};

/// A fresh installation of this module alone.
pub async fn world(engine: TestEngine) -> World {
    World::new(engine, vec![Box::new(gatehouse_oidc::Oidc), Box::new(TestStaff)]).await
}
