//! The vendor's OpenID Connect provider (ACC-21): other sites and products sign people in with their account here.
//!
//! Where to look:
//! - [`tables`]: what is stored.
//! - [`model`]: types and pure rules, such as where a client may have people sent back to.
//! - [`actions`]: one file per use case, the only way to change anything.
//! - [`queries`]: what pages, the API and the protocol read.
//! - `lists`: filters, order and columns, once for page, file and API.
//! - `pages` and `api`: the doors of people, staff and programs; `api::protocol` has the addresses of OAuth 2.1 and OpenID Connect.
//! - `jobs`: keys are changed in time, and clients hear of who signed out; `listeners`: accounts and clients that go.
//! - `events`: what it tells the audit log; `inventory`: which personal data it holds; `rights`: who may do what.

pub mod actions;
mod api;
mod events;
mod inventory;
mod jobs;
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

use actions::clients::remove::ClientRemoved;
use gatehouse_accounts::signals::{AccountDeleted, HoldsOwnThings, SessionsEnded};
use gatehouse_context::{App, DataSet, Listeners, Services, peppers};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::{Migration, migration};
use gatehouse_jobs::{JobHandler, Schedule};
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
        vec![migration!(20270101000121, "clients"), migration!(20270101000122, "provider")]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    fn services(&self, services: &mut Services) {
        services.put(queries::keys::SharedKeys::default());
        services.put(actions::send_logout::Silent::default());
    }

    fn pages(&self) -> Doors {
        pages::doors().merge(api::protocol())
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

    fn listeners(&self, listeners: &mut Listeners) {
        listeners.on::<AccountDeleted>(listeners::Follow);
        listeners.on::<SessionsEnded>(listeners::Follow);
        listeners.on::<ClientRemoved>(listeners::Follow);
        listeners.answers::<HoldsOwnThings>(listeners::Follow);
    }

    fn data_sets(&self) -> Vec<Arc<dyn DataSet>> {
        queries::data_sets::data_sets()
    }

    fn jobs(&self) -> Vec<Arc<dyn JobHandler>> {
        jobs::handlers()
    }

    fn schedules(&self) -> Vec<Schedule> {
        jobs::schedules()
    }

    fn job_names(&self) -> Words {
        jobs::NAMES
    }

    /// A copy of the database that somebody brings back signs nobody in anywhere.
    fn sessions(&self) -> &'static [&'static str] {
        &["oidc_request", "oidc_family", "oidc_device"]
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
