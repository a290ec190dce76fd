//! `sign-in-killed`: 60 kills on each engine while people sign in to a site and connect a product; on PostgreSQL two nodes are killed by turns. What
//! the clients were told is compared with the rows, and every token that they hold is used once more.

use super::held;
use crate::kill_sign_in::{Figures, Form, embedded, postgresql};
use std::sync::atomic::Ordering;

const WHOLE: Form = Form { people: 8, kills: 60 };

fn tell(place: &str, figures: &Figures) {
    let of = |count: &std::sync::atomic::AtomicUsize| count.load(Ordering::SeqCst);
    held(&format!(
        "{place}: {} kills, {} codes gave tokens once, {} more were used when they came again and ended their sign-in, {} refresh tokens became one \
         next each, {} lost answers came again, {} products were connected, {} questions came too late to say anything",
        WHOLE.kills,
        of(&figures.codes),
        of(&figures.used),
        of(&figures.rotated),
        of(&figures.again),
        of(&figures.devices),
        of(&figures.late)
    ));
}

/// ACC-21
#[test]
#[ignore = "a drill"]
fn on_the_embedded_database() {
    tell("embedded database", &embedded(WHOLE));
}

/// ACC-21
#[test]
#[ignore = "a drill"]
fn between_two_nodes() {
    tell("PostgreSQL, two nodes", &postgresql(WHOLE));
}
