//! Licenses: orders, codes, seats and leases (LIC-2 … LIC-20) of what the catalog sells.
//!
//! Where to look:
//! - [`model`]: statuses, terms, what a form may contain; pure.
//! - [`tables`]: what is stored; a code only as keyed hashes and sealed.
//! - [`actions`]: one file per use case, the only way to change anything.
//! - [`queries`]: what pages and the API read.
//! - [`pages`] and [`api`]: staff's and customers' doors to the same actions.
//! - [`actions::leases`]: what keeps a product running: signed leases, renewed without asking the database.
//! - [`jobs`]: batches of codes, dated blocks, revocation lists.
//! - [`mails`]: what holders and buyers are told.
//!
//! To add a use case: an action with its refusals, a page and an operation that call it, its texts in
//! three languages, its columns and what they hold in [`tables`], and its test on both engines.

pub mod actions;
pub mod api;
mod events;
pub mod inventory;
pub mod jobs;
mod listeners;
mod lists;
pub mod mails;
pub mod model;
mod navigation;
pub mod pages;
pub mod queries;
pub mod refusals;
pub mod rights;
pub mod signals;
pub mod tables;
mod texts;

pub use texts::TEXTS;
pub(crate) use texts::texts;

use crate::actions::claim::ClaimQueue;
use crate::actions::company::free::LicensesGo;
use crate::actions::company::proof::OfLicenses;
use crate::actions::key_files::KeyFiles;
use crate::actions::leak_alarm;
use crate::actions::leases::{self, IssuingKeys, LeaseIssuer};
use crate::actions::license_slots::LicenseSlots;
use crate::actions::over_use::RefusedDevices;
use crate::listeners::{FollowAccounts, IssuedFromCatalog, WaitingOrders};
use crate::model::decoys::Decoys;
use crate::model::large::BlockRules;
use crate::model::note;
use crate::model::notice_days::NoticeDays;
use crate::model::over_use::OverUseRules;
use crate::model::rescue::RescueRules;
use crate::pages::product_sale::ProductSale;
use crate::pages::revocation_line::{RevocationLine, StatusListLine};
use crate::pages::staff_sold::SoldLicenses;
use crate::queries::staff_home::OverTimeMemory;
use gatehouse_accounts::signals::{AccountConfirmed, AccountDeleted, AccountsImported, HasBought, HoldsOwnThings};
use gatehouse_catalog::pages::product_lines::{ProductActions, ProductLines};
use gatehouse_catalog::signals::{IsAnyEditionSold, IsOfferSold, IsProductSold, IsTermInWork, IsTermNamed};
use gatehouse_companies::signals::{AllGoes, CompanyMerged, CompanyPurged, SharedLicenseProof};
use gatehouse_context::{App, Cx, DataSet, Listeners, Services, old_columns, peppers};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, Notification, Role, Secret, async_trait};
use gatehouse_db::{Migration, migration};
use gatehouse_formats::{Purpose, RootKey};
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{JobHandler, Schedule};
use gatehouse_web::{
    ApiDoors, ApiStep, ApiTask, Doors, HealthCheck, HomeParts, Module, ModuleEvents, Navigation, Search, Words,
};
use std::sync::Arc;

/// The module, for the program's list.
#[derive(Clone, Debug, Default)]
pub struct Licenses {
    root: Option<Secret<[u8; 32]>>,
    trusted: Vec<RootKey>,
    stop_grace: Option<i64>,
    rescue: RescueRules,
    notice_days: NoticeDays,
    decoys: u32,
    blocks: BlockRules,
    over_use: OverUseRules,
}

impl Licenses {
    /// With the seed of the root key ([`actions::leases::root`]), so that issuing keys are made and changed in time.
    pub fn with_root(seed: Secret<[u8; 32]>) -> Self {
        Self { root: Some(seed), ..Self::without_root() }
    }

    /// With the root key offline: the stored issuing keys are used to their end.
    pub fn without_root() -> Self {
        Self::default()
    }

