//! `pepper`: the pepper is turned beside a running server, and the turning is killed at random moments, on each engine.

use super::held;
use crate::peppers::turn;
use crate::server::Place;
use gatehouse_core::{Random as _, SystemRandom};
use gatehouse_testkit::postgres::empty_database;
use std::time::Duration;

const KILLS: usize = 10;

fn killed(place: &Place) {
    let mut left = KILLS;
    turn(place, |_, _| {
        // A turn takes some seconds for the nodes to hear of it, and less than one for the demo content.
        std::thread::sleep(Duration::from_millis(SystemRandom.below(8_000)));
        left -= 1;
        left > 0
    });
}

#[test]
#[ignore = "a drill"]
fn embedded() {
    killed(&Place::new().set("RATE_LIMITS", "false"));
    held(&format!(
        "embedded database: {KILLS} kills in the middle of a turn, people sign in after each, codes activate"
    ));
}

#[test]
#[ignore = "a drill"]
fn postgresql() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(empty_database()).unwrap();
    killed(&Place::new().set("RATE_LIMITS", "false").set("DATABASE", database.url()));
    held(&format!("PostgreSQL: {KILLS} kills in the middle of a turn, people sign in after each, codes activate"));
}
