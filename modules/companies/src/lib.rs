//! Company accounts (COM): companies, their users and what these may do, joining and leaving.
//!
//! - [`model`]: rights and who may change whose, words of addresses, the order of names, states; pure.
//! - [`rights`]: the proof [`rights::In`] that every query and action about a company takes.
//! - [`actions`]: every change. [`enter`] begins one; [`actions::found`], [`actions::add_member`], [`actions::restate`] and
//!   [`actions::end_membership`] are the steps that all others are made of.
//! - [`queries`]: reads; [`inside`] gives a page its proof for them.
//! - [`sessions`]: in which company a request acts.
//! - [`signals`]: what modules above hear, and what this one needs of licenses.
//!
//! A company has exactly one owner, whom its row names and the database holds. A person belongs to one company at most. What a company
//! governs is the membership, never the person's own side.

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
pub mod sessions;
pub mod signals;
pub mod tables;
mod texts;

pub use actions::enter::enter;
pub use actions::tell as notices;
pub use mails::{RATING, SURVEY};
pub use pages::tab_sheet;
pub use sessions::inside;
pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_accounts::signals::{AccountDeleted, IsAccountNeeded, IsAddressFixed, SharedCompanyWay};
use gatehouse_context::{App, DataSet, Listeners, Services, peppers};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, Notification, async_trait};
use gatehouse_db::{Migration, migration};
use gatehouse_files::Purpose;
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_web::scope::SharedCompanies;
use gatehouse_web::{ApiDoors, ApiTask, Doors, HomeParts, Module, ModuleEvents, Navigation, Search, Words};
use std::sync::Arc;

/// The module, for the program's list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Companies;

#[async_trait]
impl Module for Companies {
    fn name(&self) -> &'static str {
        "companies"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            migration!(20261225000100, "companies"),
            migration!(20261226000900, "made_accounts"),
            migration!(20261231000100, "company_finds"),
        ]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    fn services(&self, services: &mut Services) {
        services.put::<SharedCompanies>(Arc::new(sessions::OfMembers));
        services.put::<SharedCompanyWay>(Arc::new(listeners::WaysOfCompanies));
        services.put(signals::AllGoes::default());
        services.put(api::scim::Pace::default());
    }

    async fn move_lookups(&self, app: &Arc<App>, to: i64) -> Result<u64, Fault> {
        actions::move_lookups::move_lookups(app, to).await
    }

    async fn left_under(&self, app: &App, below: i64) -> Result<Vec<(&'static str, i64)>, Fault> {
        let invited = peppers::left(app, "invitation", below).await?;
        let registered = peppers::left(app, "company_registration", below).await?;
        let mut left = vec![("invitations", invited), ("registrations with companies", registered)];
        left.extend(queries::settled::left_under(app, below).await?);
        Ok(left)
    }

    fn erasers(&self) -> Vec<Arc<dyn Eraser>> {
        jobs::erasers()
    }

    fn listeners(&self, listeners: &mut Listeners) {
        listeners.on::<AccountDeleted>(listeners::FollowAccounts);
        listeners.answers::<IsAccountNeeded>(listeners::FollowAccounts);
        listeners.answers::<IsAddressFixed>(listeners::FollowAccounts);
        listeners.on::<signals::MembershipEnded>(listeners::EndSignIn);
        listeners.on::<signals::MembersBlocked>(listeners::EndSignIn);
    }

    fn data_sets(&self) -> Vec<Arc<dyn DataSet>> {
        queries::data_sets::data_sets()
    }

    fn file_purposes(&self) -> &'static [Purpose] {
        &[model::logo::LOGO]
    }

    fn pages(&self) -> Doors {
        pages::doors().merge(api::scim::doors())
    }

    fn api(&self) -> ApiDoors {
        api::doors()
    }

    fn api_tasks(&self) -> &'static [ApiTask] {
        api::TASKS
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

    fn scopes(&self) -> Words {
        rights::staff::SCOPES
    }

    fn home(&self) -> Option<Arc<dyn HomeParts>> {
        Some(Arc::new(pages::OfCompanies))
    }

    fn search(&self) -> Vec<Arc<dyn Search>> {
        vec![Arc::new(navigation::ByName)]
    }

    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        Some(Arc::new(events::CompanyEvents))
    }

    fn notifications(&self) -> &'static [Notification] {
        mails::SURVEYS
    }

    fn navigation(&self, navigation: &mut Navigation) {
        navigation::register(navigation);
    }
}
