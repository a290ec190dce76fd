//! The embedded database on a disk that fills up, fails to write, or fails to sync.

use super::preload::Disk;
use super::trial::{Figures, Trial};
use crate::server::Place;

/// So many rounds of each plan.
pub fn embedded(plans: &[&str], rounds: usize) -> Figures {
    let disk = Disk::new("gatehouse.db");
    let place = disk.variables().iter().fold(Place::new(), |place, (name, value)| place.variable(name, value));
    let trial = Trial::new(place, None);
    for round in 0..rounds {
        for plan in plans {
            trial.round(&format!("{plan}, round {round}"), || disk.fail(plan), || disk.work(), true);
        }
    }
    trial.end()
}

/// LIC-10, LIC-3, ACC-5, ALL-4, ALL-6
#[test]
fn a_disk_that_is_full_or_fails_for_a_second_loses_nothing_acknowledged() {
    let figures = embedded(&["28 w", "5 w", "5 s"], 1);
    assert!(figures.turned_away > 0);
}