    /// With root keys of which only the public half is here; products are told of them.
    #[must_use]
    pub fn trusting(mut self, roots: Vec<RootKey>) -> Self {
        self.trusted = roots;
        self
    }

    /// With other rules of blocks: how long their steps take, and from which size on two people are asked.
    #[must_use]
    pub const fn blocking_by(mut self, rules: BlockRules) -> Self {
        self.blocks = rules;
        self
    }

    /// With other rules of over-use.
    #[must_use]
    pub fn following_over_use_by(mut self, rules: OverUseRules) -> Self {
        self.over_use = rules;
        self
    }

    /// With another time (in microseconds) for which a node that is cut off from the database goes on renewing.
    #[must_use]
    pub const fn believing_stops_for(mut self, grace: i64) -> Self {
        self.stop_grace = Some(grace);
        self
    }

    /// With other days on which holders are told that a license expires.
    #[must_use]
    pub fn telling_before(mut self, days: Vec<i64>) -> Self {
        self.notice_days = NoticeDays::of(days);
        self
    }

    /// With another budget of seats that holders free without the device.
    #[must_use]
    pub const fn rescuing(mut self, rules: RescueRules) -> Self {
        self.rescue = rules;
        self
    }

    /// With so many decoy codes in the database, and a watch for them ([`model::decoys`]).
    #[must_use]
    pub const fn with_decoys(mut self, count: u32) -> Self {
        self.decoys = count;
        self
    }
}

/// Staff who see licenses and orders.
pub(crate) const LOOKERS: &[Role] = &[Role::Licensing, Role::Support];

/// Those who change them.
pub(crate) const CLERKS: &[Role] = &[Role::Licensing];

