//! The tests of the module: actions, pages and operations on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod agreements;
mod api;
mod approvals;
mod at_once;
mod block_steps;
mod blocks;
mod buyers;
mod catalog;
mod certificates;
mod chosen;
mod clerks;
mod clock_back;
mod company;
mod company_licenses;
mod company_life;
mod company_pages;
mod company_rules;
mod companys_accounts;
mod connected;
mod customer;
mod decoys;
mod device_lists;
mod devices;
mod documents;
mod every_refusal;
mod explain;
mod explain_pages;
mod first_passwords;
mod help;
mod hostile;
mod issue;
mod key_file_copies;
mod key_file_doors;
mod key_file_sets;
mod key_files;
mod labels;
mod leases;
mod license_page;
mod life;
mod life_races;
mod lists;
mod merges;
mod offers;
mod openapi;
mod order_licenses;
mod over_use;
mod people;
mod product_input;
mod purchases;
mod reissues;
mod renewals;
mod revocations;
mod sale;
mod seats;
mod sellers;
mod shop;
mod sold_stays;
mod staff_lists;
mod staff_notes;
mod statuses;
mod stop_emails;
mod transfers;
mod usage;
mod verifications;

use gatehouse_core::Secret;
use gatehouse_licenses::Licenses;
use gatehouse_testkit::{TestEngine, World};
use gatehouse_web::Module;

/// The seed of the root key in these tests.
pub const ROOT: [u8; 32] = [7; 32];

/// What every world here is made of.
pub fn modules() -> Vec<Box<dyn Module>> {
    vec![
        Box::new(gatehouse_accounts::Accounts::default()),
        Box::new(gatehouse_catalog::Catalog),
        Box::new(Licenses::with_root(Secret::new(ROOT))),
        Box::new(gatehouse_companies::Companies),
        Box::new(people::TestPeople),
        Box::new(gatehouse_testkit::TestStaff),
    ]
}

/// A fresh installation.
pub async fn world(engine: TestEngine) -> World {
    World::new(engine, modules()).await
}
