//! `quota`: fifty requests at once for the last unit of a contract, 200 rounds on each engine.

use super::held;
use crate::quota::{AT_ONCE, Buyer};
use crate::world;
use gatehouse_testkit::TestEngine;

const ROUNDS: usize = 200;

async fn rounds(engine: TestEngine, name: &str) {
    let world = world(engine).await;
    let buyer = Buyer::new(&world).await;
    for round in 0..ROUNDS {
        buyer.race(&world, &format!("C-{round}")).await;
    }
    held(&format!(
        "{name}: {ROUNDS} rounds of {AT_ONCE} requests for the last unit; in each one got it, and the ledger adds up"
    ));
}

/// SUP-3
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "a drill: cargo xtask drill quota"]
async fn one_of_fifty_gets_the_last_unit() {
    rounds(TestEngine::Sqlite, "embedded database").await;
    rounds(TestEngine::Postgres, "PostgreSQL").await;
}
