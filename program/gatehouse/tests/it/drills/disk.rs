//! `disk`: full disks, six times as often as in the suite.

use super::held;
use crate::storage::{Figures, embedded, full};

const ROUNDS: usize = 6;

fn say(what: &str, figures: &Figures) {
    held(&format!(
        "{what}: {ROUNDS} times full and killed, {} activations, {} orders and {} sign-ins acknowledged, {} turned away, none lost",
        figures.seats, figures.orders, figures.sessions, figures.turned_away
    ));
}

#[test]
#[ignore = "a drill"]
fn of_the_embedded_database() {
    say("embedded database", &embedded(&["28 w"], ROUNDS));
}

#[test]
#[ignore = "a drill"]
fn of_postgresql() {
    say("PostgreSQL", &full(ROUNDS));
}
