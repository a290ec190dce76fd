//! The help center and the knowledge base of the team, as one (ALL-10, SUP-18): categories, articles, questions and the words of a glossary, each
//! in three languages, for everybody, for customers or for the team.
//!
//! Where to look:
//! - [`model`]: how far a text is, Markdown, which page has which article; `articles/` are the files that come with the program.
//! - [`tables`]: what is stored. Nobody is in it but who of the staff wrote; readers are numbers.
//! - [`actions`]: one file per use case. A text is a draft, is read over by somebody else, is published, and is replaced by a later one.
//! - [`queries`]: reading, searching, what staff see.
//! - `pages`, `lists`, `api`: the doors to both.
//!
//! Support shows suggestions while somebody asks, and what was advised right after (`gatehouse_support::signals::Adviser`).
//!
//! A job brings the articles of the program in (`actions::bring_in`); until it has run, pages read them from the program.

pub mod actions;
mod api;
mod events;
mod inventory;
mod jobs;
mod listeners;
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

use crate::model::missed_count::MissedCount;
use crate::model::picture::PICTURE;
use crate::queries::kept::SharedContents;
use gatehouse_context::{App, Cx, Listeners, Services};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::{Migration, migration};
use gatehouse_files::Purpose;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_support::signals::{Adviser, RequestErased, RequestOpened, SolvedByAdvice};
use gatehouse_web::{ApiDoors, Doors, Module, ModuleEvents, Navigation, Words};
use std::sync::Arc;

/// The module, for the program's list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Help;

#[async_trait]
impl Module for Help {
    fn name(&self) -> &'static str {
        "help"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            migration!(20261230200100, "help"),
            migration!(20261231200100, "help_more"),
            migration!(20270101000110, "help_finds"),
        ]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    fn services(&self, services: &mut Services) {
        services.put(Adviser(Arc::new(listeners::ByArticles)));
        services.put(MissedCount::default());
        services.put(SharedContents::default());
    }

    async fn started(&self, app: &Arc<App>) -> Result<(), Fault> {
        actions::write_missed::start(app);
        Ok(())
    }

    async fn stopping(&self, app: &Arc<App>) -> Result<(), Fault> {
        actions::write_missed::write_missed(&Cx::program(app, "help")).await?;
        Ok(())
    }

    fn file_purposes(&self) -> &'static [Purpose] {
        &[PICTURE]
    }

    fn listeners(&self, listeners: &mut Listeners) {
        listeners.on::<RequestOpened>(listeners::FollowRequests);
        listeners.on::<RequestErased>(listeners::FollowRequests);
        listeners.on::<SolvedByAdvice>(listeners::FollowRequests);
    }

    fn pages(&self) -> Doors {
        pages::doors()
    }

    fn api(&self) -> ApiDoors {
        api::doors()
    }

    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        Some(Arc::new(events::HelpEvents))
    }

    fn scopes(&self) -> Words {
        rights::SCOPES
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

    fn navigation(&self, navigation: &mut Navigation) {
        navigation::register(navigation);
    }
}
