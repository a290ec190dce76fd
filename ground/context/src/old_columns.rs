//! Moving what once lay open in a column into a sealed one, once (PRI-13).
//!
//! A module calls [`seal`] when it starts. The move goes in parts, each row in one statement, so that it can be
//! stopped anywhere and goes on at the next start, also on several nodes at once. When nothing is left, a mark is
//! stored, and the key file records it too: from then on no value in the old column is ours. It is emptied and never
//! taken over, because anybody who can write to the database could have put it there.

use crate::subject::{self, table};
use crate::{App, Cx};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Db;
use gatehouse_seal::{Keys, SubjectKey};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, Statement};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// Rows moved in one transaction.
const PART: usize = 200;

/// A text column and the one that takes its place. Both have the table's `id` as their row.
#[derive(Clone, Copy, Debug)]
pub struct OldColumn {
    /// The table.
    pub table: &'static str,
    /// The column that lay open; indexed where it is not empty, so that nothing is scanned for it.
    pub old: &'static str,
    /// What is in it when it is empty.
    pub empty: Empty,
    /// The column that is sealed.
    pub sealed: &'static str,
    /// The column with the id of the subject whose key seals; `None`: the installation's own key does.
    pub subject: Option<&'static str>,
}

/// What an old column holds when it holds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    /// Null.
    Null,
    /// An empty text: the column takes no null.
    Text,
}

impl OldColumn {
    /// The condition of the rows in which something lies open.
    fn is_open(&self) -> String {
        match self.empty {
            Empty::Null => format!("{} is not null", self.old),
            Empty::Text => format!("{} <> ''", self.old),
        }
    }

    const fn emptied(&self) -> &'static str {
        match self.empty {
            Empty::Null => "null",
            Empty::Text => "''",
        }
    }
}

/// Moves the values of these columns, unless that was done: `name` says which move it is. Answers how many were moved.
pub async fn seal(app: &Arc<App>, name: &'static str, columns: &[OldColumn]) -> Result<u64, Fault> {
    if !is_due(app, name).await? {
        for column in columns {
            empty(app, column).await?;
        }
        return Ok(0);
    }
    let mut moved = 0;
    for column in columns {
        moved += move_all(app, column).await?;
    }
    finish(app, name, moved).await?;
    Ok(moved)
}

/// Whether something of this name is still to be sealed in this database, once and for all. Sealing ends with
/// [`finish`]. A fault when the database is a copy from before, and the key file says that it was done.
pub async fn is_due(app: &App, name: &str) -> Result<bool, Fault> {
    if is_done(app, name).await? {
        record(app, name);
        return Ok(false);
    }
    if app.keys.is_recorded_sealed(name) {
        return Err(Fault::new(format!(
            "the database is a copy from before {name} was sealed, but the key file says that this was done: where you \
             brought the copy back on purpose, take the line \"sealed {name}\" out of the key file and start again"
        )));
    }
    Ok(true)
}

/// Marks that everything of this name is sealed.
pub async fn finish(app: &App, name: &str, moved: u64) -> Result<(), Fault> {
    mark(app, name).await?;
    record(app, name);
    if moved > 0 {
        tracing::info!(name, moved, "what lay open is sealed");
        // On SQLite the log file still holds the pages as they were.
        app.db.checkpoint().await?;
    }
    Ok(())
}

/// Whether the move of this name was finished in this database.
pub async fn is_done(app: &App, name: &str) -> Result<bool, Fault> {
    is_marked(&app.db, &app.keys, name).await
}

/// As [`is_done`], where there is no running installation.
pub async fn is_marked(db: &Db, keys: &Keys, name: &str) -> Result<bool, Fault> {
    let (id, value) = (mark_id(name), mark_value(name));
    let Some(row) = table::Entity::find_by_id(id).one(db.reader()).await? else { return Ok(false) };
    if keys.unwrap(id, row.master_version, &row.wrapped)?.same_as(&value) {
        return Ok(true);
    }
    Err(Fault::new(format!("the mark of {name} was changed")))
}

