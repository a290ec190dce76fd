//! The configuration: `gatehouse.toml`, each key also as `GATEHOUSE__KEY` in the environment.
//!
//! Nothing at all gives a working embedded instance in `./data`. A key that is not known is refused in both, so that no typing error
//! passes for a setting. A value `file:PATH` is read from that file, so that secrets need not stand here.

mod address;
mod apns;
mod blocks;
mod brand;
mod check;
mod companies;
mod files;
mod hosts;
mod inbox;
mod keys;
mod licenses;
mod loaded;
mod log_form;
mod names;
mod node;
mod origins;
mod passwords;
mod read;
mod sign_in;
mod staff_sign_in;
mod support;
mod text_messages;
mod unknown_variables;
mod values;
mod words;

pub(crate) use address::is_loopback;
pub use apns::ApnsConfig;
pub use blocks::BlocksConfig;
pub use brand::BrandConfig;
pub use files::{FilesConfig, S3Config};
pub use inbox::{InboxConfig, MailboxConfig};
pub use licenses::LicensesConfig;
pub use loaded::Loaded;
pub use log_form::LogForm;
pub(crate) use node::node_name;
pub use origins::Origin;
pub use passwords::{PasswordPolicy, PasswordsConfig};
pub use sign_in::{ServiceConfig, SignInConfig};
pub use staff_sign_in::StaffSignInConfig;
pub use support::SupportConfig;
pub use text_messages::{ProviderConfig, TextMessagesConfig};

