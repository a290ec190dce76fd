//! Live chat (SUP-20): on the site and in the account, with a place in the line, files, a transcript, and a request that a chat becomes.
//!
//! A module of its own above `support`: a chat is no request, has no status, contract or target of time, and lives for 90 days; nothing of requests
//! needs to know of it. It asks `support` for three things: the hours of a calendar, canned answers, and to open a request of a chat.
//! A chat is a person's own, also the one that they have as a user of a company: there it stands on the company's pages, and no colleague reads it.
//!
//! - [`model`]: who waits where, when there is a chat, how a transcript reads; pure.
//! - [`tables`]: a chat has a key of its own, under which everything lies that people wrote.
//! - [`rights`]: [`rights::Own`], the proof that a chat is the customer's, by [`rights::By`]; the rights of staff.
//! - [`actions`]: every change. [`actions::say`] is what all others are made of: a message with the next number, under the lock of the chat's row.
//! - [`queries`]: what is read; [`queries::live`] is how open pages hear what is said, on any node.

pub mod actions;
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
pub mod tables;
mod texts;

pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_accounts::signals::{AccountDeleted, HoldsOwnThings};
use gatehouse_companies::signals::{CompanyMerged, CompanyPurged};
use gatehouse_context::{DataSet, Listeners, Services};
use gatehouse_core::personal::Inventory;
use gatehouse_db::{Migration, migration};
use gatehouse_files::{Finished, Purpose, Scanned};
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_web::live::Hub;
use gatehouse_web::uploads::FileRights;
use gatehouse_web::{Doors, HomeParts, Module, ModuleEvents, Navigation, Words};
use queries::colleagues::SharedColleagues;
use queries::live::Messages;
use queries::offered::SharedOffered;
use std::sync::Arc;

/// The module, for the program's list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chat;

impl Module for Chat {
    fn name(&self) -> &'static str {
        "chat"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            migration!(20261230300100, "chat"),
            migration!(20261231300100, "chat_company"),
            migration!(20270101000100, "chat_lists"),
        ]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    fn services(&self, services: &mut Services) {
        services.put(Hub::new(Messages, model::limits::MOST_LISTENERS));
        services.put(SharedOffered::default());
        services.put(SharedColleagues::default());
    }

    fn pages(&self) -> Doors {
        pages::doors()
    }

    fn navigation(&self, navigation: &mut Navigation) {
        navigation::register(navigation);
    }

    fn home(&self) -> Option<Arc<dyn HomeParts>> {
        Some(Arc::new(pages::OfChat))
    }

    fn file_purposes(&self) -> &'static [Purpose] {
        &[model::files::FILE]
    }

    fn file_rights(&self) -> Vec<Arc<dyn FileRights>> {
        vec![Arc::new(pages::OfFiles)]
    }

    fn erasers(&self) -> Vec<Arc<dyn Eraser>> {
        jobs::erasers()
    }

    fn listeners(&self, listeners: &mut Listeners) {
        listeners.on::<AccountDeleted>(listeners::FollowPeople);
        listeners.answers::<HoldsOwnThings>(listeners::FollowPeople);
        listeners.on::<Finished>(listeners::FollowPeople);
        listeners.on::<Scanned>(listeners::FollowPeople);
        listeners.on::<CompanyMerged>(listeners::FollowPeople);
        listeners.on::<CompanyPurged>(listeners::FollowPeople);
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
        Some(Arc::new(events::ChatEvents))
    }
}
