//! The declaration of this crate's table (PRI-1), and the reading of the live schema that a test holds all declarations against.

use crate::{Db, Engine};
use gatehouse_core::Fault;
use gatehouse_core::personal::{Holds, Inventory, OnErase, Subject, Table, column};
use sea_orm::{ConnectionTrait, Statement};
use std::collections::BTreeMap;

/// What the engine's own table holds.
pub fn inventory() -> Inventory {
    Inventory { module: "db", tables: vec![write_probe()], rules: Vec::new() }
}

/// The table has no entity: see `readiness`.
fn write_probe() -> Table {
    Table {
        name: "write_probe",
        purpose: "Knowing that the database takes writes",
        basis: "f",
        recipients: &[],
        subject: Subject::Nobody,
        on_erase: OnErase::Nothing,
        columns: vec![
            column("id", Holds::NotPersonal("always 1")),
            column("at", Holds::NotPersonal("a technical time")),
        ],
    }
}

impl Db {
    /// Every table of the live schema with its columns, the migrations' own table excepted. What an engine makes of other columns by itself
    /// (indexes of words and their tables, generated columns) is no column of ours.
    pub async fn schema(&self) -> Result<BTreeMap<String, Vec<String>>, Fault> {
        let text = match self.engine() {
            Engine::Sqlite => {
                "select m.name as t, p.name as c from sqlite_schema m join pragma_table_xinfo(m.name) p \
                 where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> '_sqlx_migrations' \
                 and m.name not in (select name from pragma_table_list where type in ('virtual', 'shadow')) order by 1, p.cid"
            }
            Engine::Postgres => {
                "select table_name::text as t, column_name::text as c from information_schema.columns \
                 where table_schema = 'public' and table_name <> '_sqlx_migrations' and is_generated = 'NEVER' order by 1, ordinal_position"
            }
        };
        let mut tables = BTreeMap::<String, Vec<String>>::new();
        for row in self.reader().query_all_raw(Statement::from_string(self.backend(), text)).await? {
            tables.entry(row.try_get("", "t")?).or_default().push(row.try_get("", "c")?);
        }
        Ok(tables)
    }
}
