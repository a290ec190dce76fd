//! Oidc: made by `cargo xtask new-module`; say here in a sentence what it is for.
//!
//! Where to look:
//! - [`tables`]: what is stored.
//! - [`actions`]: one file per use case, the only way to change anything.
//! - [`queries`]: what pages and the API read.
//! - `lists`: filters, order and columns, once for page, file and API.
//! - `pages` and `api`: staff's and programs' doors to both.
//! - `events`: what it tells the audit log; `inventory`: which personal data it holds; `rights`: who may do what.

pub mod actions;
mod api;
mod events;
mod inventory;
mod lists;
mod pages;
pub mod queries;
pub mod rights;
pub mod tables;
mod texts;

pub(crate) use texts::texts;

use gatehouse_core::Role;
use gatehouse_core::personal::Inventory;
use gatehouse_db::{Migration, migration};
use gatehouse_web::view::Icon;
use gatehouse_web::{ApiDoors, Area, Doors, Module, ModuleEvents, NavEntry, Navigation, Words};
use std::sync::Arc;

/// The module, for the program's list.
#[derive(Clone, Copy, Debug)]
pub struct Oidc;

/// Staff who see entries.
pub(crate) const LOOKERS: &[Role] = &[Role::Support, Role::Licensing];

/// Those who add them.
pub(crate) const CLERKS: &[Role] = &[Role::Support];

impl Module for Oidc {
    fn name(&self) -> &'static str {
        "oidc"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![migration!(20270101000111, "oidc")]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    fn pages(&self) -> Doors {
        pages::doors()
    }

    fn api(&self) -> ApiDoors {
        api::doors()
    }

    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        Some(Arc::new(events::EntryEvents))
    }

    fn scopes(&self) -> Words {
        rights::SCOPES
    }

    fn navigation(&self, navigation: &mut Navigation) {
        navigation.staff.push(
            NavEntry::new(|lang| texts(lang).msg_nav(), pages::ENTRIES, Icon::Box).area(Area::Settings).roles(LOOKERS),
        );
    }
}