use gatehouse_context::Settings;
use gatehouse_core::{Fault, zone};
use gatehouse_db::{Db, DbConfig, DbOptions};
use gatehouse_mail::Transport;
use gatehouse_reach::{Policy, Reach};
use gatehouse_web::proxies::{Network, TrustedProxies};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Every key with its default.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where pages and API are served: address and port.
    #[serde(deserialize_with = "address::one")]
    pub listen: SocketAddr,
    /// Where Prometheus metrics are served at `/metrics`; empty: nowhere. Keep it off the public network.
    #[serde(deserialize_with = "address::perhaps")]
    pub metrics_listen: Option<SocketAddr>,
    /// Connections that one client address (IPv6: one /64) may have at a time; trusted proxies may have any number.
    pub connections_per_address: usize,
    /// The folder for the embedded database, the key files and temporary files.
    pub data_dir: PathBuf,
    /// Where files are.
    pub files: FilesConfig,
    /// `sqlite:PATH` or `postgres://user:password@host/name`; empty: `gatehouse.db` in `data_dir`.
    pub database: String,
    /// The certificates (PEM) by which a PostgreSQL server proves its name, besides the public ones; empty: only those.
    pub database_ca: String,
    /// Whether a PostgreSQL server of another machine may be spoken to without `sslmode=verify-full`.
    pub insecure_database: bool,
    /// Connections of this node to PostgreSQL. Three more are kept for readiness, migrations and backups.
    pub database_connections: u32,
    /// Connections of this node that read the embedded database.
    pub database_readers: u32,
    /// Seconds that a request waits for a free connection to PostgreSQL before it is answered "try again".
    pub database_wait: u32,
    /// Seconds after which PostgreSQL gives up a statement of a request or job.
    pub database_statement_timeout: u32,
    /// Seconds after which PostgreSQL gives up waiting for a lock.
    pub database_lock_timeout: u32,
    /// Seconds for which a node that cannot read what the other nodes blocked goes on renewing leases.
    pub stop_grace: u32,
    /// Freed seats, and notices before licenses expire.
    pub licenses: LicensesConfig,
    /// Decoy codes in the database; see [`gatehouse_licenses::model::decoys`].
    pub decoy_codes: u32,
    /// Where mails go: `smtp://[user:password@]host[:port]` (STARTTLS; in the clear only to this machine or with `?tls=none`),
    /// `smtps://…`, or `dev:` to keep and show them at `/_dev/mail`, only where nobody else can come: see [`Config::opening`].
    pub mail: String,
    /// A file of certificates (PEM) that the mail server's may be signed by, besides the well-known ones; empty: none.
    pub mail_ca: String,
    /// The sender of mails: an address, or `Name <address>`; without a name the brand's.
    pub mail_from: String,
    /// The public address, `https://portal.example.com`; empty: `http://` and `listen`.
    pub origin: String,
    /// The address of staff pages, `https://staff.example.com`, another host than that of `origin`; empty: they are there too.
    pub staff_origin: String,
    /// The address of files, `https://files.example.net`, another host than those of `origin` and `staff_origin`; empty: on this machine
    /// its other name, elsewhere nobody uploads files.
    pub files_origin: String,
    /// The vendor's name, or the table `[brand]` with logo, colors, links …; what it leaves open is chosen in the console.
    #[serde(deserialize_with = "brand::read")]
    pub brand: BrandConfig,
    /// A link to the vendor's help, as `help` in `[brand]`; empty: none.
    pub help_url: String,
    /// A proxy (`http://host:port`) for connections to addresses that people type; empty: none. The environment's is not taken.
    pub egress_proxy: String,
    /// Lets such addresses lead to this machine, over http too; only where nobody else can come: see [`Config::opening`].
    pub reach_loopback: bool,
    /// The name servers that are asked for the records of mail domains; empty: the system's.
    pub name_servers: Vec<String>,
    /// Hours to object to another owner of a company for whom its owner did not ask (COM-3).
    pub owner_objection_hours: u32,
    /// The certificate with which requests for Apple's push service are signed; without it nobody's is.
    pub apns: ApnsConfig,
    /// The vendor's time zone (IANA name): for fixed dates, and for people who have not chosen one.
    pub zone: String,
    /// Which rule passwords follow: `composition` (8 characters of four kinds) or `nist` (15 characters).
    pub password_policy: PasswordPolicy,
    /// What else is asked about new passwords.
    pub passwords: PasswordsConfig,
    /// Whether customers may sign in with a name instead of an email address (ACC-14).
    pub plain_logins: bool,
    /// Whether the answer to the secret question of such a login sets a new password at once, with nothing beside it (ACC-13).
    pub secret_question_alone: bool,
    /// Services by whose accounts customers sign in.
    pub sign_in: SignInConfig,
    /// Single sign-on of staff by the vendor's own provider.
    pub staff_sign_in: StaffSignInConfig,
    /// Codes by text message.
    pub text_messages: TextMessagesConfig,
    /// How long requests stay open, and who is paged for critical incidents.
    pub support: SupportConfig,
    /// Mail that comes in.
    pub inbox: InboxConfig,
    /// How licenses are blocked, and what takes two people.
    pub blocks: BlocksConfig,
    /// Proxies whose `X-Forwarded-For` is believed: addresses and networks (`10.0.0.0/8`).
    pub trusted_proxies: Vec<Network>,
    /// Rate limits per network; `false` only where nobody else can come: see [`Config::opening`].
    pub rate_limits: bool,
    /// Days that the audit log keeps ordinary lines, and where something was done from.
    pub audit_days: u32,
    /// Days that it keeps events of security (sign-ins, staff, keys); not fewer than `audit_days`.
    pub audit_security_days: u32,
    /// The form of the log: `text` or `json`.
    pub log: LogForm,
    /// Whether every request has its line in the log, not only the refused and failed ones.
    pub access_log: bool,
    /// What is logged (`info`, `gatehouse_web=debug` …); empty: the usual. Read again with SIGHUP; `GATEHOUSE_LOG` goes before it.
    pub log_filter: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            metrics_listen: None,
            connections_per_address: 100,
            data_dir: PathBuf::from("data"),
            files: FilesConfig::default(),
            database: String::new(),
            database_ca: String::new(),
            insecure_database: false,
            database_connections: 8,
            database_readers: 4,
            database_wait: 3,
            database_statement_timeout: 15,
            database_lock_timeout: 2,
            stop_grace: 900,
            licenses: LicensesConfig::default(),
            decoy_codes: 20,
            mail: "dev:".to_owned(),
            mail_ca: String::new(),
            mail_from: "portal@localhost".to_owned(),
            origin: String::new(),
            staff_origin: String::new(),
            files_origin: String::new(),
            brand: BrandConfig::default(),
            help_url: String::new(),
            egress_proxy: String::new(),
            reach_loopback: false,
            name_servers: Vec::new(),
            owner_objection_hours: 72,
            apns: ApnsConfig::default(),
            zone: "UTC".to_owned(),
            password_policy: PasswordPolicy::Composition,
            passwords: PasswordsConfig::default(),
            plain_logins: false,
            secret_question_alone: false,
            sign_in: SignInConfig::new(),
            staff_sign_in: StaffSignInConfig::default(),
            text_messages: TextMessagesConfig::default(),
            support: SupportConfig::default(),
            inbox: InboxConfig::default(),
            blocks: BlocksConfig::default(),
            trusted_proxies: Vec::new(),
            rate_limits: true,
            audit_days: gatehouse_context::app::AUDIT_DAYS,
            audit_security_days: gatehouse_context::app::AUDIT_SECURITY_DAYS,
            log: LogForm::Text,
            access_log: false,
            log_filter: String::new(),
        }
    }
}

