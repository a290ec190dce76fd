//! A whole installation with a clock that stands still.

use crate::browser::Browser;
use crate::postgres::{TestDatabase, fresh_database};
use axum::Router;
use gatehouse_context::{App, Cx, Services, Settings};
use gatehouse_core::{Actor, Lang, Moment, Role, StaffActor, SystemRandom, TestClock, Uuid};
use gatehouse_db::{Db, DbConfig};
use gatehouse_files::Files;
use gatehouse_files::storage::{Folder, Storage};
use gatehouse_jobs::Runner;
use gatehouse_mail::{Attached, Attachment, Transport, attached};
use gatehouse_passwords::{Cost, HashPool};
use gatehouse_seal::Keys;
use gatehouse_web::proxies::TrustedProxies;
use gatehouse_web::site::migrations;
use gatehouse_web::{Module, Route, Site, SiteParts};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;

/// Which engine a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestEngine {
    /// A file of its own.
    Sqlite,
    /// A database of its own on the run's server.
    Postgres,
}

/// 2026-11-21T12:00:00Z: when every test begins.
pub const START: Moment = Moment::from_seconds(1_795_262_400);

/// A mail as its reader gets it.
#[derive(Clone, Debug)]
pub struct ReadMail {
    /// The kind, such as `accounts.confirm`.
    pub kind: String,
    /// The address.
    pub to: String,
    /// The language tag.
    pub lang: String,
    /// The subject line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The address of the single click that ends such mails, where they have a switch.
    pub one_click: Option<String>,
    /// Its place in a conversation.
    pub thread: Option<gatehouse_mail::Thread>,
    /// What it brings along, by name.
    pub attached: Vec<Attached>,
}

impl ReadMail {
    /// The first link of the text part as a path within the site.
    pub fn link(&self) -> String {
        let start = self.text.find("http://").or_else(|| self.text.find("https://")).expect("the mail has a link");
        let url = self.text[start..].split_whitespace().next().unwrap();
        let rest = url.split_once("://").unwrap().1;
        rest[rest.find('/').expect("the link has a path")..].to_owned()
    }
}

/// An installation of the given modules on a fresh database.
pub struct World {
    /// The installation.
    pub app: Arc<App>,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// Everything that answers requests.
    pub router: Router,
    /// Its job runner; nothing runs until [`World::run_jobs`].
    pub runner: Runner,
    /// The site's other parts.
    pub modules: Vec<Box<dyn Module>>,
    /// The API's description; made when a test asks for it.
    pub openapi: LazyLock<serde_json::Value, Box<dyn FnOnce() -> serde_json::Value + Send>>,
    /// Every door of pages.
    pub routes: Vec<Route>,
    /// The engine.
    pub engine: TestEngine,
    /// The database's address, for a second process or a raw look.
    pub database_url: String,
    /// The folder of its files, unless the test has another storage.
    pub files: PathBuf,
    _folder: TempDir,
    _database: Option<TestDatabase>,
}

impl World {
    /// A world with rate limits off and mails kept readable.
    pub async fn new(engine: TestEngine, modules: Vec<Box<dyn Module>>) -> Self {
        Self::with(engine, modules, |_| {}).await
    }

