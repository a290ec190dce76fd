//! Migrations: plain SQL, one text for both engines, forward only, merged by time, run under a lock with checksums.

use crate::dialect;
use crate::engine::{Db, Engine};
use gatehouse_core::Fault;
use sqlx::AssertSqlSafe;
use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, MigrationType, Migrator};
use std::collections::HashMap;
use std::time::Duration;

/// One step of the schema. Made with [`crate::migration!`].
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `YYYYMMDDhhmmss`; orders the steps of all modules.
    pub version: i64,
    /// A sentence in snake case: what it does.
    pub name: &'static str,
    /// The text in PostgreSQL's words, with sections for what SQLite says otherwise; see [`Self::text_for`].
    pub text: &'static str,
}

impl Migration {
    /// The text that this engine runs. SQLite's types are derived; what follows a line `-- postgres:` or `-- sqlite:` is for that engine
    /// alone, up to `-- both:`.
    #[must_use]
    pub fn text_for(&self, engine: Engine) -> String {
        dialect::for_engine(self.text, engine)
    }
}

/// Embeds `migrations/VERSION_NAME.sql` of the calling crate.
#[macro_export]
macro_rules! migration {
    ($version:literal, $name:literal) => {
        $crate::Migration {
            version: $version,
            name: $name,
            text: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/migrations/",
                stringify!($version),
                "_",
                $name,
                ".sql"
            )),
        }
    };
}

/// The migrations of this crate.
pub fn migrations() -> Vec<Migration> {
    vec![crate::migration!(20261128410100, "write_probe")]
}

/// How often a step that another process may be doing is tried again, and after which pause.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(20);

impl Db {
    /// Brings the schema up to date. Safe when several nodes start together: on PostgreSQL an advisory
    /// lock, on SQLite each step's own transaction; a changed old migration is refused by its checksum.
    pub async fn migrate(&self, steps: &[Migration]) -> Result<(), Fault> {
        self.run_migrations(steps).await.map_err(|fault| self.config().explained(fault))
    }

    async fn run_migrations(&self, steps: &[Migration]) -> Result<(), Fault> {
        let engine = self.engine();
        let all: Vec<_> = steps
            .iter()
            .map(|step| {
                sqlx::migrate::Migration::new(
                    step.version,
                    step.name.into(),
                    MigrationType::Simple,
                    AssertSqlSafe(step.text_for(engine)).into_sql_str(),
                    false,
                )
            })
            .collect();
        // The usual start: no lock and no connection of its own are needed for that.
        if self.has_done(&all).await.unwrap_or(false) {
            return Ok(());
        }
        let mut migrator = Migrator::with_migrations(all);
        // An older program may start beside a newer one during an upgrade: expand first, contract later.
        migrator.set_ignore_missing(true);
        match engine {
            Engine::Sqlite => {
                // Two processes may try the same step of a new file: one finds it done, and looks what is left.
                for _ in 0..TRIES {
                    match migrator.run(self.unhurried().get_sqlite_connection_pool()).await {
                        Err(MigrateError::Execute(_) | MigrateError::ExecuteMigration(..)) => {
                            tokio::time::sleep(PAUSE).await;
                        }
                        ended => {
                            ended?;
                            return Ok(());
                        }
                    }
                }
                migrator.run(self.unhurried().get_sqlite_connection_pool()).await?;
            }
            Engine::Postgres => migrator.run(self.unhurried().get_postgres_connection_pool()).await?,
        }
        Ok(())
    }

    /// Whether every one of these steps was done, by the very text of today, and none was begun and left.
    async fn has_done(&self, steps: &[sqlx::migrate::Migration]) -> Result<bool, Fault> {
        use sea_orm::{ConnectionTrait, Statement};
        let text = "select version, success, checksum from _sqlx_migrations";
        let rows = self.reader().query_all_raw(Statement::from_string(self.backend(), text)).await?;
        let mut done = HashMap::with_capacity(rows.len());
        for row in rows {
            if !row.try_get::<bool>("", "success")? {
                return Ok(false);
            }
            done.insert(row.try_get::<i64>("", "version")?, row.try_get::<Vec<u8>>("", "checksum")?);
        }
        Ok(steps.iter().all(|step| done.get(&step.version).is_some_and(|sum| sum.as_slice() == &*step.checksum)))
    }

    /// How many of `steps` the database does not have yet; all of them when it is empty.
    pub async fn pending(&self, steps: &[Migration]) -> Result<usize, Fault> {
        use sea_orm::{ConnectionTrait, Statement};
        let statement = Statement::from_string(self.backend(), "select version from _sqlx_migrations where success");
        let Ok(rows) = self.reader().query_all_raw(statement).await else { return Ok(steps.len()) };
        let mut done = Vec::with_capacity(rows.len());
        for row in rows {
            done.push(row.try_get::<i64>("", "version")?);
        }
        Ok(steps.iter().filter(|s| !done.contains(&s.version)).count())
    }
}
