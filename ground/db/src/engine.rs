//! The two engines behind one handle.

use crate::config::{DbConfig, DbOptions};
use crate::news::News;
use crate::readiness::Readiness;
use crate::storage::Storage;
use crate::tx::Tx;
use crate::watched::Writer;
use crate::{postgres, sqlite};
use gatehouse_core::Fault;
use sea_orm::{AccessMode, DatabaseConnection, DatabaseTransaction, DbBackend, IsolationLevel, TransactionTrait as _};
use std::sync::Arc;

/// Which engine is behind a [`Db`]. Only this crate asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded; one file, one writer.
    Sqlite,
    /// A server; several nodes.
    Postgres,
}

/// An open database: a pool of readers and, on SQLite, the one writer.
#[derive(Clone, Debug)]
pub struct Db {
    engine: Engine,
    config: DbConfig,
    reader: DatabaseConnection,
    writer: Writer,
    reserved: DatabaseConnection,
    /// PostgreSQL only: connections without limits of time.
    unhurried: Option<DatabaseConnection>,
    storage: Arc<Storage>,
    readiness: Arc<Readiness>,
    news: News,
}

/// Connections of a pool: those that exist, and those of them that are in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolSize {
    /// Which pool.
    pub name: &'static str,
    /// Connections that exist.
    pub open: u32,
    /// Of them, those in use.
    pub used: u32,
}

impl Db {
    /// Opens the database with the usual options.
    pub async fn open(config: &DbConfig) -> Result<Self, Fault> {
        Self::open_with(config, &DbOptions::default()).await
    }

    /// Opens the database; SQLite's pragmas are read back. The schema is brought up to date by [`Db::migrate`]. Refuses a
    /// PostgreSQL server of another machine whose name is not proved, a damaged file, and another program's file.
    pub async fn open_with(config: &DbConfig, options: &DbOptions) -> Result<Self, Fault> {
        Self::open_any(config, options).await.map_err(|fault| config.explained(fault))
    }

    async fn open_any(config: &DbConfig, options: &DbOptions) -> Result<Self, Fault> {
        let storage = Arc::<Storage>::default();
        let readiness = Arc::default();
        let config = config.clone();
        match &config {
            DbConfig::Sqlite(path) => {
                sqlite::prepare(path).await?;
                let engine = Engine::Sqlite;
                let writer = Writer::new(engine, sqlite::writer(path, &storage).await?, Arc::clone(&storage));
                let reader = sqlite::readers(path, options.readers.max(1)).await?;
                let reserved = sqlite::reserved(path).await?;
                let news = News::within();
                Ok(Self { engine, config, reader, writer, reserved, unhurried: None, storage, readiness, news })
            }
            DbConfig::Postgres(url) => {
                let pools = postgres::connect(url.expose(), options).await?;
                let engine = Engine::Postgres;
                let writer = Writer::new(engine, pools.common.clone(), Arc::clone(&storage));
                let news = News::among(pools.news, pools.common.clone());
                Ok(Self {
                    engine,
                    config,
                    reader: pools.common,
                    writer,
                    reserved: pools.reserved,
                    unhurried: Some(pools.unhurried),
                    storage,
                    readiness,
                    news,
                })
            }
        }
    }

    /// The engine; for this crate's two-armed functions and for `doctor`.
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Where the data are.
    pub const fn config(&self) -> &DbConfig {
        &self.config
    }

    /// Whether all writers wait for one another: then several small changes do best in one transaction.
    pub const fn has_one_writer(&self) -> bool {
        matches!(self.engine, Engine::Sqlite)
    }

    /// For hand-written statements.
    pub fn backend(&self) -> DbBackend {
        match self.engine {
            Engine::Sqlite => DbBackend::Sqlite,
            Engine::Postgres => DbBackend::Postgres,
        }
    }

    /// For reads outside a transaction. Never write through it.
    pub const fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// One connection that requests cannot take: for what the node must go on reading while everything else waits
    /// (readiness, the stops of other nodes). Never write rows of modules through it.
    pub const fn reserved(&self) -> &DatabaseConnection {
        &self.reserved
    }

    /// What the nodes tell each other.
    pub const fn news(&self) -> &News {
        &self.news
    }

    /// For single statements that write by themselves; everything else goes through [`Db::begin`].
    pub const fn writer(&self) -> &Writer {
        &self.writer
    }

    /// For what may take long: migrations, backup, restore. On PostgreSQL no time limits hold there.
    pub(crate) fn unhurried(&self) -> &DatabaseConnection {
        self.unhurried.as_ref().unwrap_or_else(|| self.writer.unwatched())
    }

    pub(crate) fn storage(&self) -> &Storage {
        &self.storage
    }

    pub(crate) fn readiness(&self) -> &Readiness {
        &self.readiness
    }

    /// Starts a write transaction. On SQLite it is IMMEDIATE and queues for the one writer, so it can
    /// never fail half-way with "database is locked"; on PostgreSQL it is READ COMMITTED: guard counters
    /// with conditional updates, or lock the row first.
    pub async fn begin(&self) -> Result<Tx, Fault> {
        let (work, place) = self.writer.begin().await?;
        Ok(Tx::new(work, place))
    }

    /// Several reads of one moment, whatever is written meanwhile; they may take long. SQLite: a deferred transaction on a
    /// reader. PostgreSQL: REPEATABLE READ READ ONLY.
    pub async fn begin_reading(&self) -> Result<DatabaseTransaction, Fault> {
        Ok(match self.engine {
            Engine::Sqlite => self.reader.begin().await?,
            Engine::Postgres => {
                let (level, mode) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
                self.unhurried().begin_with_config(Some(level), Some(mode)).await?
            }
        })
    }

    /// The pools as they are at this moment, for metrics.
    pub fn pool_sizes(&self) -> Vec<PoolSize> {
        let size = |name, connection: &DatabaseConnection| {
            let (open, idle) = match self.engine {
                Engine::Sqlite => {
                    let pool = connection.get_sqlite_connection_pool();
                    (pool.size(), pool.num_idle())
                }
                Engine::Postgres => {
                    let pool = connection.get_postgres_connection_pool();
                    (pool.size(), pool.num_idle())
                }
            };
            PoolSize { name, open, used: open.saturating_sub(u32::try_from(idle).unwrap_or(u32::MAX)) }
        };
        match self.engine {
            Engine::Sqlite => vec![size("read", &self.reader), size("write", self.writer.unwatched())],
            Engine::Postgres => vec![size("common", &self.reader), size("reserved", &self.reserved)],
        }
    }

    /// Writes the embedded database's log into its file and empties it, so that erased bytes are gone (PRI-3). Answers
    /// whether that was done: as long as a reader needs the log, it stays, and callers that must be sure ask again later.
    /// Always true on PostgreSQL, which does nothing here: see docs/operate.md for what its log and vacuum keep.
    pub async fn checkpoint(&self) -> Result<bool, Fault> {
        if self.engine == Engine::Postgres {
            return Ok(true);
        }
        Ok(self.writer.empty_log().await?)
    }

    /// Closes every connection, so that the log is folded into the file.
    pub async fn close(self) -> Result<(), Fault> {
        self.news.close().await?;
        self.reader.close().await?;
        self.reserved.close().await?;
        if let Some(unhurried) = self.unhurried {
            unhurried.close().await?;
        }
        if self.engine == Engine::Sqlite {
            self.writer.unwatched().clone().close().await?;
        }
        Ok(())
    }
}
