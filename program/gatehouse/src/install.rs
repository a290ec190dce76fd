//! Opening an installation: the modules in plain sight, the keys, the database, the site.

use crate::config::Config;
use crate::root_key;
use crate::staff_command::FIRST_MEMBER;
use gatehouse_accounts::{Accounts, AccountsConfig, PlainLogins};
use gatehouse_brand::{Brands, store, uploads};
use gatehouse_catalog::Catalog;
use gatehouse_chat::Chat;
use gatehouse_companies::Companies;
use gatehouse_context::{App, Cx, Services};
use gatehouse_core::{Clock, Fault, SECOND, SystemClock, SystemRandom};
use gatehouse_db::{Db, DbConfig};
use gatehouse_files::SharedScanner;
use gatehouse_guard::Asker;
use gatehouse_help::Help;
use gatehouse_inbox::{MailParser, PartParser};
use gatehouse_l10n::{TextSource, replaced};
use gatehouse_licenses::Licenses;
use gatehouse_licenses::model::key_file_parser::KeyFileParser;
use gatehouse_passwords::{Cost, HashPool};
use gatehouse_pictures::{LogoParser, PictureParser, Refused};
use gatehouse_privacy::Privacy;
use gatehouse_seal::Keys;
use gatehouse_staff::Staffing;
use gatehouse_support::Support;
use gatehouse_support::model::apns::csr::CsrParser;
use gatehouse_support::model::import::parser::ImportParser;
use gatehouse_support::model::lab_archive::LabArchiveParser;
use gatehouse_trials::Trials;
use gatehouse_web::{Module, Site, SiteParts};
use gatehouse_worker::{Kind, Unread, Workers};
use sea_orm::{ConnectionTrait, Statement};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Every module of the house, lower ones first, with accounts as they are unless the operator says otherwise.
pub fn modules(licenses: Licenses) -> Vec<Box<dyn Module>> {
    modules_with(Accounts::default(), licenses)
}

/// The same with the operator's choices. This list is the only place that knows them all.
fn modules_with(accounts: Accounts, licenses: Licenses) -> Vec<Box<dyn Module>> {
    vec![
        Box::new(Staffing),
        Box::new(accounts),
        Box::new(Companies),
        Box::new(Catalog),
        Box::new(licenses),
        Box::new(Privacy),
        Box::new(Trials),
        Box::new(Support),
        Box::new(Help),
        Box::new(Chat),
        Box::new(gatehouse_oidc::Oidc),
        // `cargo xtask new-module` adds one above this line.
    ]
}

/// Whether a command makes an installation where there is none. One that did so unasked would leave keys and a database in
/// whatever folder it was run in by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Making {
    /// It is what the command is for: `serve` and `demo`.
    Always,
    /// Only with `--new`, which is there.
    Asked,
    /// Only with `--new`, which is not there.
    Unasked,
    /// It has nothing to do on a new one.
    Never,
}

impl Making {
    /// Of a command with the flag `--new`.
    #[must_use]
    pub const fn asked(new: bool) -> Self {
        if new { Self::Asked } else { Self::Unasked }
    }
}

