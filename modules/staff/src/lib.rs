//! The vendor's staff: signing in with two factors, roles, and the console's own pages (ALL-3, ALL-7, ALL-8).
//!
//! Where to look:
//! - [`model`]: forms of roles, addresses, codes and keys; pure.
//! - [`tables`]: what is stored; secrets only as hashes or sealed.
//! - [`actions`]: one file per use case, the only way to change anything.
//! - [`sessions`], [`sessions::api_keys`]: how a request learns who is behind a cookie or a key.
//! - [`actions::single_sign_on`]: signing in by the vendor's own OpenID Connect provider, where the operator wants it.
//! - `actions::browsers`: the browsers that pass strangers by; what stands before a password is the kit `guard`.
//! - `events`: what this crate tells the audit log.
//! - `listeners`: what others ask of members and API keys.
//! - `lists`: filters, order and columns of the lists.
//! - [`queries`]: what pages read, and whom mails go to; [`names`] is for other modules' histories.
//! - [`pages`]: sign-in, home, search, members, profile, API keys, webhooks, audit, jobs, dead letters; `api`: webhooks.
//!
//! Staff are no accounts: they have their own table, cookie and pages below `/staff`.

pub mod actions;
mod api;
mod events;
pub mod inventory;
mod listeners;
mod lists;
mod mails;
pub mod model;
mod navigation;
pub mod pages;
pub mod queries;
pub mod refusals;
pub mod rights;
pub mod sessions;
pub mod tables;
mod texts;

pub use texts::TEXTS;
pub(crate) use texts::texts;

pub use actions::{CreatedMember, NewMember, create_member};
pub use queries::recipients::names;

use crate::actions::{grant, passwords};
use crate::listeners::{KeyMakers, Members};
use crate::queries::{api_key_names, recipients};
use crate::sessions::api_keys::{self, ApiKeyStore};
use gatehouse_approval::MadeKey;
use gatehouse_context::{App, Cx, Event, Listeners, Services, peppers};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, Role, Words, async_trait};
use gatehouse_db::{Migration, migration};
use gatehouse_mail::staff::StaffWanted;
use gatehouse_web::session::{SharedApiKeys, SharedStaffSessions};
use gatehouse_web::{ApiDoors, ApiStep, ApiTask, Doors, HomeParts, Module, ModuleEvents, Navigation, Search};
use std::sync::Arc;

/// The module, for the program's list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Staffing;

/// Who operates: keys, jobs, the staff list.
pub(crate) const OPERATORS: &[Role] = &[Role::Administrator];

#[async_trait]
impl Module for Staffing {
    fn name(&self) -> &'static str {
        "staff"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            migration!(20261121002000, "staff"),
            migration!(20261128410410, "seal_staff_passwords"),
            migration!(20261128410420, "seal_rights"),
            migration!(20261128410450, "pepper_of_addresses_and_keys"),
            migration!(20261128410610, "staff_browsers"),
            migration!(20261128410710, "factor_of_a_session"),
            migration!(20261129412020, "seal_key_names"),
            migration!(20261129412060, "revoked_keys"),
            migration!(20261212000200, "staff_passkeys"),
            migration!(20261220000200, "factor_proof_of_a_session"),
            migration!(20270101000150, "staff_single_sign_on"),
        ]
    }

    fn api_steps(&self) -> &'static [ApiStep] {
        pages::API_STEPS
    }

    fn counted_failures(&self) -> &'static [Event] {
        &[events::SIGN_INS_UNKNOWN, events::SSO_UNKNOWN]
    }

    fn sessions(&self) -> &'static [&'static str] {
        &["staff_session", "staff_token"]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    fn services(&self, services: &mut Services) {
        let keys = Arc::new(ApiKeyStore::default());
        services.put::<SharedStaffSessions>(Arc::new(sessions::StoredSessions));
        services.put::<SharedApiKeys>(Arc::<ApiKeyStore>::clone(&keys));
        services.put::<Arc<ApiKeyStore>>(keys);
        services.put(Arc::new(grant::Memory::default()));
    }

    fn listeners(&self, listeners: &mut Listeners) {
        listeners.answers::<MadeKey>(KeyMakers);
        listeners.on::<StaffWanted>(Members);
    }

    async fn started(&self, app: &Arc<App>) -> Result<(), Fault> {
        passwords::seal_old(app).await?;
        // After the passwords, which the statements hold.
        let cx = Cx::program(app, "seal");
        grant::seal_old(&cx).await?;
        grant::state_in_log(&cx).await?;
        api_key_names::seal_old(app).await
    }

    async fn move_lookups(&self, app: &Arc<App>, to: i64) -> Result<u64, Fault> {
        recipients::move_lookups(app, to).await
    }

    async fn left_under(&self, app: &App, below: i64) -> Result<Vec<(&'static str, i64)>, Fault> {
        Ok(vec![
            ("staff", peppers::left(app, "staff", below).await?),
            ("API keys that were not used since", api_keys::left_under(app, below).await?),
            (
                "identities of staff at the vendor's provider that were not used since",
                peppers::left(app, "staff_identity", below).await?,
            ),
        ])
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

    fn scopes(&self) -> Words {
        rights::SCOPES
    }

    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        Some(Arc::new(events::StaffEvents))
    }

    fn navigation(&self, navigation: &mut Navigation) {
        navigation::register(navigation);
    }

    fn home(&self) -> Option<Arc<dyn HomeParts>> {
        Some(Arc::new(pages::home::OfConsole))
    }

    fn search(&self) -> Vec<Arc<dyn Search>> {
        vec![Arc::new(navigation::OfMembers)]
    }
}
