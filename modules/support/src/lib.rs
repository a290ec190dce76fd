//! Support (SUP): requests, their life and correspondence, contracts, and what staff do with them.
//!
//! - [`model`]: statuses and transitions, numbers, forms, calendars; pure.

pub mod model;
mod texts;

pub use texts::TEXTS;
pub(crate) use texts::texts;

use async_trait::async_trait;
use gatehouse_core::personal::Inventory;
use gatehouse_db::Migration;
use gatehouse_web::Module;

/// The module, for the program's list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Support;

#[async_trait]
impl Module for Support {
    fn name(&self) -> &'static str {
        "support"
    }

    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }

    fn inventory(&self) -> Inventory {
        Inventory { module: "support", ..Inventory::default() }
    }
}
