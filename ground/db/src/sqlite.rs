//! Connecting to the embedded database.

use crate::reach;
use crate::storage::Storage;
use gatehouse_core::Fault;
use gatehouse_seal::private_file;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// While another process opens the same new file and switches its log on, SQLite says "locked" at once instead of
/// waiting; so we wait, this often and this long.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);
/// How long a writer waits for its turn.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// How long a statement waits for another process that holds the file. A page that waits longer is given up by its reader.
pub(crate) const LOCK_PATIENCE: Duration = Duration::from_secs(4);
/// Pages that a connection keeps: 4 MiB for the writer, whose changes touch many, 2 MiB for each reader. The system
/// keeps the file itself, so a further page costs a reader a microsecond.
const WRITER_CACHE: &str = "-4096";
const READER_CACHE: &str = "-2048";
/// Statements that a connection keeps prepared, more than the driver's own hundred: all requests and jobs share the one writer, and where
/// their statements come round in turns, a cache that is a little too small finds none of them.
const PREPARED: usize = 500;

/// Makes the file, or looks whether the one that is there can be ours.
pub(crate) async fn prepare(path: &Path) -> Result<(), Fault> {
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty() && !f.exists()) {
        private_file::make_folder(folder)?;
    }
    // SQLite would make it readable for everybody; its log takes the file's mode.
    private_file::reserve(path)?;
    for _ in 0..TRIES {
        match look(path).await {
            Err(fault) if reach::is_locked(&fault) => tokio::time::sleep(PAUSE).await,
            looked => return looked,
        }
    }
    look(path).await
}

/// Refuses a damaged file and a database of somebody else, before anything in it is changed.
async fn look(path: &Path) -> Result<(), Fault> {
    refuse_truncated(path)?;
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(Duration::from_secs(10));
    let mut connection = options.disable_statement_logging().connect().await?;
    let text = "select coalesce(sum(name = '_sqlx_migrations'), 0), count(*) from sqlite_schema \
                where type = 'table' and name not like 'sqlite\\_%' escape '\\'";
    let found = sqlx::query_as::<_, (i64, i64)>(text).fetch_one(&mut connection).await;
    connection.close().await?;
    let (ours, tables) = found?;
    if tables > 0 && ours == 0 {
        return Err(Fault::new(format!(
            "{}: this is the database of another program ({tables} tables, none of them Gatehouse's); name another file",
            path.display()
        )));
    }
    Ok(())
}

/// A file that is shorter than its own first page says, while no log holds the rest (SQLite file format, 1.3).
fn refuse_truncated(path: &Path) -> Result<(), Fault> {
    use std::io::Read as _;
    let log = PathBuf::from(format!("{}-wal", path.display()));
    if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        return Ok(());
    }
    let mut head = [0_u8; 100];
    let mut file = std::fs::File::open(path).map_err(|error| Fault::new(format!("{}: {error}", path.display())))?;
    let length = file.metadata()?.len();
    if length == 0 {
        return Ok(());
    }
    let number = |at: usize, head: &[u8; 100]| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    if file.read_exact(&mut head).is_err() || !head.starts_with(b"SQLite format 3\0") {
        return Err(damaged(path, "file is not a database"));
    }
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    // The count of pages holds only where both counters of changes agree.
    let is_said = number(24, &head) == number(92, &head);
    if is_said && u64::from(number(28, &head)).saturating_mul(page) > length {
        return Err(damaged(path, "the file is shorter than it says itself"));
    }
    Ok(())
}

fn damaged(path: &Path, said: &str) -> Fault {
    Fault::new(format!(
        "{}: the database is damaged ({said}). Move the file and its -wal away and restore a backup: gatehouse restore",
        path.display()
    ))
}

/// The fault, with the file and what to do where it tells of damage.
pub(crate) fn explained(path: &Path, fault: Fault) -> Fault {
    if reach::is_damage(&fault) { damaged(path, &fault.to_string()) } else { fault }
}