/// The texts that an operator may replace.
pub fn text_sources() -> [TextSource; 22] {
    [
        gatehouse_accounts::TEXTS,
        gatehouse_address::TEXTS,
        gatehouse_approval::TEXTS,
        gatehouse_catalog::TEXTS,
        gatehouse_chat::TEXTS,
        gatehouse_companies::TEXTS,
        gatehouse_files::TEXTS,
        gatehouse_guard::TEXTS,
        gatehouse_help::TEXTS,
        gatehouse_inbox::TEXTS,
        gatehouse_licenses::TEXTS,
        gatehouse_mail::TEXTS,
        gatehouse_messages::TEXTS,
        gatehouse_oidc::TEXTS,
        gatehouse_passwords::TEXTS,
        gatehouse_pictures::TEXTS,
        gatehouse_privacy::TEXTS,
        gatehouse_staff::TEXTS,
        gatehouse_support::TEXTS,
        gatehouse_trials::TEXTS,
        gatehouse_web::TEXTS,
        gatehouse_webhooks::TEXTS,
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

    /// The same for a command: refused where there is no installation and the command may not make one, and said where one
    /// is made.
    pub async fn open_or_make(config: Config, making: Making) -> Result<Self, Fault> {
        let is_new = Box::pin(allow(&config, making)).await?;
        let installed = Box::pin(Self::open(config)).await?;
        if is_new {
            say_what_was_made(&installed.config);
        }
        Ok(installed)
    }

    /// Lets the modules write what they hold in memory, then closes the database.
    pub async fn close(self) -> Result<(), Fault> {
        for module in &self.site.modules {
            module.stopping(&self.site.app).await?;
        }
        self.site.app.db.clone().close().await
    }
}

/// A path from the root of the file system, so that it can be seen in which folder a command was run.
pub(crate) fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Whether there is no installation yet where the configuration says.
async fn is_missing(config: &Config) -> Result<bool, Fault> {
    if let DbConfig::Sqlite(path) = config.database()? {
        return Ok(!path.exists());
    }
    let db = config.open_database().await?;
    let schema = db.schema().await?;
    db.close().await?;
    Ok(!schema.contains_key("subject_key"))
}

/// Refuses a command that would make an installation by mistake; answers whether one will be made.
pub async fn allow(config: &Config, making: Making) -> Result<bool, Fault> {
    if !is_missing(config).await? {
        return Ok(false);
    }
    let place = match config.database()? {
        DbConfig::Sqlite(path) => format!("{} does not exist", whole(&path).display()),
        DbConfig::Postgres(_) => "the database is empty".to_owned(),
    };
    let place = format!(
        "there is no installation here: {place}. Run this in the folder of your gatehouse.toml, or name the file with --config"
    );
    match making {
        Making::Always | Making::Asked => Ok(true),
        Making::Unasked => Err(Fault::new(format!("{place}. To make a new installation here, add --new"))),
        Making::Never => Err(Fault::new(format!("{place}. gatehouse serve makes a new installation"))),
    }
}

/// Whoever expected an old installation must see that this is another one.
pub fn say_what_was_made(config: &Config) {
    tracing::warn!(
        folder = %whole(&config.data_dir).display(),
        "a new installation was made, with a new database and new keys. If you expected one that exists already, stop: this is \
         another folder, or another configuration"
    );
}

/// Tells the log of a new installation what its operator does next.
pub(crate) async fn say_what_is_next(app: &App, config: &Config) {
    if has_rows(&app.db, "staff").await.unwrap_or(true) {
        return;
    }
    tracing::info!("no staff yet: {FIRST_MEMBER} makes the first; gatehouse doctor says whether all is well");
    if config.mail == "dev:" {
        tracing::info!("mails are shown at {}/_dev/mail", config.origin());
    }
}

/// Opens the site with a clock: the machine's, or the demo content's, which runs through the past.
pub async fn open_site(config: &Config, clock: Arc<dyn Clock>) -> Result<Site, Fault> {
    if let Some(texts) = config.brand.replaced_texts()? {
        replaced::set(texts);
    }
    let db = config.open_database().await?;
    // Asked before the files are looked at: another process that starts at this moment makes its files first.
    let (has_sealed, has_issued) = (has_rows(&db, "subject_key").await?, has_rows(&db, "signing_key").await?);
    let keys = open_keys(config, has_sealed)?;
    let grace = i64::from(config.stop_grace) * SECOND;
    let licenses = root_key::open(config, &SystemRandom, has_issued)?
        .believing_stops_for(grace)
        .rescuing(config.licenses.rules())
        .telling_before(config.licenses.notice_days())
        .with_decoys(config.decoy_codes)
        .blocking_by(config.blocks.rules())
        .following_over_use_by(config.blocks.over_use());
    let mut services = Services::default();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let pool = HashPool::new(cores, Cost::Full).with_policy(config.password_policy.into());
    let pool = match config.leak_service()? {
        Some(service) => pool.with_leak_service(service),
        None => pool,
    };
    services.put(pool.pressure());
    services.put(pool);
    let reach = config.reach()?;
    services.put(config.file_store(&reach)?);
    if let Some(clamd) = config.scanner()? {
        services.put(SharedScanner(Arc::new(clamd)));
    }
    services.put(reach);
    services.put(config.federation()?);
    if let Some(sso) = config.staff_sign_in()? {
        services.put(Arc::new(sso));
    }
    services.put(config.names()?);
    services.put(config.companies()?);
    services.put(config.apns()?);
    services.put(config.messages()?);
    services.put(config.support()?);
    services.put(config.inbox()?);
    services.put(Workers::new(Workers::own_program()?, PARSERS_AT_ONCE));
    services.put(Brands::of_file(config.brand.chosen(&config.help_url)));
    gatehouse_webhooks::services(&mut services);
    Site::build(SiteParts {
        db,
        clock,
        random: Arc::new(SystemRandom),
        keys,
        settings: config.settings(),
        mail: config.transport()?,
        proxies: config.proxies(),
        limits: config.rate_limits,
        modules: modules_with(accounts(config), licenses),
        services,
    })
    .await
}

/// What the operator chooses about accounts.
fn accounts(config: &Config) -> Accounts {
    let plain_logins = PlainLogins { on: config.plain_logins, question_alone: config.secret_question_alone };
    Accounts::new(AccountsConfig { plain_logins, ..AccountsConfig::default() })
}

/// Parsers that run at a time. Each has a core and up to 64 MiB, for a mail 256 MiB.
const PARSERS_AT_ONCE: usize = 2;

/// What `gatehouse parse KIND` reads in the worker.
pub const fn parsers() -> [Kind; 8] {
    [
        Kind::of::<PictureParser>(),
        Kind::of::<LogoParser>(),
        Kind::of::<KeyFileParser>(),
        Kind::of::<CsrParser>(),
        Kind::of::<LabArchiveParser>(),
        Kind::of::<ImportParser>(),
        Kind::of::<MailParser>(),
        Kind::of::<PartParser>(),
    ]
}

/// Reads the pictures that the configuration names, as those of the console are read, for a process that shows or mails them. One that
/// cannot be read is the operator's to mend, before anybody sees a page without it; other commands run without them.
pub(crate) async fn brand_pictures(app: &Arc<App>, config: &Config) -> Result<(), Fault> {
    let cx = Cx::program(app, "brand");
    let paths = config.brand.pictures();
    if paths.is_empty() {
        return Ok(());
    }
    let mut file = cx.service::<Brands>()?.file();
    for (slot, path) in paths {
        let wrong = |why: String| Fault::new(format!("brand: {}: {}: {why}", slot.word(), path.display()));
        let bytes = std::fs::read(&path).map_err(|error| wrong(error.to_string()))?;
        let asked = uploads::asked(slot);
        let pictures = gatehouse_pictures::read(cx.service::<Workers>()?, &Asker::program(), &asked, &bytes).await?;
        let pictures = pictures.map_err(|unread| wrong(why_unread(&unread)))?;
        for picture in &pictures {
            store::keep(&cx, cx.db().writer(), picture).await?;
        }
        file.set_pictures(slot, pictures.iter().map(uploads::remembered).collect());
    }
    cx.service::<Brands>()?.set_file(&cx, file).await
}

fn why_unread(unread: &Unread<Refused>) -> String {
    match unread {
        Unread::TooLarge => format!("has more than {} KiB", gatehouse_pictures::MOST_BYTES >> 10),
        Unread::Refused(Refused::Format) => "is neither PNG nor JPEG nor GIF".to_owned(),
        Unread::Refused(Refused::TooLarge(width, height) | Refused::TooSmall(width, height)) => {
            format!("has {width} x {height} pixels, which is too many or too few")
        }
        Unread::Refused(Refused::Broken) | Unread::TooMuch | Unread::Broken => "cannot be read as a picture".to_owned(),
    }
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
