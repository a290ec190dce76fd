//! A PostgreSQL database of its own for every test.
//!
//! A migrated template is made once for each set of migrations, then copied: about 30 ms a test. The server is the one that
//! `cargo xtask test` starts and names in `GATEHOUSE_TEST_POSTGRES`. Without it each test binary starts one at
//! its first use (a second; nextest runs one process per test, so go through `cargo xtask test` there).

use std::error::Error;
use std::fmt::Display;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Mutex, PoisonError};

use pgtest::Server;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// Why a database could not be made; for a test to unwrap.
pub type DatabaseError = Box<dyn Error + Send + Sync>;

/// Keeps all test programs from making the same template at once: the key of an advisory lock ("gate" in ASCII).
const TEMPLATE_LOCK: i64 = 0x6761_7465;

/// One database, dropped with this value, even while connections to it are open.
#[derive(Debug)]
pub struct TestDatabase {
    server: String,
    name: String,
    url: String,
}

impl TestDatabase {
    /// `postgres://…` of this database, as the configuration key `database` takes it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    async fn create(mut admin: PgConnection, server: String, source: &str) -> Result<Self, DatabaseError> {
        let name = format!("t_{:016x}", random());
        let strategy = if copies_files(&mut admin).await? { " strategy file_copy" } else { "" };
        run(&mut admin, format!("create database {name} template {source}{strategy}")).await?;
        admin.close().await?;
        let url = with_database(&server, &name);
        Ok(Self { server, name, url })
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (server, statement) = (self.server.clone(), format!("drop database if exists {} with (force)", self.name));
        // On a thread of its own, because a runtime cannot wait inside another. A database that stays goes with the server.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut admin = PgConnection::connect(&server).await?;
                run(&mut admin, statement).await?;
                Ok::<(), DatabaseError>(admin.close().await?)
            })
        });
        if let Ok(Err(error)) = dropping.join() {
            eprintln!("the test database {} stays: {error}", self.name);
        }
    }
}

/// A new database without any table.
///
/// # Errors
/// When no server runs or can be started, or it refuses.
pub async fn empty_database() -> Result<TestDatabase, DatabaseError> {
    let server = server_url().await?;
    TestDatabase::create(PgConnection::connect(&server).await?, server, "template0").await
}

/// A new database with the schema that `migrate` makes. `template` names the schema: 1 to 40 lower-case letters and digits, such as
/// the hash of all migrations, so that a change of them makes a new template. `migrate` gets the URL of an empty
/// database, is called by the first test only, and closes its connections before it ends.
///
/// # Errors
/// When no server runs or can be started, it refuses, `migrate` fails, or `template` has other characters.
pub async fn fresh_database<M, F, E>(template: &str, migrate: M) -> Result<TestDatabase, DatabaseError>
where
    M: FnOnce(String) -> F,
    F: Future<Output = Result<(), E>>,
    E: Display,
{
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    if template.is_empty() || template.len() > 40 || !template.chars().all(allowed) {
        return Err("a template is named by 1 to 40 lower-case letters and digits".into());
    }
    let server = server_url().await?;
    let source = format!("template_{template}");
    let mut admin = PgConnection::connect(&server).await?;
    if !is_finished(&mut admin, &source).await? {
        make_template(&server, &source, migrate).await?;
    }
    TestDatabase::create(admin, server, &source).await
}

/// Whether the server can copy a template's files as they are (from 15 on) rather than each page through its log: half the work, and the
/// first connection finds the list of its tables made.
async fn copies_files(admin: &mut PgConnection) -> Result<bool, DatabaseError> {
    let query = "select current_setting('server_version_num')::int >= 150000";
    Ok(sqlx::query_scalar(query).fetch_one(admin).await?)
}

/// A template counts as finished only by its mark, which is set last: one left half made is made anew.
async fn is_finished(admin: &mut PgConnection, source: &str) -> Result<bool, DatabaseError> {
    let query = "select exists (select from pg_database where datname = $1 and datistemplate)";
    Ok(sqlx::query_scalar(query).bind(source).fetch_one(admin).await?)
}

async fn make_template<M, F, E>(server: &str, source: &str, migrate: M) -> Result<(), DatabaseError>
where
    M: FnOnce(String) -> F,
    F: Future<Output = Result<(), E>>,
    E: Display,
{
    // The lock is the connection's: it ends with it, also when we fail or are killed.
    let mut admin = PgConnection::connect(server).await?;
    sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut admin).await?;
    if !is_finished(&mut admin, source).await? {
        run(&mut admin, format!("drop database if exists {source} with (force)")).await?;
        run(&mut admin, format!("create database {source} template template0")).await?;
        migrate(with_database(server, source)).await.map_err(|error| format!("migrating {source}: {error}"))?;
        run(&mut admin, format!("alter database {source} with is_template true allow_connections false")).await?;
    }
    admin.close().await?;
    Ok(())
}

/// Runs one statement whose names are made here or checked, never taken from outside.
async fn run(admin: &mut PgConnection, statement: String) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(admin).await.map(drop)
}

/// The address of the run's server; starts one for this process when there is none.
async fn server_url() -> Result<String, DatabaseError> {
    // Never dropped: pgtest's guard process stops the server when this process ends.
    static SERVER: Mutex<Option<Server>> = Mutex::new(None);
    let start = || {
        let mut server = SERVER.lock().unwrap_or_else(PoisonError::into_inner);
        if server.is_none() {
            *server = Some(Server::shared_or_start()?);
        }
        server.as_ref().map(|server| server.url().to_owned()).ok_or_else(|| "no server".into())
    };
    tokio::task::spawn_blocking(start).await?
}

/// The same server, another database.
fn with_database(url: &str, name: &str) -> String {
    let (address, options) = url.split_once('?').map_or((url, None), |(address, options)| (address, Some(options)));
    let server = address.rsplit_once('/').map_or(address, |(server, _)| server);
    match options {
        Some(options) => format!("{server}/{name}?{options}"),
        None => format!("{server}/{name}"),
    }
}

/// Seeded by the system: test processes that start together must not meet in a name.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_is_exchanged_and_the_options_stay() {
        assert_eq!(with_database("postgres://u@h:1/postgres", "t_1"), "postgres://u@h:1/t_1");
        assert_eq!(with_database("postgres://u@h:1/a?sslmode=disable", "t_1"), "postgres://u@h:1/t_1?sslmode=disable");
    }
}
