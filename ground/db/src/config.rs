//! Where the data are, and how many connections go there.

use crate::{postgres, sqlite};
use gatehouse_core::{Fault, Secret};
use std::path::PathBuf;
use std::time::Duration;

/// Where the data are.
#[derive(Clone, Debug)]
pub enum DbConfig {
    /// The database file; made if missing, for its owner only.
    Sqlite(PathBuf),
    /// A `postgres://` URL (may hold a password: never logged).
    Postgres(Secret<String>),
}

/// How the connections are made and what they may wait for.
#[derive(Clone, Debug)]
pub struct DbOptions {
    /// This node's name, which the server shows as `gatehouse/NAME` beside each connection.
    pub node: String,
    /// Connections to PostgreSQL, for reads and writes together; the reserved one and those of migrations and backups
    /// come on top.
    pub connections: u32,
    /// Read connections to the embedded database.
    pub readers: u32,
    /// How long to wait for a free connection to PostgreSQL. Then the answer is "try again", which is better than a
    /// page that hangs.
    pub wait: Duration,
    /// PostgreSQL gives up a statement after this.
    pub statement_timeout: Duration,
    /// PostgreSQL gives up waiting for a lock after this.
    pub lock_timeout: Duration,
    /// The certificates (PEM) that the server's own must be signed by; `None`: the public ones.
    pub ca: Option<PathBuf>,
    /// Whether a PostgreSQL server of another machine may be spoken to without a verified certificate.
    pub insecure: bool,
}

impl Default for DbOptions {
    fn default() -> Self {
        Self {
            node: String::new(),
            connections: 16,
            readers: 4,
            wait: Duration::from_secs(3),
            statement_timeout: Duration::from_secs(15),
            lock_timeout: Duration::from_secs(2),
            ca: None,
            insecure: false,
        }
    }
}

/// How the way to the database is guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// It does not leave this machine.
    Local,
    /// Encrypted, to a server that has proved its name.
    Verified,
    /// In clear text, or encrypted to any server that answers.
    Open,
}

impl DbConfig {
    /// From a `sqlite:PATH` or `postgres://…` URL.
    pub fn from_url(url: &str) -> Result<Self, Fault> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            let path = path.split('?').next().unwrap_or(path);
            if path.is_empty() || path == ":memory:" {
                return Err(Fault::new("database: a sqlite: URL needs the path of a file"));
            }
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            postgres::parsed(url)?;
            return Ok(Self::Postgres(url.to_owned().into()));
        }
        Err(Fault::new("database: the URL must start with sqlite: or postgres://"))
    }

    /// Whether the way to the data is guarded.
    pub fn transport(&self) -> Result<Transport, Fault> {
        match self {
            Self::Sqlite(_) => Ok(Transport::Local),
            Self::Postgres(url) => Ok(postgres::transport(&postgres::parsed(url.expose())?)),
        }
    }

    /// Refuses what [`crate::Db::open_with`] would refuse without asking the database: a server of another machine in
    /// the clear, certificates that cannot be read.
    pub fn check(&self, options: &DbOptions) -> Result<(), Fault> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(url) => postgres::target(url.expose(), options).map(drop),
        }
    }

    /// Says what is wrong when the data were found damaged: which file, and what to do.
    pub(crate) fn explained(&self, fault: Fault) -> Fault {
        match self {
            Self::Sqlite(path) => sqlite::explained(path, fault),
            Self::Postgres(_) => fault,
        }
    }
}
