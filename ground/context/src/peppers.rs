//! Turning the pepper while nodes run (PRI-13): so that a key file that somebody saw does not tell for ever who is in a
//! database.
//!
//! What lives short (sessions, links, counters) is made under the newest pepper and found under every one that the key file
//! has. What lasts has its pepper's version beside it. It is found under every pepper too, and written under the one that
//! the database says is in use for it: that is read inside the writing transaction and held until its end. So before the
//! first row is written or moved under a new pepper, everybody has ended who wrote under the old one, and a unique index
//! goes on telling the truth. The rows are moved by opening what is sealed beside the look-up; see [`move_all`].

use crate::subject;
use crate::{App, Cx};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::{Db, Engine, Tx};
use gatehouse_seal::Keys;
use sea_orm::{ConnectionTrait, Statement, Value};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// The word for the pepper that every node should know by now.
const KNOWN: &str = "known";
/// The word for the pepper that every node should make short-lived values with by now.
const USED: &str = "used";
/// The word for a rotation that is over: everything that can be moved is.
const DONE: &str = "done";
/// Rows moved in one transaction.
const PART: usize = 200;
/// How often a running node asks for [`refresh`], in seconds.
pub const EVERY_SECONDS: u64 = 2;

async fn version_of<C: ConnectionTrait>(conn: &C, name: &str) -> Result<Option<i64>, Fault> {
    let text = "select version from pepper_use where name = $1";
    let row =
        conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), text, [name.into()])).await?;
    Ok(row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?)
}

async fn set(tx: &Tx, name: &str, version: i64) -> Result<(), Fault> {
    let text = "insert into pepper_use (name, version) values ($1, $2) \
                on conflict (name) do update set version = $2 where pepper_use.version < $2";
    let values = [name.into(), version.into()];
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), text, values)).await?;
    Ok(())
}

/// The number of PostgreSQL's lock for a sort of look-ups.
fn lock_of(name: &str) -> i64 {
    let hash = Sha256::digest(format!("gatehouse pepper {name}"));
    let mut first = [0u8; 8];
    first.copy_from_slice(&hash[..8]);
    i64::from_le_bytes(first)
}

async fn lock(engine: Engine, tx: &Tx, name: &str, how: &str) -> Result<(), Fault> {
    // SQLite's one writer is this transaction.
    if engine == Engine::Postgres {
        let text = format!("select {how}($1)");
        let values = [lock_of(name).into()];
        tx.query_one_raw(Statement::from_sql_and_values(tx.get_database_backend(), text, values)).await?;
    }
    Ok(())
}

/// The pepper that look-ups of this name (`accounts.email`) are written with now; it stays so until the transaction ends.
pub async fn writing(cx: &Cx, tx: &Tx, name: &str) -> Result<i64, Fault> {
    lock(cx.db().engine(), tx, name, "pg_advisory_xact_lock_shared").await?;
    // No row: no rotation was ever begun, and the file has the one pepper of the beginning.
    Ok(version_of(&**tx, name).await?.unwrap_or_else(|| cx.app.keys.oldest_pepper()))
}

/// From now on look-ups of this name are written with this pepper. Waits for who writes with the one before.
pub async fn switch(app: &App, name: &str, version: i64) -> Result<(), Fault> {
    let tx = app.db.begin().await?;
    lock(app.db.engine(), &tx, name, "pg_advisory_xact_lock").await?;
    set(&tx, name, version).await?;
    tx.commit().await
}

/// Tells all nodes that there is a pepper that they must know: they read the key file within [`EVERY_SECONDS`].
pub async fn announce(app: &App, version: i64) -> Result<(), Fault> {
    write(app, KNOWN, version).await
}

/// Tells all nodes to make short-lived values with it.
pub async fn take_into_use(app: &App, version: i64) -> Result<(), Fault> {
    write(app, USED, version).await
}

/// Records that everything that can be moved is.
pub async fn finish(app: &App, version: i64) -> Result<(), Fault> {
    write(app, DONE, version).await
}

/// The newest pepper whose rotation was finished.
pub async fn finished(app: &App) -> Result<i64, Fault> {
    finished_in(&app.db, &app.keys).await
}

/// As [`finished`], where there is no running installation.
pub async fn finished_in(db: &Db, keys: &Keys) -> Result<i64, Fault> {
    Ok(version_of(db.reader(), DONE).await?.unwrap_or_else(|| keys.oldest_pepper()))
}

