//! `license-life`: 50 rounds of kills on each engine, where the suite has a few.

use super::held;
use crate::life::{Figures, torture_embedded, torture_postgresql};

const ROUNDS: usize = 50;

fn tell(place: &str, figures: &Figures) {
    held(&format!(
        "{place}: {} kills, {} licenses' lives with {} acknowledged steps, {} reserves took over; nothing lost or doubled, each mail \
         written once and received",
        figures.kills, figures.orders, figures.steps, figures.taken_over
    ));
}

/// LIC-11 LIC-13 LIC-18 LIC-19 LIC-20 LIC-21
#[test]
#[ignore = "a drill"]
fn embedded() {
    tell("embedded database", &torture_embedded(ROUNDS));
}

/// LIC-11 LIC-13 LIC-18 LIC-19 LIC-20 LIC-21
#[test]
#[ignore = "a drill"]
fn postgresql_with_two_nodes() {
    tell("PostgreSQL, two nodes", &torture_postgresql(ROUNDS));
}
