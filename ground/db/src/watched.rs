//! Connections for writing whose every error is looked at.

use crate::engine::Engine;
use crate::reach;
use crate::sqlite::{LOCK_PATIENCE, PATIENCE};
use crate::storage::Storage;
use gatehouse_core::{Fault, async_trait};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// For single statements that write. On SQLite it is the one writer, and statements wait in line for it.
#[derive(Clone, Debug)]
pub struct Writer {
    engine: Engine,
    connection: DatabaseConnection,
    storage: Arc<Storage>,
    /// The line before the one writer. The holder of its permit has looked at how its writes ended before the next one
    /// gets the connection.
    line: Option<Arc<Semaphore>>,
    /// When the embedded database was last found to be held by another process.
    held: Arc<Mutex<Option<Instant>>>,
}

/// A place in the line; kept for as long as the connection is used.
pub(crate) type Place = Option<OwnedSemaphorePermit>;

/// How long a checkpoint waits for readers; everything else of the writer waits for [`LOCK_PATIENCE`].
const CHECKPOINT_PATIENCE: Duration = Duration::from_millis(200);
/// Another process was found to hold the file for all of [`LOCK_PATIENCE`]: for so long nobody waits for it
/// again. Those that stood in line meanwhile have waited as long, and waits would add up.
const HELD: Duration = Duration::from_secs(1);

impl Writer {
    pub(crate) fn new(engine: Engine, connection: DatabaseConnection, storage: Arc<Storage>) -> Self {
        let line = (engine == Engine::Sqlite).then(|| Arc::new(Semaphore::new(1)));
        Self { engine, connection, storage, line, held: Arc::default() }
    }

    /// The connections themselves, for migrations and the loading of a backup.
    pub(crate) const fn unwatched(&self) -> &DatabaseConnection {
        &self.connection
    }

    async fn place(&self) -> Result<Place, DbErr> {
        let Some(line) = &self.line else { return Ok(None) };
        match tokio::time::timeout(PATIENCE, Arc::clone(line).acquire_owned()).await {
            Ok(Ok(_)) if self.is_held() => Err(unavailable("another process holds the database")),
            Ok(Ok(place)) => Ok(Some(place)),
            Ok(Err(_)) => Err(unavailable("the database is closed")),
            Err(_) => Err(unavailable("too many writers wait")),
        }
    }

    /// Starts a transaction. On SQLite the connection that it gets is in none (see [`crate::sqlite`]), so what is sent is
    /// `BEGIN IMMEDIATE` and no savepoint, and the driver looks afterwards whether a transaction has begun.
    pub(crate) async fn begin(&self) -> Result<(Work, Place), Fault> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let place = self.place().await?;
        let begun = self.connection.begin_with_options(options).await;
        let inner = self.looked_at(begun)?;
        Ok((Work { engine: self.engine, inner, storage: Arc::clone(&self.storage), end: AtomicU8::new(OPEN) }, place))
    }

    /// Writes the embedded database's log into its file and empties it. Answers whether that was done: as long as a reader
    /// needs the log, it stays.
    pub(crate) async fn empty_log(&self) -> Result<bool, DbErr> {
        let _place = self.place().await?;
        let of = |text: String| Statement::from_string(DbBackend::Sqlite, text);
        let patience = |wait: Duration| of(format!("pragma busy_timeout = {}", wait.as_millis()));
        // A long reader must not hold up all writers for as long as they are ready to wait.
        self.connection.execute_raw(patience(CHECKPOINT_PATIENCE)).await?;
        let done = self.connection.query_one_raw(of("pragma wal_checkpoint(truncate)".to_owned())).await;
        self.connection.execute_raw(patience(LOCK_PATIENCE)).await?;
        let Some(row) = self.looked_at(done)? else { return Ok(false) };
        let (busy, log, written): (i64, i64, i64) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        Ok(busy == 0 && log == written)
    }

    fn is_held(&self) -> bool {
        let held = *self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.is_some_and(|at| at.elapsed() < HELD)
    }

    fn looked_at<T>(&self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        if let Err(error) = &result {
            self.storage.saw(error);
            if reach::is_held(error) {
                *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
            }
        }
        result
    }
}

fn unavailable(why: &str) -> DbErr {
    DbErr::Conn(RuntimeErr::Internal(why.to_owned()))
}

#[async_trait]
impl ConnectionTrait for Writer {
    fn get_database_backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let _place = self.place().await?;
        let result = self.connection.execute_raw(statement).await;
        self.looked_at(result)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let _place = self.place().await?;
        let result = self.connection.execute_unprepared(sql).await;
        self.looked_at(result)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let _place = self.place().await?;
        let result = self.connection.query_one_raw(statement).await;
        self.looked_at(result)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let _place = self.place().await?;
        let result = self.connection.query_all_raw(statement).await;
        self.looked_at(result)
    }
}

/// How a transaction stands.
const OPEN: u8 = 0;
/// The disk or the way to the server failed under it.
const BROKEN: u8 = 1;
/// The server takes nothing more in it, and would answer a commit with a rollback that looks like success.
const ABORTED: u8 = 2;

/// The statements of an open transaction. After a fault of the storage nothing more is sent: SQLite may have ended the
/// transaction by itself, and what follows would be stored without the rest.
#[derive(Debug)]
pub struct Work {
    engine: Engine,
    inner: DatabaseTransaction,
    storage: Arc<Storage>,
    end: AtomicU8,
}

impl Work {
    fn refuse_ended(&self) -> Result<(), DbErr> {
        match self.end.load(Ordering::Acquire) {
            OPEN => Ok(()),
            BROKEN => Err(unavailable("the transaction ended with an earlier fault of the storage")),
            _ => Err(DbErr::Custom("the transaction ended with an earlier error of the server".to_owned())),
        }
    }

    fn looked_at<T>(&self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        let Err(error) = &result else { return result };
        if self.storage.saw(error) {
            self.end.store(BROKEN, Ordering::Release);
        } else if self.engine == Engine::Postgres {
            let end = if reach::is_answer(error) { ABORTED } else { BROKEN };
            self.end.store(end, Ordering::Release);
        }
        result
    }

    /// Commits. When that fails the connection is not used again, whatever it says about itself.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.refuse_ended()?;
        let Self { inner, storage, .. } = self;
        let committed = inner.commit().await;
        if let Err(error) = &committed {
            storage.saw(error);
            storage.condemn();
        }
        committed
    }

    /// Rolls back. When that fails the connection is not used again.
    pub(crate) async fn rollback(self) -> Result<(), DbErr> {
        let Self { inner, storage, .. } = self;
        let ended = inner.rollback().await;
        if let Err(error) = &ended {
            storage.saw(error);
            storage.condemn();
        }
        ended
    }
}

#[async_trait]
impl ConnectionTrait for Work {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.refuse_ended()?;
        let result = self.inner.execute_raw(statement).await;
        self.looked_at(result)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.refuse_ended()?;
        let result = self.inner.execute_unprepared(sql).await;
        self.looked_at(result)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.refuse_ended()?;
        let result = self.inner.query_one_raw(statement).await;
        self.looked_at(result)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.refuse_ended()?;
        let result = self.inner.query_all_raw(statement).await;
        self.looked_at(result)
    }
}
