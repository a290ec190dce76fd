//! `pepper`: the pepper is turned beside a running server, and the turning is killed at random moments, on each engine.

use super::held;
use crate::peppers::turn;
use crate::server::Place;
use gatehouse_core::{Random as _, SystemRandom};
use gatehouse_testkit::postgres::empty_database;
use std::time::Duration;

const KILLS: usize = 10;

/// Returns how many of the kills met the moving of rows.
fn killed(place: &Place) -> usize {
    let (mut left, mut moving) = (KILLS, 0);
    turn(place, |turning, file| {
        // Twice six seconds for the nodes to hear of it; rows are moved from the thirteenth second on, for a second or two.
        let wait = if left % 4 == 0 { SystemRandom.below(12_000) } else { 12_300 + SystemRandom.below(1_700) };
        std::thread::sleep(Duration::from_millis(wait));
        let is_running = turning.try_wait().unwrap().is_none();
        let is_waiting = std::fs::read_to_string(file).unwrap().contains("next-pepper");
        moving += usize::from(is_running && !is_waiting && wait > 12_000);
        left -= 1;
        left > 0
    });
    assert!(moving > 0, "no kill met the moving of rows");
    moving
}

#[test]
#[ignore = "a drill"]
fn embedded() {
    let moving = killed(&Place::new().set("RATE_LIMITS", "false"));
    held(&format!(
        "embedded database: {KILLS} kills in the middle of a turn, {moving} of them while rows were moved; people sign in after each, codes activate"
    ));
}

#[test]
#[ignore = "a drill"]
fn postgresql() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(empty_database()).unwrap();
    let moving = killed(&Place::new().set("RATE_LIMITS", "false").set("DATABASE", database.url()));
    held(&format!(
        "PostgreSQL: {KILLS} kills in the middle of a turn, {moving} of them while rows were moved; people sign in after each, \
         codes activate"
    ));
}
