//! `io`: disks that fail and connections that are cut, six times as often as in the suite.

use super::held;
use crate::storage::{Figures, cut, embedded};

const ROUNDS: usize = 6;

fn say(what: &str, figures: &Figures) {
    held(&format!(
        "{what}, {ROUNDS} times: {} activations, {} orders and {} sign-ins acknowledged, {} turned away, none lost or doubled",
        figures.seats, figures.orders, figures.sessions, figures.turned_away
    ));
}

#[test]
#[ignore = "a drill"]
fn writes_and_syncs_of_the_embedded_database() {
    say("writes fail, then syncs, then both", &embedded(&["5 w", "5 s", "5 ws"], ROUNDS));
}

#[test]
#[ignore = "a drill"]
fn connections_to_postgresql() {
    say("connections cut in the middle of commits", &cut(ROUNDS));
}
