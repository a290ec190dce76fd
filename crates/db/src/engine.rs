//! The two engines behind one handle.

use crate::private_file;
use crate::reach::is_unreachable;
use gatehouse_core::Fault;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use std::path::PathBuf;
use std::time::Duration;

/// Which engine is behind a [`Db`]. Only this crate asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded; one file, one writer.
    Sqlite,
    /// A server; several nodes.
    Postgres,
}

/// Where the data are.
#[derive(Clone, Debug)]
pub enum DbConfig {
    /// The database file; made if missing, for its owner only.
    Sqlite(PathBuf),
    /// A `postgres://` URL (may hold a password: never logged).
    Postgres(gatehouse_core::Secret<String>),
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
            return Ok(Self::Postgres(url.to_owned().into()));
        }
        Err(Fault::new("database: the URL must start with sqlite: or postgres://"))
    }
}

/// An open database: a pool of readers and, on SQLite, the one writer.
#[derive(Clone, Debug)]
pub struct Db {
    engine: Engine,
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

/// Read connections to the embedded database.
const SQLITE_READERS: u32 = 4;
/// Connections to PostgreSQL, for reads and writes together.
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long to wait for one of them. Then the answer is "try again", which is better than a page that hangs.
const POSTGRES_PATIENCE: Duration = Duration::from_secs(3);
/// How often to wait that long at the start, when the server may be starting too.
const POSTGRES_START_TRIES: usize = 4;

impl Db {
    /// Opens the database and reads every pragma back; the schema is brought up to date by [`Db::migrate`].
    pub async fn open(config: &DbConfig) -> Result<Self, Fault> {
        match config {
            DbConfig::Sqlite(path) => {
                if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty() && !f.exists()) {
                    private_file::make_folder(folder)?;
                }
                // SQLite would make it readable for everybody; its log takes the file's mode.
                private_file::reserve(path)?;
                let writer = connect_sqlite(path, 1).await?;
                check_pragmas(&writer).await?;
                let reader = connect_sqlite(path, SQLITE_READERS).await?;
                Ok(Self { engine: Engine::Sqlite, reader, writer })
            }
            DbConfig::Postgres(url) => {
                let mut options = ConnectOptions::new(url.expose().clone());
                options
                    .max_connections(POSTGRES_CONNECTIONS)
                    .acquire_timeout(POSTGRES_PATIENCE)
                    .sqlx_logging(false)
                    .test_before_acquire_if_idle_for(Duration::from_secs(30));
                let mut tries = 1;
                let pool = loop {
                    match Database::connect(options.clone()).await {
                        Err(error) if is_unreachable(&error) && tries < POSTGRES_START_TRIES => tries += 1,
                        end => break end?,
                    }
                };
                Ok(Self { engine: Engine::Postgres, reader: pool.clone(), writer: pool })
            }
        }
    }

    /// The engine; for this crate's two-armed functions and for `doctor`.
    pub const fn engine(&self) -> Engine {
        self.engine
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

    /// For migrations and maintenance; everything else goes through [`Db::begin`].
    pub const fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Starts a write transaction. On SQLite it is IMMEDIATE and queues for the one writer, so it can
    /// never fail half-way with "database is locked"; on PostgreSQL it is READ COMMITTED: guard counters
    /// with conditional updates, or lock the row first.
    pub async fn begin(&self) -> Result<DatabaseTransaction, Fault> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// Whether the database answers; for `/health/ready`.
    pub async fn ping(&self) -> Result<(), Fault> {
        self.reader.query_one_raw(Statement::from_string(self.backend(), "select 1")).await?;
        Ok(())
    }

    /// Writes the embedded database's log into its file and empties it, so that erased bytes are gone
    /// (PRI-3). Does nothing on PostgreSQL, whose own vacuum does this.
    pub async fn checkpoint(&self) -> Result<(), Fault> {
        if self.engine == Engine::Sqlite {
            self.writer.execute_unprepared("pragma wal_checkpoint(truncate)").await?;
        }
        Ok(())
    }

    /// Closes every connection, so that the log is folded into the file.
    pub async fn close(self) -> Result<(), Fault> {
        self.reader.close().await?;
        if self.engine == Engine::Sqlite {
            self.writer.close().await?;
        }
        Ok(())
    }
}

/// Connects to the embedded database. While another process opens the same new file and switches its log on, SQLite says
/// "locked" at once instead of waiting; so this waits, for up to five seconds.
async fn connect_sqlite(path: &std::path::Path, connections: u32) -> Result<DatabaseConnection, Fault> {
    for _ in 0..50 {
        match Database::connect(sqlite_options(path, connections)).await {
            Err(error) if error.to_string().contains("database is locked") => {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            connected => return Ok(connected?),
        }
    }
    Ok(Database::connect(sqlite_options(path, connections)).await?)
}

fn sqlite_options(path: &std::path::Path, connections: u32) -> ConnectOptions {
    use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", path.display()));
    options.max_connections(connections).min_connections(1).sqlx_logging(false).test_before_acquire(false);
    // Waiting for the writer is queueing, not failure: the pool is the queue.
    options.acquire_timeout(Duration::from_secs(30)).idle_timeout(None::<Duration>).max_lifetime(None::<Duration>);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", "-8192")
    });
    options
}

/// Reads back what was set: a build of SQLite that silently ignores a pragma must not start.
async fn check_pragmas(writer: &DatabaseConnection) -> Result<(), Fault> {
    for (pragma, expected) in
        [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("secure_delete", "1")]
    {
        let statement = Statement::from_string(DbBackend::Sqlite, format!("pragma {pragma}"));
        let row =
            writer.query_one_raw(statement).await?.ok_or_else(|| Fault::new(format!("pragma {pragma} is silent")))?;
        let found = match row.try_get_by_index::<String>(0) {
            Ok(text) => text,
            Err(_) => row.try_get_by_index::<i64>(0)?.to_string(),
        };
        if found != expected {
            return Err(Fault::new(format!("pragma {pragma} is {found}, not {expected}")));
        }
    }
    Ok(())
}
