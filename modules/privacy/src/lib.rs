//! Statements and consents (ACC-12, PRI-7): what customers are asked to accept, the gate that stands before their pages where their country
//! demands it, and the ledger of what they answered.
//!
//! - [`actions`]: every change, with its rules at the top of its file.
//! - [`queries`]: what pages and the gate read; [`queries::memory`] is what is in force, in the memory of each node.
//! - [`model`]: values and rules without a database.
//! - `pages`: the pages of customers and of staff, and the gate.
//!
//! What an account answers now stands in `consent`; what it ever answered, in the ledger `consent_event`, to which rows are only added.

pub mod actions;
mod events;
mod inventory;
mod listeners;
mod lists;
mod mails;
pub mod model;
mod navigation;
mod pages;
pub mod queries;
pub mod rights;
pub mod tables;
mod texts;

pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_context::{DataSet, Listeners, Services};
use gatehouse_core::async_trait;
use gatehouse_core::personal::Inventory;
use gatehouse_db::{Migration, migration};
use gatehouse_web::{Doors, Gate, Module, ModuleEvents, Navigation};
use std::sync::Arc;

/// The module, for the program's list.
#[derive(Clone, Copy, Debug)]
pub struct Privacy;

#[async_trait]
impl Module for Privacy {
    fn name(&self) -> &'static str {
        "privacy"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![migration!(20261216420000, "privacy"), migration!(20261219900200, "consents_by_statement")]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    fn data_sets(&self) -> Vec<Arc<dyn DataSet>> {
        queries::data_sets::data_sets()
    }

    fn services(&self, services: &mut Services) {
        services.put(queries::memory::StatementMemory::default());
    }

    fn pages(&self) -> Doors {
        pages::doors()
    }

    fn gates(&self) -> Vec<Arc<dyn Gate>> {
        vec![Arc::new(pages::gate::Statements)]
    }

    fn listeners(&self, listeners: &mut Listeners) {
        listeners.on::<AccountDeleted>(listeners::FollowAccounts);
    }

    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        Some(Arc::new(events::PrivacyEvents))
    }

    fn navigation(&self, navigation: &mut Navigation) {
        navigation::register(navigation);
    }
}
