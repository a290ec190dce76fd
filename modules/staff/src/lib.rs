//! The vendor's staff: signing in with two factors, roles, and the console's own pages (ALL-3, ALL-7, ALL-8).
//!
//! Where to look:
//! - [`model`]: forms of roles, addresses, codes and keys; pure.
//! - [`tables`]: what is stored; secrets only as hashes or sealed.
//! - [`actions`]: one file per use case, the only way to change anything.
//! - [`sessions`], [`key_ring`]: how a request learns who is behind a cookie or a key.
//! - [`gate`], `browsers`: what stands before a password, and the browsers that pass strangers by.
//! - `events`: what this crate tells the audit log.
//! - `lists`: filters, order and columns of the lists.
//! - [`queries`] and [`contacts`]: what pages read; [`names`] is for other modules' histories.
//! - [`pages`]: sign-in, overview, members, profile, API keys, audit, jobs, dead letters.
//!
//! Staff are no accounts: they have their own table, cookie and pages below `/staff`.

pub mod actions;
mod browsers;
pub mod contacts;
mod events;
pub mod gate;
pub mod grant;
pub mod inventory;
pub mod key_names;
pub mod key_ring;
mod lists;
mod mails;
pub mod model;
mod new_key_note;
pub mod pages;
pub mod passwords;
pub mod queries;
pub mod refusals;
pub mod rights;
pub mod sessions;
pub mod tables;
mod texts;

pub(crate) use texts::texts;

pub use actions::{CreatedMember, NewMember, create_member};
pub use contacts::names;

use async_trait::async_trait;
use gatehouse_context::{App, Cx, Event, Services, peppers};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, Role};
use gatehouse_db::{Migration, migration};
use gatehouse_web::session::{SharedApiKeys, SharedStaffSessions};
use gatehouse_web::view::Icon;
use gatehouse_web::{Doors, Module, ModuleEvents, NavEntry, Navigation};
use key_ring::KeyRing;
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
        ]
    }

    fn counted_failures(&self) -> &'static [Event] {
        &[events::SIGN_INS_UNKNOWN]
    }

    fn sessions(&self) -> &'static [&'static str] {
        &["staff_session", "staff_token"]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    fn services(&self, services: &mut Services) {
        let ring = Arc::new(KeyRing::default());
        services.put::<SharedStaffSessions>(Arc::new(sessions::StoredSessions));
        services.put::<SharedApiKeys>(Arc::<KeyRing>::clone(&ring));
        services.put::<Arc<KeyRing>>(ring);
        services.put(Arc::new(grant::Memory::default()));
    }

    async fn started(&self, app: &Arc<App>) -> Result<(), Fault> {
        passwords::seal_old(app).await?;
        // After the passwords, which the statements hold.
        let cx = Cx::program(app, "seal");
        grant::seal_old(&cx).await?;
        grant::state_in_log(&cx).await?;
        key_names::seal_old(app).await
    }

    async fn move_lookups(&self, app: &Arc<App>, to: i64) -> Result<u64, Fault> {
        contacts::move_lookups(app, to).await
    }

    async fn left_under(&self, app: &App, below: i64) -> Result<Vec<(&'static str, i64)>, Fault> {
        Ok(vec![
            ("staff", peppers::left(app, "staff", below).await?),
            ("API keys that were not used since", key_ring::left_under(app, below).await?),
        ])
    }

    fn pages(&self) -> Doors {
        pages::doors()
    }

    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        Some(Arc::new(events::StaffEvents))
    }

    fn navigation(&self, navigation: &mut Navigation) {
        navigation.staff.extend([
            NavEntry {
                label: |l| texts(l).msg_nav_members(),
                href: "/staff/members",
                roles: OPERATORS,
                icon: Icon::People,
            },
            NavEntry {
                label: |l| texts(l).msg_nav_api_keys(),
                href: "/staff/api-keys",
                roles: OPERATORS,
                icon: Icon::Key,
            },
            NavEntry { label: |l| texts(l).msg_nav_audit(), href: "/staff/audit", roles: &[], icon: Icon::History },
            NavEntry { label: |l| texts(l).msg_nav_jobs(), href: "/staff/jobs", roles: OPERATORS, icon: Icon::Jobs },
        ]);
        navigation.staff_menu.push(NavEntry {
            label: |l| texts(l).msg_nav_profile(),
            href: "/staff/profile",
            roles: &[],
            icon: Icon::Person,
        });
    }
}
