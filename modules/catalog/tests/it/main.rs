//! The tests of the module: actions, pages and operations on both engines, without any module above it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod above;
mod agreements;
mod areas;
mod catalog;
mod clerks;
mod comparison;
mod groups;
mod hostile;
mod labels;
mod lists;
mod new_product;
mod offers;
mod on_sale;
mod passwords;
mod questions;

use gatehouse_catalog::Catalog;
use gatehouse_testkit::{TestEngine, World};
use gatehouse_web::Module;

/// What every world here is made of.
pub fn modules() -> Vec<Box<dyn Module>> {
    vec![Box::new(Catalog), Box::new(above::Above), Box::new(gatehouse_testkit::TestStaff)]
}

/// A fresh installation.
pub async fn world(engine: TestEngine) -> World {
    World::new(engine, modules()).await
}
