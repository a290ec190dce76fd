//! The catalog: what the vendor sells, in which editions with which features, for which terms (LIC-1).
//!
//! Where to look:
//! - [`model`]: platforms, regions, terms, labels in any language; what people and programs typed, and what is wrong with it.
//! - [`tables`]: what is stored; nothing of it is about a person.
//! - [`actions`]: each kind of part with its rules; one way to add, change and remove all of them.
//! - [`queries`]: what pages, the API and `licenses` read.
//! - [`pages`] and [`api`]: staff's doors, and those of their programs.
//! - [`signals`]: what is asked of the modules above before something goes that they may have issued.
//!
//! It knows nothing of licenses. They lie above it and read its tables, so that one statement finds out what a license entitles to.

pub mod actions;
pub mod api;
mod events;
pub mod inventory;
mod lists;
pub mod model;
pub mod pages;
pub mod queries;
pub mod rights;
pub mod signals;
pub mod tables;
mod texts;

pub use texts::TEXTS;
pub(crate) use texts::texts;

use crate::pages::product_lines::{ProductActions, ProductLines};
use crate::queries::catalog_memory::CatalogMemory;
use crate::queries::products::NamesOfProducts;
use gatehouse_context::Services;
use gatehouse_core::Role;
use gatehouse_core::personal::Inventory;
use gatehouse_db::{Migration, migration};
use gatehouse_passwords::SharedProductNames;
use gatehouse_web::view::Icon;
use gatehouse_web::{ApiDoors, ApiTask, Area, Doors, HomeParts, Module, ModuleEvents, NavEntry, Navigation, Words};
use std::sync::Arc;

/// The module, for the program's list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Catalog;

/// Staff who see the catalog.
pub(crate) const LOOKERS: &[Role] = &[Role::Licensing, Role::Support];

/// Those who change it.
pub(crate) const CLERKS: &[Role] = &[Role::Licensing];

impl Module for Catalog {
    fn name(&self) -> &'static str {
        "catalog"
    }

    /// `product.transfer_allowance` is of `20261128410900_transfer_limit.sql`. That step changes licenses as well, so it is one of
    /// theirs: it is older than this module.
    fn migrations(&self) -> Vec<Migration> {
        vec![
            migration!(20261121003000, "catalog"),
            migration!(20261202413200, "labels_by_language"),
            migration!(20261203414010, "product_icon"),
            migration!(20261203416000, "agreement"),
            migration!(20261205418010, "product_links"),
            migration!(20261223000200, "product_life"),
            migration!(20261223000400, "edition_service"),
            migration!(20261223000500, "edition_revisions"),
            migration!(20261223000501, "offers"),
            migration!(20261223000600, "account_need_of_revisions"),
            migration!(20261224000100, "application_groups"),
            migration!(20261224000230, "service_of_revisions"),
            migration!(20261227000410, "areas_and_certificates"),
        ]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    fn services(&self, services: &mut Services) {
        services.put::<SharedProductNames>(Arc::new(NamesOfProducts));
        services.put(CatalogMemory::default());
        services.put(ProductLines::default());
        services.put(ProductActions::default());
    }

    fn pages(&self) -> Doors {
        pages::doors()
    }

    fn api(&self) -> ApiDoors {
        api::doors()
    }

    fn api_tasks(&self) -> &'static [ApiTask] {
        api::TASKS
    }

    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        Some(Arc::new(events::CatalogEvents))
    }

    fn scopes(&self) -> Words {
        rights::SCOPES
    }

    fn navigation(&self, navigation: &mut Navigation) {
        let (catalog, new) = (|l| texts(l).msg_nav_catalog(), |l| texts(l).msg_new_product());
        let entry = NavEntry::new(catalog, "/staff/catalog", Icon::Box).area(Area::Licensing).roles(LOOKERS);
        navigation.staff.push(entry.order(60));
        let entry = NavEntry::new(new, "/staff/catalog/new", Icon::Box).area(Area::Licensing).roles(CLERKS);
        navigation.new.push(entry.order(20));
    }

    fn home(&self) -> Option<Arc<dyn HomeParts>> {
        Some(Arc::new(pages::OfCatalog))
    }
}