/// The one writer. A connection that `storage` has condemned, or that was left inside a transaction, is closed and
/// replaced: SQLite ends a transaction by itself when the disk is full or fails, the driver goes on counting it, and
/// from then on a commit would be the release of a savepoint that nobody commits.
pub(crate) async fn writer(path: &Path, storage: &Arc<Storage>) -> Result<DatabaseConnection, Fault> {
    let mut options = options(path, 1, WRITER_CACHE);
    let storage = Arc::clone(storage);
    options.map_sqlx_sqlite_pool_opts(move |pool| guarded(pool, &storage));
    let writer = connect(options).await?;
    check_pragmas(&writer).await?;
    Ok(writer)
}

fn guarded(pool: SqlitePoolOptions, storage: &Arc<Storage>) -> SqlitePoolOptions {
    let (taken, returned) = (Arc::clone(storage), Arc::clone(storage));
    pool.before_acquire(move |connection: &mut SqliteConnection, about| {
        let is_fit = taken.is_fit(connection.is_in_transaction(), about.age);
        Box::pin(std::future::ready(Ok(is_fit)))
    })
    .after_release(move |connection: &mut SqliteConnection, about| {
        let storage = Arc::clone(&returned);
        Box::pin(async move {
            // A transaction that was dropped is rolled back in the connection's own thread: after that we look.
            connection.ping().await?;
            Ok(storage.is_fit(connection.is_in_transaction(), about.age))
        })
    })
}

/// Connections for reading.
pub(crate) async fn readers(path: &Path, connections: u32) -> Result<DatabaseConnection, Fault> {
    connect(options(path, connections, READER_CACHE)).await
}

/// One more connection for reading, made when it is first needed and kept.
pub(crate) async fn reserved(path: &Path) -> Result<DatabaseConnection, Fault> {
    let mut options = options(path, 1, READER_CACHE);
    options.min_connections(0).connect_lazy(true);
    connect(options).await
}

async fn connect(options: ConnectOptions) -> Result<DatabaseConnection, Fault> {
    for _ in 0..TRIES {
        match Database::connect(options.clone()).await {
            Err(error) if error.to_string().contains("database is locked") => tokio::time::sleep(PAUSE).await,
            connected => return Ok(connected?),
        }
    }
    Ok(Database::connect(options).await?)
}

fn options(path: &Path, connections: u32, cache: &'static str) -> ConnectOptions {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", path.display()));
    options.max_connections(connections).min_connections(1).sqlx_logging(false).test_before_acquire(false);
    // Waiting for the writer is queueing, not failure: the pool is the queue.
    options.acquire_timeout(PATIENCE).idle_timeout(None::<Duration>).max_lifetime(None::<Duration>);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(LOCK_PATIENCE)
            .statement_cache_capacity(PREPARED)
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", cache)
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

#[cfg(test)]
mod tests {
    use super::prepare;
    use sqlx::{ConnectOptions as _, Connection as _};

    async fn refusal(path: &std::path::Path) -> String {
        prepare(path).await.expect_err("the file must be refused").to_string()
    }

    /// ALL-6, ALL-9
    #[tokio::test]
    async fn what_is_no_sound_database_of_ours_is_refused_with_its_name_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.db");
        prepare(&path).await.unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().len(), 0, "an empty file is a new database");

        std::fs::write(&path, "these are not the pages of a database").unwrap();
        let said = refusal(&path).await;
        assert!(said.contains("file.db") && said.contains("gatehouse restore"), "{said}");

        std::fs::remove_file(&path).unwrap();
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).create_if_missing(true);
        let mut other = options.connect().await.unwrap();
        sqlx::raw_sql(
            "create table recipe (id integer, text text); insert into recipe values (1, hex(randomblob(9000)))",
        )
        .execute(&mut other)
        .await
        .unwrap();
        other.close().await.unwrap();
        let before = std::fs::read(&path).unwrap();
        let said = refusal(&path).await;
        assert!(said.contains("file.db") && said.contains("another program"), "{said}");
        assert_eq!(std::fs::read(&path).unwrap(), before, "another program's file was changed");

        std::fs::write(&path, &before[..before.len() - 4096]).unwrap();
        let said = refusal(&path).await;
        assert!(said.contains("file.db") && said.contains("shorter"), "{said}");
    }
}
