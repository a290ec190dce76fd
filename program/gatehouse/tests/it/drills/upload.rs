//! `upload`: 4 GiB are uploaded while the server is killed at 20 random moments; on PostgreSQL there are two nodes, and the node changes with each
//! kill. The receipt is the SHA-256 of what was sent.

use super::held;
use crate::server::Place;
use crate::uploads::{at_once, torture};
use gatehouse_testkit::postgres::empty_database;

const LENGTH: u64 = 4 << 30;
const KILLS: u32 = 20;

/// SUP-5
#[test]
#[ignore = "a drill: cargo xtask drill upload"]
fn four_gib_through_twenty_kills() {
    let (hit, _) = torture(&Place::new(), 1, LENGTH, KILLS);
    held(&format!(
        "embedded database: 4 GiB through {KILLS} kills, {hit} of them in the middle of a request; SHA-256 of receipt and stored file equal"
    ));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(empty_database()).unwrap();
    let place = Place::new().set("DATABASE", database.url());
    let (hit, _) = torture(&place, 2, LENGTH, KILLS);
    held(&format!(
        "PostgreSQL, two nodes by turns: 4 GiB through {KILLS} kills, {hit} of them in the middle of a request; SHA-256 of receipt and stored file equal"
    ));
    at_once(&place, 512 << 20);
    held("two senders of one upload on two nodes: one file, SHA-256 of receipt and stored file equal");
}