async fn write(app: &App, name: &str, version: i64) -> Result<(), Fault> {
    let tx = app.db.begin().await?;
    set(&tx, name, version).await?;
    tx.commit().await
}

/// Reads the key file again where another process has announced a pepper. A running node calls it every
/// [`EVERY_SECONDS`].
pub async fn refresh(app: &App) -> Result<(), Fault> {
    for (name, is_used) in [(KNOWN, false), (USED, true)] {
        if let Some(version) = version_of(app.db.reader(), name).await? {
            app.keys.expect_pepper(version, is_used);
        }
    }
    Ok(())
}

/// A table whose look-ups can be made anew from what is sealed beside them. It has the columns `id` and `pepper_version`.
#[derive(Clone, Copy, Debug)]
pub struct Lasting {
    /// The name of the look-ups.
    pub name: &'static str,
    /// The table.
    pub table: &'static str,
    /// The column with the id of the subject whose key seals.
    pub subject: &'static str,
    /// The column with the sealed text; null: there is no look-up either.
    pub sealed: &'static str,
}

/// A column's look-up value.
pub type Made = (&'static str, [u8; 32]);

/// Switches these look-ups to a pepper and moves every row that is under an older one, in parts; answers how many. Can be
/// stopped at any point and run again. `make`: the look-ups of a row from its text.
pub async fn move_all(
    app: &Arc<App>,
    to: i64,
    lasting: Lasting,
    make: impl Fn(&Keys, &str) -> Result<Vec<Made>, Fault> + Send + Sync,
) -> Result<u64, Fault> {
    switch(app, lasting.name, to).await?;
    let cx = Cx::program(app, "pepper");
    let (mut moved, mut after) = (0, Uuid::nil());
    loop {
        let tx = cx.begin().await?;
        let backend = tx.get_database_backend();
        let lock = if backend == sea_orm::DbBackend::Postgres { " for update" } else { "" };
        let text = format!(
            "select id, {} as subject, {} as sealed from {} where pepper_version < $1 and id > $2 \
             order by id limit {PART}{lock}",
            lasting.subject, lasting.sealed, lasting.table
        );
        let statement = Statement::from_sql_and_values(backend, text, [to.into(), after.into()]);
        let mut rows: Vec<(Uuid, Uuid, Option<Vec<u8>>)> = Vec::new();
        for row in tx.query_all_raw(statement).await? {
            rows.push((row.try_get("", "id")?, row.try_get("", "subject")?, row.try_get("", "sealed")?));
        }
        let Some((last, ..)) = rows.last() else {
            tx.rollback().await?;
            return Ok(moved);
        };
        after = *last;
        let subjects: Vec<Uuid> = rows.iter().map(|(_, subject, _)| *subject).collect();
        let keys = subject::keys(&cx, &*tx, &subjects).await?;
        let place = format!("{}.{}", lasting.table, lasting.sealed);
        for (id, subject, sealed) in rows {
            let made = match (sealed, keys.get(&subject)) {
                (Some(sealed), Some(key)) => match key.open_text(&place, id, &sealed) {
                    Ok(text) => make(&app.keys, &text)?,
                    // It stays under the old pepper and is named when that shall be dropped.
                    Err(fault) => {
                        tracing::error!(%fault, %id, table = lasting.table, "a row cannot be moved to the new pepper");
                        continue;
                    }
                },
                // Nothing to find it by, or its key is gone: then nobody finds it any more.
                _ => Vec::new(),
            };
            let mut text = format!("update {} set pepper_version = $1", lasting.table);
            let mut values: Vec<Value> = vec![to.into(), id.into()];
            for (column, value) in made {
                values.push(value.to_vec().into());
                text.push_str(&format!(", {column} = ${}", values.len()));
            }
            text.push_str(" where id = $2 and pepper_version < $1");
            moved += tx.execute_raw(Statement::from_sql_and_values(backend, text, values)).await?.rows_affected();
        }
        tx.commit().await?;
    }
}

/// How many rows of a table are under a pepper older than this.
pub async fn left(app: &App, table: &str, below: i64) -> Result<i64, Fault> {
    let text = format!("select count(*) from {table} where pepper_version < $1");
    let statement = Statement::from_sql_and_values(app.db.backend(), text, [below.into()]);
    let row = app.db.reader().query_one_raw(statement).await?;
    Ok(row.ok_or_else(|| Fault::new("the database gave no answer"))?.try_get_by_index(0)?)
}
