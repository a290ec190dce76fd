//! `chat`: 1,000 messages of 50 pairs while the node behind one side is killed again and again.

use super::held;
use crate::kill_chat::{Form, embedded, postgresql};

const WHOLE: Form = Form { pairs: 50, each: 10, kills: 12 };

#[test]
#[ignore = "a drill"]
fn on_the_embedded_database() {
    let all = embedded(WHOLE);
    held(&format!("embedded database: {all} messages, {} kills, none lost, none doubled, order kept", WHOLE.kills));
}

#[test]
#[ignore = "a drill"]
fn between_two_nodes() {
    let all = postgresql(WHOLE);
    held(&format!(
        "PostgreSQL, two nodes: {all} messages, {} kills of one, none lost, none doubled, order kept",
        WHOLE.kills
    ));
}