    /// A world with other settings, or with rate limits on (`limits`).
    pub async fn with(engine: TestEngine, modules: Vec<Box<dyn Module>>, change: impl FnOnce(&mut WorldParts)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database_url, database) = match engine {
            TestEngine::Sqlite => {
                let file = folder.path().join("gatehouse.db");
                std::fs::copy(sqlite_template(&modules).await, &file).unwrap();
                (format!("sqlite:{}", file.display()), None)
            }
            TestEngine::Postgres => {
                let steps = migrations(&modules);
                let database = fresh_database(&fingerprint(&modules), |url| async move {
                    let db = Db::open(&DbConfig::from_url(&url)?).await?;
                    db.migrate(&steps).await?;
                    db.close().await
                })
                .await
                .unwrap();
                (database.url().to_owned(), Some(database))
            }
        };
        let clock = Arc::new(TestClock::at(START));
        let files = folder.path().join("files");
        let mut parts = WorldParts {
            settings: Settings { development: true, ..Settings::default() },
            limits: false,
            storage: Arc::new(Folder::new(&files)),
            services: Services::default(),
        };
        change(&mut parts);
        let mut services = parts.services;
        let pool = HashPool::new(2, Cost::Cheap);
        services.put(pool.pressure());
        services.put(pool);
        services.put(Files::over(parts.storage));
        let site = Site::build(SiteParts {
            db: Db::open(&DbConfig::from_url(&database_url).unwrap()).await.unwrap(),
            clock: Arc::clone(&clock) as _,
            random: Arc::new(SystemRandom),
            keys: Keys::ephemeral(&SystemRandom),
            settings: parts.settings,
            mail: Transport::Development,
            proxies: TrustedProxies::default(),
            limits: parts.limits,
            modules,
            services,
        })
        .await
        .unwrap();
        let description = site.openapi;
        Self {
            app: site.app,
            clock,
            router: site.router,
            runner: site.runner,
            modules: site.modules,
            openapi: LazyLock::new(Box::new(move || serde_json::to_value(&**description).unwrap())),
            routes: site.routes,
            engine,
            database_url,
            files,
            _folder: folder,
            _database: database,
        }
    }

    /// A context for the program itself.
    pub fn cx(&self) -> Cx {
        Cx::program(&self.app, "test")
    }

    /// A context for an actor.
    pub fn cx_as(&self, actor: Actor) -> Cx {
        Cx { network: Some("192.0.2.7".to_owned()), agent: Some("Test/1".to_owned()), ..self.cx().acting_as(actor) }
    }

    /// A context for a customer.
    pub fn cx_of(&self, account: Uuid) -> Cx {
        self.cx_as(Actor::Account { id: account })
    }

    /// A context for a staff member with these roles (no row behind it).
    pub fn cx_staff(&self, roles: &[Role]) -> Cx {
        self.cx_as(Actor::Staff(StaffActor { id: Uuid::from_u128(0x57AF), roles: roles.to_vec() }))
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Moves the clock.
    pub fn advance(&self, micros: i64) {
        self.clock.advance(micros);
    }

    /// Runs every due job and schedule.
    pub async fn run_jobs(&self) -> usize {
        self.runner.drain().await.unwrap()
    }

    /// Every mail queued so far, oldest first, also those of one moment (jobs need not have run).
    pub async fn mails(&self) -> Vec<ReadMail> {
        self.latest_mails(500).await
    }

    /// The latest of them, in the same order: to open a mail takes longer than most requests.
    pub async fn latest_mails(&self, most: u64) -> Vec<ReadMail> {
        let mut mails: Vec<ReadMail> = gatehouse_mail::queue::latest(&self.cx(), most)
            .await
            .unwrap()
            .into_iter()
            .map(|mail| {
                let content = mail.content.expect("a test's mails keep their content");
                ReadMail {
                    kind: mail.row.kind,
                    to: mail.to,
                    lang: mail.row.lang,
                    subject: content.subject,
                    text: content.text,
                    html: content.html,
                    one_click: content.one_click,
                    thread: content.thread,
                    attached: content.attached,
                }
            })
            .collect();
        mails.reverse();
        mails
    }

    /// The latest mail to an address.
    pub async fn last_mail_to(&self, address: &str) -> ReadMail {
        let mails = self.mails().await;
        mails.into_iter().rev().find(|m| m.to == address).unwrap_or_else(|| panic!("no mail to {address}"))
    }

    /// What a mail brings along, made as if it were sent now.
    pub async fn attachments(&self, mail: &ReadMail) -> Vec<Attachment> {
        attached::made(&self.cx(), &mail.attached, Lang::from_tag(&mail.lang).unwrap()).await.unwrap()
    }

    /// Every value of every table as text, to prove what a stolen database does not contain.
    pub async fn dump(&self) -> String {
        use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
        let mut out = String::new();
        for (table, columns) in self.app.db.schema().await.unwrap() {
            for column in columns {
                let text = match self.engine {
                    TestEngine::Sqlite => {
                        format!("select quote({column}) || '|' || cast({column} as text) as v from {table}")
                    }
                    TestEngine::Postgres => format!("select {column}::text as v from {table}"),
                };
                for row in self
                    .app
                    .db
                    .reader()
                    .query_all_raw(Statement::from_string(self.app.db.backend(), text))
                    .await
                    .unwrap()
                {
                    let value = row
                        .try_get::<Option<Vec<u8>>>("", "v")
                        .ok()
                        .flatten()
                        .map(|b| String::from_utf8_lossy(&b).into_owned());
                    let value = value.or_else(|| row.try_get::<Option<String>>("", "v").ok().flatten());
                    out.push_str(&value.unwrap_or_default());
                    out.push('\n');
                }
            }
        }
        out
    }
}

/// What a test may change before the world is built.
pub struct WorldParts {
    /// The operator's settings.
    pub settings: Settings,
    /// Whether rate limits per network apply.
    pub limits: bool,
    /// Where files are.
    pub storage: Arc<dyn Storage>,
    /// Further services, as the program puts them in.
    pub services: Services,
}

fn fingerprint(modules: &[Box<dyn Module>]) -> String {
    let mut hash = Sha256::new();
    for step in migrations(modules) {
        hash.update(step.version.to_le_bytes());
        // What each engine runs is derived from it, by rules that stay: the database holds the checksum of that, and is refused otherwise.
        hash.update(step.text);
    }
    hash.finalize().iter().take(12).map(|b| format!("{b:02x}")).collect()
}

/// A migrated file to copy, made once per schema on this machine; the rename makes it appear whole.
async fn sqlite_template(modules: &[Box<dyn Module>]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("gatehouse-template-{}.db", fingerprint(modules)));
    if !path.exists() {
        let folder = tempfile::tempdir_in(std::env::temp_dir()).unwrap();
        let file: &Path = &folder.path().join("template.db");
        let db = Db::open(&DbConfig::Sqlite(file.to_owned())).await.unwrap();
        db.migrate(&migrations(modules)).await.unwrap();
        db.checkpoint().await.unwrap();
        db.close().await.unwrap();
        std::fs::rename(file, &path).unwrap();
    }
    path
}