impl fmt::Debug for Config {
    /// Shows nothing that can hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("data_dir", &self.data_dir)
            .field("origin", &self.origin())
            .field("staff_origin", &self.staff_origin())
            .finish_non_exhaustive()
    }
}

const PREFIX: &str = "GATEHOUSE__";

impl Config {
    /// Reads the file (when there is one) and the environment over it.
    pub fn load(file: Option<&Path>) -> Result<Self, Fault> {
        Ok(Loaded::read(file)?.config)
    }

    /// From the file's text and the environment's variables.
    pub fn parse(text: &str, variables: &BTreeMap<String, String>) -> Result<Self, Fault> {
        Ok(read::read("gatehouse.toml", text, variables)?.0)
    }

    /// The way out for mails.
    pub fn transport(&self) -> Result<Transport, Fault> {
        Transport::open(&self.mail, (!self.mail_ca.is_empty()).then(|| Path::new(&self.mail_ca)))
    }

    /// The client for connections to others.
    pub fn reach(&self) -> Result<Reach, Fault> {
        Reach::new(Policy {
            loopback: self.reach_loopback,
            egress_proxy: (!self.egress_proxy.is_empty()).then(|| self.egress_proxy.clone()),
            ..Policy::default()
        })
    }

    /// Where the data are.
    pub fn database(&self) -> Result<DbConfig, Fault> {
        if self.database.is_empty() {
            return Ok(DbConfig::Sqlite(self.data_dir.join("gatehouse.db")));
        }
        DbConfig::from_url(&self.database)
    }

    /// How connections to the data are made.
    pub fn database_options(&self) -> DbOptions {
        let seconds = |count: u32| Duration::from_secs(count.into());
        DbOptions {
            node: node_name(),
            connections: self.database_connections,
            readers: self.database_readers,
            wait: seconds(self.database_wait),
            statement_timeout: seconds(self.database_statement_timeout),
            lock_timeout: seconds(self.database_lock_timeout),
            ca: (!self.database_ca.is_empty()).then(|| PathBuf::from(&self.database_ca)),
            insecure: self.insecure_database,
        }
    }

    /// Opens the database.
    pub async fn open_database(&self) -> Result<Db, Fault> {
        Db::open_with(&self.database()?, &self.database_options()).await
    }

    /// What the modules read.
    pub fn settings(&self) -> Settings {
        Settings {
            origin: self.origin(),
            staff_origin: self.staff_origin(),
            files_origin: self.files_origin(),
            mail_from: self.mail_from.clone(),
            development: self.mail == "dev:",
            audit_days: self.audit_days,
            audit_security_days: self.audit_security_days,
            access_log: self.access_log,
            zone: zone::known(&self.zone).unwrap_or_else(|| self.zone.clone()),
        }
    }

    /// The believed proxies.
    pub fn proxies(&self) -> TrustedProxies {
        TrustedProxies(self.trusted_proxies.clone())
    }
}

#[cfg(test)]
mod tests;
