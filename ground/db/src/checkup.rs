//! What `gatehouse doctor` asks of the database.

use crate::{Db, DbConfig, Engine};
use gatehouse_core::{Fault, Moment};
use sea_orm::{ConnectionTrait, Statement};

/// The oldest PostgreSQL that is supported, as its `server_version_num`.
const OLDEST_POSTGRES: i64 = 150_000;

/// Which engine answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineVersion {
    /// Name and version, such as `SQLite 3.51.3`.
    pub name: String,
    /// Whether this version is supported.
    pub is_supported: bool,
}

impl Db {
    /// The engine's version.
    pub async fn engine_version(&self) -> Result<EngineVersion, Fault> {
        match self.engine() {
            // It is built in, so it is the right one.
            Engine::Sqlite => {
                let version: String = self.one("select sqlite_version()").await?;
                Ok(EngineVersion { name: format!("SQLite {version}"), is_supported: true })
            }
            Engine::Postgres => {
                let version: String = self.one("select current_setting('server_version')").await?;
                let number: i64 = self.one("select current_setting('server_version_num')::int8").await?;
                Ok(EngineVersion { name: format!("PostgreSQL {version}"), is_supported: number >= OLDEST_POSTGRES })
            }
        }
    }

    /// Whether the embedded engine keeps prepared statements whose limits are bound (`ENABLE_QPSG`); without it every
    /// list is prepared anew at each request. Always true on PostgreSQL.
    pub async fn keeps_prepared_statements(&self) -> Result<bool, Fault> {
        if self.engine() == Engine::Postgres {
            return Ok(true);
        }
        let found: i64 =
            self.one("select count(*) from pragma_compile_options where compile_options = 'ENABLE_QPSG'").await?;
        Ok(found == 1)
    }

    /// Whether the database can be written, as far as can be told without writing.
    pub async fn takes_writes(&self) -> Result<bool, Fault> {
        match self.config() {
            DbConfig::Sqlite(path) => Ok(std::fs::OpenOptions::new().write(true).open(path).is_ok()),
            DbConfig::Postgres(_) => {
                Ok(self.one::<String>("select current_setting('transaction_read_only')").await? == "off")
            }
        }
    }

    /// The protocol that protects the way to the server, such as `TLSv1.3`; `None` when nothing does.
    pub async fn encryption(&self) -> Result<Option<String>, Fault> {
        match self.engine() {
            Engine::Sqlite => Ok(None),
            Engine::Postgres => {
                self.one("select (select version from pg_stat_ssl where ssl and pid = pg_backend_pid())").await
            }
        }
    }

    /// The time of the database server's clock; `None` when it is the same machine's clock anyway.
    pub async fn server_time(&self) -> Result<Option<Moment>, Fault> {
        match self.engine() {
            Engine::Sqlite => Ok(None),
            Engine::Postgres => {
                Ok(Some(Moment(self.one("select (extract(epoch from clock_timestamp()) * 1000000)::int8").await?)))
            }
        }
    }

    /// The oldest moment in `table.anchor` that is not after `due`. The names come from declarations in the code.
    pub async fn oldest(&self, table: &str, anchor: &str, due: Moment) -> Result<Option<Moment>, Fault> {
        let text = format!("select min({anchor}) from {table} where {anchor} is not null and {anchor} <= $1");
        let statement = Statement::from_sql_and_values(self.backend(), text, [due.0.into()]);
        let row = self.reader().query_one_raw(statement).await?;
        Ok(row.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten().map(Moment))
    }

    async fn one<T: sea_orm::TryGetable>(&self, text: &str) -> Result<T, Fault> {
        let row = self.reader().query_one_raw(Statement::from_string(self.backend(), text)).await?;
        Ok(row.ok_or_else(|| Fault::new("the database gave no answer"))?.try_get_by_index(0)?)
    }
}
