//! `webhooks-killed`: 60 kills on each engine while messages are sent, between the sending and the mark where they meet it; in every third round the
//! receiver is away, and comes back.

use super::held;
use crate::kill_webhooks::{Figures, Form, embedded, postgresql};

const WHOLE: Form = Form { rounds: 60, events: 100 };

fn tell(place: &str, figures: Figures) {
    held(&format!(
        "{place}: {} kills, {} messages, each came under its id, {} times one came again; numbers without a gap, in their order",
        WHOLE.rounds, figures.all, figures.again
    ));
}

/// ALL-7
#[test]
#[ignore = "a drill"]
fn on_the_embedded_database() {
    tell("embedded database", embedded(WHOLE));
}

/// ALL-7
#[test]
#[ignore = "a drill"]
fn on_postgresql() {
    tell("PostgreSQL", postgresql(WHOLE));
}
