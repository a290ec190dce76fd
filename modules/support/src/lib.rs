//! Support (SUP): requests, their life and correspondence, contracts, and what staff do with them.
//!
//! - [`model`]: the nine statuses and the one table of transitions, numbers, forms, what time does, threads of mails; pure.
//! - [`tables`]: a request has a key of its own, which seals what people wrote, so that it ends with them.
//! - [`rights`]: the proofs that queries take: [`rights::Viewer`] and [`rights::Visible`] of customers, rights of staff.
//! - [`actions`]: every change. [`actions::step`] is what all others are made of: an event in the request's chain, and a step of the table.
//! - What is read: [`queries`].
//! - [`signals`]: what modules above hear.
//!
//! A request asked in a company's name is the company's, whoever leaves; one that somebody asked for themself ends with their account.

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
pub mod refusals;
pub mod rights;
pub mod signals;
pub mod tables;
mod texts;

pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_accounts::signals::{AccountDeleted, HoldsOwnThings};
use gatehouse_companies::signals::{
    AllGoes, CompanyMerged, CompanyPurged, MemberCarriedOver, MemberJoined, MembershipEnded,
};
use gatehouse_context::{App, DataSet, Listeners, Services};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::{Migration, migration};
use gatehouse_files::{Finished, Purpose};
use gatehouse_inbox::Receiver;
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_mail::Attaches;
use gatehouse_web::uploads::FileRights;
use gatehouse_web::{ApiDoors, ApiTask, Doors, HomeParts, Module, ModuleEvents, Navigation, Search, Words};
use model::settings::Settings;
use signals::RequestClosed;
use std::sync::Arc;

/// The module, for the program's list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Support;

#[async_trait]
impl Module for Support {
    fn name(&self) -> &'static str {
        "support"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            migration!(20261227000100, "support"),
            migration!(20261227000110, "support_files"),
            migration!(20261227000150, "support_mail"),
            migration!(20261228400400, "request_lists"),
            migration!(20261230100100, "contracts"),
            migration!(20261230400100, "support_imports"),
            migration!(20261230400120, "surveys"),
            migration!(20261230400130, "support_figures"),
        ]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    fn services(&self, services: &mut Services) {
        // The program puts the operator's in before.
        if services.find::<Settings>().is_none() {
            services.put(Settings::default());
        }
        services.put(Receiver(Arc::new(actions::mail_in::Mailroom)));
        services.put(queries::notices::Notices::default());
        gatehouse_papers::services(services);
    }

    fn attachers(&self) -> Vec<Arc<dyn Attaches>> {
        vec![Arc::new(mails::certificate::Certificate)]
    }

    fn pages(&self) -> Doors {
        pages::doors()
    }

    fn navigation(&self, navigation: &mut Navigation) {
        navigation::register(navigation);
    }

    fn home(&self) -> Option<Arc<dyn HomeParts>> {
        Some(Arc::new(pages::OfSupport))
    }

    fn file_purposes(&self) -> &'static [Purpose] {
        &[model::files::FILE, model::files::IMPORT]
    }

    fn file_rights(&self) -> Vec<Arc<dyn FileRights>> {
        vec![Arc::new(pages::OfFiles)]
    }

    fn api(&self) -> ApiDoors {
        api::doors()
    }

    fn api_tasks(&self) -> &'static [ApiTask] {
        api::TASKS
    }

    fn search(&self) -> Vec<Arc<dyn Search>> {
        vec![Arc::new(pages::staff::places::OfRequests)]
    }

    fn erasers(&self) -> Vec<Arc<dyn Eraser>> {
        jobs::erasers()
    }

    fn listeners(&self, listeners: &mut Listeners) {
        listeners.on::<AccountDeleted>(listeners::FollowPeople);
        listeners.answers::<HoldsOwnThings>(listeners::FollowPeople);
        listeners.on::<MemberJoined>(listeners::FollowPeople);
        listeners.on::<MembershipEnded>(listeners::FollowPeople);
        listeners.on::<MemberCarriedOver>(listeners::FollowPeople);
        listeners.on::<CompanyMerged>(listeners::FollowPeople);
        listeners.on::<CompanyPurged>(listeners::FollowPeople);
        listeners.on::<Finished>(listeners::FollowPeople);
        listeners.on::<RequestClosed>(listeners::FollowPeople);
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

    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        Some(Arc::new(events::SupportEvents))
    }

    fn scopes(&self) -> Words {
        rights::SCOPES
    }

    async fn started(&self, app: &Arc<App>) -> Result<(), Fault> {
        if let Some(goes) = app.services.find::<AllGoes>() {
            goes.add(Arc::new(queries::goes::OfSupport));
        }
        Ok(())
    }
}
