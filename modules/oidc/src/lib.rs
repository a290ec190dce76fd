//! The vendor's OpenID Connect provider (ACC-21): other sites and products sign people in with their account here.
//!
//! Where to look:
//! - [`tables`]: what is stored.
//! - [`model`]: types and pure rules, such as where a client may have people sent back to.
//! - [`actions`]: one file per use case, the only way to change anything.
//! - [`queries`]: what pages, the API and the protocol read.
//! - `lists`: filters, order and columns, once for page, file and API.
//! - `pages` and `api`: staff's and programs' doors to both.
//! - `events`: what it tells the audit log; `inventory`: which personal data it holds; `rights`: who may do what.

pub mod actions;
mod api;
mod events;
mod inventory;
mod lists;
pub mod model;
mod navigation;
mod pages;
pub mod queries;
pub mod rights;
pub mod tables;
mod texts;

pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_context::{App, peppers};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::{Migration, migration};
use gatehouse_web::{ApiDoors, ApiTask, Doors, Module, ModuleEvents, Navigation, Search, Words};
use std::sync::Arc;

/// The module, for the program's list.
#[derive(Clone, Copy, Debug)]
pub struct Oidc;

#[async_trait]
impl Module for Oidc {
    fn name(&self) -> &'static str {
        "oidc"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![migration!(20270101000121, "clients")]
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

    fn api_tasks(&self) -> &'static [ApiTask] {
        api::TASKS
    }

    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        Some(Arc::new(events::OidcEvents))
    }

    fn scopes(&self) -> Words {
        rights::SCOPES
    }

    fn search(&self) -> Vec<Arc<dyn Search>> {
        vec![Arc::new(navigation::OfClients)]
    }

    fn navigation(&self, navigation: &mut Navigation) {
        navigation::register(navigation);
    }

    async fn move_lookups(&self, app: &Arc<App>, to: i64) -> Result<u64, Fault> {
        // Who has a secret brings it, and its next use moves it.
        peppers::switch(app, queries::clients::SECRET, to).await?;
        Ok(0)
    }

    async fn left_under(&self, app: &App, below: i64) -> Result<Vec<(&'static str, i64)>, Fault> {
        let secrets = queries::staff_clients::left_under(app, below).await?;
        Ok(vec![("secrets of apps and sites that were not used since", secrets)])
    }
}
