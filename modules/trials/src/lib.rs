//! Trials (LIC-22): people ask for one with or without an account, get a code by mail, are reminded of the end, and are forgotten.
//!
//! - [`model`]: the states of a trial, the days of its reminders, which addresses are one mailbox; pure.
//! - [`tables`]: who asked, under a key of each trial's own; and what outlasts it: keyed hashes and numbers.
//! - [`actions`]: one file per use case, the only way to change anything.
//! - [`queries`] and `lists`: what pages, mails and the API read.
//! - `pages`: the public form, the page of the link that erases a trial, and staff's list.
//! - `jobs`: requests are answered, trials move on, people are reminded.
//!
//! The license of a trial is one of [`gatehouse_licenses`], which knows nobody who tries: it tells of devices that activate one and of
//! purchases, and asks whether a device had one before ([`gatehouse_licenses::signals`]).

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

use gatehouse_accounts::signals::{AccountConfirmed, AccountDeleted, AccountsImported};
use gatehouse_context::{App, DataSet, Listeners, peppers};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::{Migration, migration};
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_licenses::signals::{HadTrial, LicenseBought, TrialActivates};
use gatehouse_web::{ApiDoors, Doors, Module, ModuleEvents, Navigation, Words};
use std::sync::Arc;

/// The module, for the program's list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trials;

#[async_trait]
impl Module for Trials {
    fn name(&self) -> &'static str {
        "trials"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![migration!(20261222000310, "trials")]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    async fn move_lookups(&self, app: &Arc<App>, to: i64) -> Result<u64, Fault> {
        actions::move_lookups::move_lookups(app, to).await
    }

    async fn left_under(&self, app: &App, below: i64) -> Result<Vec<(&'static str, i64)>, Fault> {
        Ok(vec![("trials", peppers::left(app, "trial", below).await?)])
    }

    fn erasers(&self) -> Vec<Arc<dyn Eraser>> {
        jobs::erasers()
    }

    fn listeners(&self, listeners: &mut Listeners) {
        listeners.on::<TrialActivates>(listeners::Devices);
        listeners.answers::<HadTrial>(listeners::Devices);
        listeners.on::<LicenseBought>(listeners::Purchases);
        listeners.on::<AccountConfirmed>(listeners::FollowAccounts);
        listeners.on::<AccountsImported>(listeners::FollowAccounts);
        listeners.on::<AccountDeleted>(listeners::FollowAccounts);
    }

    fn data_sets(&self) -> Vec<Arc<dyn DataSet>> {
        queries::data_sets::data_sets()
    }

    fn pages(&self) -> Doors {
        pages::doors()
    }

    fn api(&self) -> ApiDoors {
        api::doors()
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

    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        Some(Arc::new(events::TrialEvents))
    }

    fn scopes(&self) -> Words {
        rights::SCOPES
    }

    fn navigation(&self, navigation: &mut Navigation) {
        navigation::register(navigation);
    }
}
