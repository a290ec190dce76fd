//! `kill`: 200 kills on each engine, where the suite has a dozen.

use super::held;
use crate::kill::{torture_embedded, torture_postgresql};

const ROUNDS: usize = 200;

#[test]
#[ignore = "a drill"]
fn embedded() {
    let seats = torture_embedded(ROUNDS);
    held(&format!(
        "embedded database: {ROUNDS} kills, {seats} acknowledged activations, none lost, none doubled, every mail came"
    ));
}

#[test]
#[ignore = "a drill"]
fn postgresql() {
    let seats = torture_postgresql(ROUNDS);
    held(&format!(
        "PostgreSQL: {ROUNDS} kills, {seats} acknowledged activations, none lost, none doubled, every mail came"
    ));
}
