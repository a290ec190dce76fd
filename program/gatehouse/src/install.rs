//! Opening an installation: the modules in plain sight, the keys, the database, the site.

use crate::config::Config;
use crate::root_key;
use gatehouse_accounts::Accounts;
use gatehouse_catalog::Catalog;
use gatehouse_context::{App, Services};
use gatehouse_core::{Clock, Fault, SECOND, SystemClock, SystemRandom};
use gatehouse_db::Db;
use gatehouse_licenses::Licenses;
use gatehouse_passwords::{Cost, HashPool};
use gatehouse_seal::Keys;
use gatehouse_staff::Staffing;
use gatehouse_web::{Module, Site, SiteParts};
use sea_orm::{ConnectionTrait, Statement};
use std::sync::Arc;

/// Every module of the house, lower ones first. This list is the only place that knows them all.
pub fn modules(licenses: Licenses) -> Vec<Box<dyn Module>> {
    vec![
        Box::new(Staffing),
        Box::new(Accounts::default()),
        Box::new(Catalog),
        Box::new(licenses),
        // `cargo xtask new-module` adds one above this line.
    ]
}

/// An opened installation.
pub struct Installed {
    /// The site.
    pub site: Site,
    /// What it was opened with.
    pub config: Config,
}

impl Installed {
    /// Opens keys and database (making them at the first start), brings the schema up to date and starts
    /// the modules.
    pub async fn open(config: Config) -> Result<Self, Fault> {
        let site = open_site(&config, Arc::new(SystemClock)).await?;
        Ok(Self { site, config })
    }

    /// Lets the modules write what they hold in memory, then closes the database.
    pub async fn close(self) -> Result<(), Fault> {
        for module in &self.site.modules {
            module.stopping(&self.site.app).await?;
        }
        self.site.app.db.clone().close().await
    }
}

/// Tells the log of a new installation what its operator does next.
pub(crate) async fn say_what_is_next(app: &App, config: &Config) {
    if has_rows(&app.db, "staff").await.unwrap_or(true) {
        return;
    }
    tracing::info!(
        "there is no member of staff yet: gatehouse staff create you@example.com --name \"Your Name\" --role administrator \
         makes the first; gatehouse doctor says whether all is well"
    );
    if config.mail == "dev:" {
        tracing::info!("mails are shown at {}/_dev/mail", config.origin());
    }
}

/// Opens the site with a clock: the machine's, or the demo content's, which runs through the past.
pub async fn open_site(config: &Config, clock: Arc<dyn Clock>) -> Result<Site, Fault> {
    let db = config.open_database().await?;
    // Asked before the files are looked at: another process that starts at this moment makes its files first.
    let (has_sealed, has_issued) = (has_rows(&db, "subject_key").await?, has_rows(&db, "signing_key").await?);
    let keys = open_keys(config, has_sealed)?;
    let grace = i64::from(config.stop_grace) * SECOND;
    let licenses = root_key::open(config, &SystemRandom, has_issued)?.believing_stops_for(grace);
    let mut services = Services::default();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let pool = HashPool::new(cores, Cost::Full).with_policy(config.password_policy.into());
    services.put(pool.pressure());
    services.put(pool);
    services.put(config.reach()?);
    Site::build(SiteParts {
        db,
        clock,
        random: Arc::new(SystemRandom),
        keys,
        settings: config.settings(),
        mail: config.transport()?,
        proxies: config.proxies(),
        limits: config.rate_limits,
        modules: modules(licenses),
        services,
    })
    .await
}

/// Reads the key file, or makes it for a new database. For one with sealed contents (`has_sealed`) a new file would
/// open nothing, so a missing one is a fault.
fn open_keys(config: &Config, has_sealed: bool) -> Result<Keys, Fault> {
    let path = config.key_file();
    match Keys::read(&path)? {
        Some(keys) => Ok(keys),
        None if has_sealed => Err(Fault::new(format!(
            "{} is missing, and without it the database cannot be read: put it back, from where it is kept apart from \
             the backups or from another node",
            path.display()
        ))),
        None => Keys::open(&path, &SystemRandom),
    }
}

/// Whether the database has the table with a row in it. One without the table is new.
async fn has_rows(db: &Db, table: &'static str) -> Result<bool, Fault> {
    if !db.schema().await?.contains_key(table) {
        return Ok(false);
    }
    let text = Statement::from_string(db.backend(), format!("select 1 as one from {table} limit 1"));
    Ok(db.reader().query_one_raw(text).await?.is_some())
}

/// The steps of the whole schema, for commands that need no running site.
pub fn schema() -> Vec<gatehouse_db::Migration> {
    gatehouse_web::site::migrations(&modules(Licenses::without_root()))
}

/// The tables of every module that hold sessions and mailed links.
pub fn session_tables() -> Vec<&'static str> {
    modules(Licenses::without_root()).iter().flat_map(|module| module.sessions().iter().copied()).collect()
}