/// How many values stand in these old columns: none once they were moved.
pub async fn strays<C: ConnectionTrait>(conn: &C, columns: &[OldColumn]) -> Result<u64, Fault> {
    let mut found = 0;
    for column in columns {
        let text = format!("select count(*) from {} where {}", column.table, column.is_open());
        let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), text)).await?;
        let count: i64 = row.ok_or_else(|| Fault::new("the database gave no answer"))?.try_get_by_index(0)?;
        found += u64::try_from(count).unwrap_or(0);
    }
    Ok(found)
}

/// The mark's row among the wrapped keys: like theirs, its contents can only be made with a master key.
pub fn mark_id(name: &str) -> Uuid {
    let hash = Sha256::digest(format!("gatehouse sealed {name}"));
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&hash[..16]);
    Uuid::from_bytes(bytes)
}

fn mark_value(name: &str) -> SubjectKey {
    SubjectKey::new(Sha256::digest(format!("gatehouse was sealed {name}")).into())
}

async fn mark(app: &App, name: &str) -> Result<(), Fault> {
    let id = mark_id(name);
    subject::insert_once(app, id, app.keys.wrap(id, &mark_value(name), app.random.as_ref())?).await
}

/// A key file that cannot be written, as it is mounted for reading only, leaves the mark in the database alone.
pub(crate) fn record(app: &App, name: &str) {
    if let Err(fault) = app.keys.record_sealed(name) {
        tracing::warn!(%fault, "the key file could not record that {name} is sealed; the next start tries again");
    }
}

async fn move_all(app: &Arc<App>, column: &OldColumn) -> Result<u64, Fault> {
    let cx = Cx::program(app, "seal");
    let (mut moved, mut after) = (0, Uuid::nil());
    loop {
        let tx = cx.begin().await?;
        let lock = if tx.get_database_backend() == sea_orm::DbBackend::Postgres { " for update" } else { "" };
        let text = format!(
            "select id, {} as subject, {} as value from {} where {} and id > $1 order by id limit {PART}{lock}",
            column.subject.unwrap_or("id"),
            column.old,
            column.table,
            column.is_open()
        );
        let statement = Statement::from_sql_and_values(tx.get_database_backend(), text, [after.into()]);
        let mut rows = Vec::new();
        for row in tx.query_all_raw(statement).await? {
            let id: Uuid = row.try_get("", "id")?;
            let of: Uuid = match column.subject {
                Some(_) => row.try_get("", "subject")?,
                None => subject::INSTALLATION,
            };
            rows.push((id, of, row.try_get::<String>("", "value")?));
        }
        let Some((last, ..)) = rows.last() else {
            tx.rollback().await?;
            return Ok(moved);
        };
        after = *last;
        let subjects: Vec<Uuid> = rows.iter().map(|(_, subject, _)| *subject).collect();
        let keys = subject::keys(&cx, &*tx, &subjects).await?;
        let place = format!("{}.{}", column.table, column.sealed);
        for (id, subject, value) in rows {
            // Without its subject's key a value belongs to nobody any more.
            let sealed = match keys.get(&subject) {
                Some(key) => Some(key.seal(app.random.as_ref(), &place, id, value.as_bytes())?),
                None => None,
            };
            let text = format!(
                "update {} set {} = coalesce({}, $1), {} = {} where id = $2",
                column.table,
                column.sealed,
                column.sealed,
                column.old,
                column.emptied()
            );
            let statement = Statement::from_sql_and_values(tx.get_database_backend(), text, [sealed.into(), id.into()]);
            moved += tx.execute_raw(statement).await?.rows_affected();
        }
        tx.commit().await?;
    }
}

async fn empty(app: &App, column: &OldColumn) -> Result<(), Fault> {
    if strays(app.db.reader(), &[*column]).await? == 0 {
        return Ok(());
    }
    let text = format!("update {} set {} = {} where {}", column.table, column.old, column.emptied(), column.is_open());
    let tx = app.db.begin().await?;
    let emptied = tx.execute_raw(Statement::from_string(app.db.backend(), text)).await?.rows_affected();
    tx.commit().await?;
    tracing::error!(
        table = column.table,
        column = column.old,
        rows = emptied,
        "values that this program did not write were found and emptied: somebody, or an older program, wrote to the database"
    );
    Ok(())
}
