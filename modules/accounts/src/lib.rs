//! Customers' accounts (ACC): registration, confirmation, sign-in, sessions, recovery, profile, deletion.
//!
//! - [`actions`]: every change, with its rules at the top of its file.
//! - [`queries`]: reads; [`queries::contacts`] is what the modules above may know of a person.
//! - [`model`]: values and rules without a database.
//! - `pages`: the HTML pages of customers, and those of staff who look at a customer.
//!
//! Whatever a person tells about themselves is sealed under their own key, which deletion destroys; an address is
//! found by its keyed hash; links and cookies are stored as keyed hashes only.

pub mod actions;
mod events;
mod inventory;
mod jobs;
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

pub use model::config::{AccountsConfig, EqualAnswers, PlainLogins};
pub use pages::entering;
pub use queries::contacts::{self, Contact};

/// The browser that signs in, and the cookies of a session that was just opened: for ways in of the modules above.
pub use pages::{here, with_session, with_signed_in};
pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_context::{App, DataSet, Event, Services, peppers};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, MINUTE, async_trait};
use gatehouse_db::Migration;
use gatehouse_files::Purpose;
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_web::person::SharedPeople;
use gatehouse_web::session::SharedCustomerSessions;
use gatehouse_web::{Doors, Gate, HomeParts, Module, ModuleEvents, Navigation, Search, Words};
use std::sync::Arc;

/// The module.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    config: AccountsConfig,
}

impl Accounts {
    /// The module with its settings. The program puts one `gatehouse_passwords::HashPool` into the services.
    pub const fn new(config: AccountsConfig) -> Self {
        Self { config }
    }
}

#[async_trait]
impl Module for Accounts {
    fn name(&self) -> &'static str {
        "accounts"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            gatehouse_db::migration!(20261121001000, "accounts"),
            gatehouse_db::migration!(20261128410400, "seal_passwords"),
            gatehouse_db::migration!(20261128410440, "pepper_of_addresses"),
            gatehouse_db::migration!(20261128410700, "proofs_and_browsers"),
            gatehouse_db::migration!(20261203414300, "first_and_last_names"),
            gatehouse_db::migration!(20261206416100, "account_notes"),
            gatehouse_db::migration!(20261211000100, "second_factors"),
            gatehouse_db::migration!(20261212000100, "passkeys"),
            gatehouse_db::migration!(20261214000100, "addresses"),
            gatehouse_db::migration!(20261214000200, "plain_logins"),
            gatehouse_db::migration!(20261215000100, "sign_in_services"),
            gatehouse_db::migration!(20261217000100, "foreign_passwords"),
            gatehouse_db::migration!(20261217000200, "account_export"),
            gatehouse_db::migration!(20261218000100, "buyers_without_password"),
            gatehouse_db::migration!(20261219900100, "pepper_of_identities"),
            gatehouse_db::migration!(20261220000110, "phone_factors"),
            gatehouse_db::migration!(20261220000300, "first_factors"),
        ]
    }

    fn counted_failures(&self) -> &'static [Event] {
        &[events::SIGN_INS_UNKNOWN]
    }

    fn sessions(&self) -> &'static [&'static str] {
        &["session", "one_time_token", "half_sign_in"]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    fn services(&self, services: &mut Services) {
        let sessions = sessions::CustomerSessionStore::default();
        services.put::<SharedCustomerSessions>(Arc::new(sessions.clone()));
        services.put(sessions);
        services.put::<SharedPeople>(Arc::new(pages::person::OfAccounts));
        services.put(model::config::EqualAnswers(self.config.equal_answer));
        services.put(self.config.plain_logins);
    }

    async fn started(&self, app: &Arc<App>) -> Result<(), Fault> {
        actions::passwords::seal_old(app).await?;
        actions::split_names::split_names(app).await.map(drop)
    }

    async fn move_lookups(&self, app: &Arc<App>, to: i64) -> Result<u64, Fault> {
        let addresses = queries::contacts::move_lookups(app, to).await?;
        Ok(addresses + queries::identities::move_lookups(app, to).await?)
    }

    async fn left_under(&self, app: &App, below: i64) -> Result<Vec<(&'static str, i64)>, Fault> {
        let left = peppers::left(app, "account", below).await? + peppers::left(app, "former_address", below).await?;
        let identities = peppers::left(app, "account_identity", below).await?;
        Ok(vec![("accounts", left), ("identities", identities)])
    }

    fn data_sets(&self) -> Vec<Arc<dyn DataSet>> {
        queries::data_sets::data_sets()
    }

    fn file_purposes(&self) -> &'static [Purpose] {
        &[model::export::EXPORT]
    }

    fn pages(&self) -> Doors {
        pages::doors()
    }

    fn jobs(&self) -> Vec<Arc<dyn JobHandler>> {
        vec![
            Arc::new(jobs::factor_removals::FactorRemovals),
            Arc::new(jobs::export::Export),
            Arc::new(jobs::forget_key::ForgetKey),
            Arc::new(jobs::new_devices::NewDevices),
            Arc::new(jobs::waiting_passwords::WaitingPasswords),
        ]
    }

    fn schedules(&self) -> Vec<Schedule> {
        vec![
            Schedule { name: jobs::new_devices::KIND, every: 10 * MINUTE },
            Schedule { name: jobs::factor_removals::KIND, every: 10 * MINUTE },
            Schedule { name: jobs::waiting_passwords::KIND, every: 10 * MINUTE },
        ]
    }

    fn job_names(&self) -> Words {
        jobs::NAMES
    }

    fn erasers(&self) -> Vec<Arc<dyn Eraser>> {
        vec![Arc::new(jobs::unconfirmed::Unconfirmed), Arc::new(jobs::invited::Invited)]
    }

    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        Some(Arc::new(events::AccountEvents))
    }

    fn navigation(&self, navigation: &mut Navigation) {
        navigation::register(navigation);
    }

    fn gates(&self) -> Vec<Arc<dyn Gate>> {
        vec![Arc::new(pages::welcome::Welcome)]
    }

    fn home(&self) -> Option<Arc<dyn HomeParts>> {
        Some(Arc::new(pages::home::Recent))
    }

    fn search(&self) -> Vec<Arc<dyn Search>> {
        vec![Arc::new(navigation::ByAddress { logins: self.config.plain_logins.on })]
    }
}
