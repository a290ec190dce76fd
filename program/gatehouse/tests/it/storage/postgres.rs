//! PostgreSQL cut off in the middle of commits, and on a full disk.

use super::preload::Disk;
use super::relay::Relay;
use super::trial::{Figures, Trial};
use crate::demo_copy;
use crate::server::Place;
use pgtest::{Server, Setup};

/// So many rounds in which the connection of every fifth commit is cut: by turns before the server hears of it, and
/// before we hear of its answer.
pub fn cut(rounds: usize) -> Figures {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let database = runtime.block_on(demo_copy::database());
    let relay = Relay::start(database.url());
    let trial = Trial::new(demo_copy::keys(Place::new().set("DATABASE", relay.url()), &database), Some(database.url()));
    for round in 0..rounds {
        trial.round(&format!("cut, round {round}"), || relay.cut_every(5), || relay.cut_every(0), false);
    }
    assert!(relay.cuts() >= rounds);
    trial.end()
}

/// So many rounds in which the server's disk takes no new pages.
pub fn full(rounds: usize) -> Figures {
    // The tables only: without its log the server ends itself, which is the case of a server that is away.
    let disk = Disk::new("/base/");
    let server = Server::start_as(&Setup { environment: disk.variables().to_vec(), ..Setup::default() }).unwrap();
    let trial = Trial::new(Place::new().set("DATABASE", server.url()), Some(server.url()));
    for round in 0..rounds {
        trial.round(&format!("full, round {round}"), || disk.fail("28 w"), || disk.work(), false);
    }
    trial.end()
}

/// LIC-10, LIC-3, ACC-5, ALL-4, ALL-6
#[test]
fn a_connection_cut_in_the_middle_of_commits_loses_and_doubles_nothing() {
    let figures = cut(1);
    assert!(figures.turned_away > 0);
}

/// LIC-10, LIC-3, ACC-5, ALL-4, ALL-6
#[test]
fn a_full_disk_of_the_database_server_loses_nothing_acknowledged() {
    let figures = full(1);
    assert!(figures.turned_away > 0);
}