#[async_trait]
impl Module for Licenses {
    fn name(&self) -> &'static str {
        "licenses"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            migration!(20261121003100, "purchases_and_licenses"),
            migration!(20261121003200, "activations"),
            migration!(20261122003300, "revocation_lists"),
            migration!(20261122003400, "unclaimed_buyers"),
            migration!(20261128410460, "pepper_of_codes_and_buyers"),
            migration!(20261128410900, "transfer_limit"),
            migration!(20261128411010, "license_status"),
            migration!(20261129412010, "seal_notes"),
            migration!(20261129412030, "pepper_of_devices"),
            migration!(20261129412100, "exchanges_of_parts"),
            migration!(20261130412200, "no_index_of_awaiting"),
            migration!(20261201412305, "fewer_indexes"),
            migration!(20261201412310, "lease_days_of_a_seat"),
            migration!(20261203416010, "agreement_acceptance"),
            migration!(20261206416200, "license_notes"),
            migration!(20261205418020, "sellers"),
            migration!(20261207418000, "license_holder_first"),
            migration!(20261218000200, "purchases"),
            migration!(20261218000300, "expiry_notices"),
            migration!(20261222000100, "documents"),
            migration!(20261222000500, "seat_budget_lifts"),
            migration!(20261222000510, "license_usage"),
            migration!(20261222000520, "auto_renewal"),
            migration!(20261223000100, "key_files"),
            migration!(20261223000210, "license_life"),
            migration!(20261223000310, "block_steps"),
            migration!(20261223000320, "verification"),
            migration!(20261223000330, "over_use"),
            migration!(20261223000510, "what_was_sold"),
            migration!(20261224000110, "key_file_sets"),
            migration!(20261224000210, "small_changes"),
            migration!(20261224000220, "files_given_up"),
            migration!(20261224000300, "over_use_and_renewals"),
            migration!(20261225000110, "company_licenses"),
        ]
    }

    fn inventory(&self) -> Inventory {
        inventory::inventory()
    }

    async fn move_lookups(&self, app: &Arc<App>, to: i64) -> Result<u64, Fault> {
        actions::move_lookups::move_lookups(app, to).await
    }

    async fn left_under(&self, app: &App, below: i64) -> Result<Vec<(&'static str, i64)>, Fault> {
        Ok(vec![
            ("activation codes", peppers::left(app, "license_code", below).await?),
            ("orders", peppers::left(app, "purchase", below).await?),
            ("devices", peppers::left(app, "activation", below).await?),
        ])
    }

    fn services(&self, services: &mut Services) {
        let keys = IssuingKeys::new(self.root.as_ref().map(Secret::expose)).trusting(self.trusted.clone());
        services.put(LeaseIssuer::new(keys).believing_stops_for(self.stop_grace.unwrap_or(leases::stops::GRACE)));
        let root = self.root.as_ref().map(Secret::expose);
        services.put(KeyFiles::new(IssuingKeys::of(Purpose::KeyFile, root).trusting(self.trusted.clone())));
        services.put(ClaimQueue::default());
        services.put(LicenseSlots::default());
        services.put(Decoys::new(self.decoys));
        services.put(OverTimeMemory::default());
        gatehouse_papers::services(services);
        services.put(self.rescue);
        services.put(self.notice_days.clone());
        services.put(self.blocks);
        services.put(self.over_use.clone());
        services.put(RefusedDevices::default());
        services.put::<SharedLicenseProof>(Arc::new(OfLicenses));
        ProductLines::add(services, RevocationLine);
        ProductLines::add(services, StatusListLine);
        ProductActions::add(services, ProductSale);
        ProductActions::add(services, SoldLicenses);
    }

    fn erasers(&self) -> Vec<Arc<dyn Eraser>> {
        vec![Arc::new(jobs::OldStops), Arc::new(jobs::UnclaimedBuyers)]
    }

    fn listeners(&self, listeners: &mut Listeners) {
        listeners.on::<AccountConfirmed>(FollowAccounts);
        listeners.on::<AccountDeleted>(FollowAccounts);
        listeners.on::<AccountsImported>(FollowAccounts);
        listeners.on::<CompanyMerged>(FollowAccounts);
        listeners.on::<CompanyPurged>(FollowAccounts);
        listeners.answers::<HasBought>(WaitingOrders);
        listeners.answers::<HoldsOwnThings>(FollowAccounts);
        listeners.answers::<IsProductSold>(IssuedFromCatalog);
        listeners.answers::<IsAnyEditionSold>(IssuedFromCatalog);
        listeners.answers::<IsOfferSold>(IssuedFromCatalog);
        listeners.answers::<IsTermNamed>(IssuedFromCatalog);
        listeners.answers::<IsTermInWork>(IssuedFromCatalog);
    }

    fn health(&self) -> Vec<HealthCheck> {
        vec![HealthCheck { name: "renewals", trouble: leases::trouble }]
    }

    async fn started(&self, app: &Arc<App>) -> Result<(), Fault> {
        old_columns::seal(app, note::SEALED, &note::OLD).await?;
        leak_alarm::start(&Cx::program(app, "decoys"))?;
        // Without companies there is no page that asks.
        if let Ok(goes) = Cx::program(app, "licenses").service::<AllGoes>() {
            goes.add(Arc::new(LicensesGo));
        }
        leases::background::start(app).await
    }

    async fn stopping(&self, app: &Arc<App>) -> Result<(), Fault> {
        leases::background::stop(app).await
    }

    fn data_sets(&self) -> Vec<Arc<dyn DataSet>> {
        queries::data_sets::data_sets()
    }

    fn file_purposes(&self) -> &'static [gatehouse_files::Purpose] {
        &[model::document::DOCUMENT]
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

    fn api_steps(&self) -> &'static [ApiStep] {
        api::STEPS
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
        Some(Arc::new(events::LicenseEvents))
    }

    fn scopes(&self) -> Words {
        rights::SCOPES
    }

    fn notifications(&self) -> &'static [Notification] {
        mails::NOTIFICATIONS
    }

    fn navigation(&self, navigation: &mut Navigation) {
        navigation::register(navigation);
    }

    fn home(&self) -> Option<Arc<dyn HomeParts>> {
        Some(Arc::new(pages::OfLicenses))
    }

    fn search(&self) -> Vec<Arc<dyn Search>> {
        vec![Arc::new(navigation::OfLicenses), Arc::new(navigation::OfOrders)]
    }
}
