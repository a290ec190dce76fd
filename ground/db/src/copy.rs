//! Copying a whole database out and in, in one form for both engines: what `gatehouse backup` and `restore`
//! are made of.
//!
//! The form knows four kinds of values besides null. What PostgreSQL keeps as `uuid` and SQLite as 16 bytes is
//! bytes here, and rows come in the order of their primary key compared bytewise: the same contents give the
//! same copy on either engine, so two copies can be compared by their hashes.

mod postgres;
mod shape;
mod sqlite;

use crate::engine::{Db, Engine};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use gatehouse_core::Fault;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a column holds, apart from null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A whole number of 64 bits.
    Integer,
    /// Text in UTF-8.
    Text,
    /// True or false.
    Boolean,
    /// Bytes; an id is 16 of them.
    Bytes,
}

/// One column's name and kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// What a copy knows of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The table's name.
    pub table: String,
    /// Its columns in the table's own order; generated ones are left out.
    pub columns: Vec<Column>,
    /// The columns of its primary key, by which its rows are ordered.
    key: Vec<String>,
    /// What numbers its rows.
    sequence: Option<Sequence>,
    /// Columns that PostgreSQL keeps as `uuid`.
    uuids: BTreeSet<String>,
}

/// What gives a column its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sequence {
    /// The numbered column.
    column: String,
    /// The sequence, in the engine's own words.
    name: String,
}

impl Shape {
    /// Whether the engine itself numbers the table's rows.
    pub const fn is_numbered(&self) -> bool {
        self.sequence.is_some()
    }
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// See [`Kind::Integer`].
    Integer(i64),
    /// See [`Kind::Text`].
    Text(String),
    /// See [`Kind::Boolean`].
    Boolean(bool),
    /// See [`Kind::Bytes`].
    Bytes(Vec<u8>),
}

/// The database as it was at one moment, whatever is written meanwhile.
///
/// SQLite: a deferred read transaction on a reader; the write-ahead log grows while it is open. PostgreSQL: a
/// REPEATABLE READ READ ONLY transaction.
pub struct Snapshot(SnapshotOf);

enum SnapshotOf {
    Sqlite(sqlite::Snapshot),
    Postgres(postgres::Snapshot),
}

/// The one transaction that fills an empty database. Dropped without [`Load::commit`], nothing was stored.
pub struct Load(LoadOf);

enum LoadOf {
    Sqlite(sqlite::Load),
    Postgres(postgres::Load),
}

impl Db {
    /// Holds the present moment for reading.
    pub async fn snapshot(&self) -> Result<Snapshot, Fault> {
        Ok(Snapshot(match self.engine() {
            Engine::Sqlite => {
                SnapshotOf::Sqlite(sqlite::Snapshot::take(self.reader().get_sqlite_connection_pool()).await?)
            }
            Engine::Postgres => {
                SnapshotOf::Postgres(postgres::Snapshot::take(self.unhurried().get_postgres_connection_pool()).await?)
            }
        }))
    }

    /// Starts filling `shapes`: nobody else writes to these tables until the end. References between rows are
    /// checked at the end at the latest, so the order of tables is [`Load::order`]'s concern only.
    pub async fn load(&self, shapes: &[Shape]) -> Result<Load, Fault> {
        Ok(Load(match self.engine() {
            Engine::Sqlite => LoadOf::Sqlite(sqlite::Load::begin(self.unhurried().get_sqlite_connection_pool()).await?),
            Engine::Postgres => {
                LoadOf::Postgres(postgres::Load::begin(self.unhurried().get_postgres_connection_pool(), shapes).await?)
            }
        }))
    }
}

impl Snapshot {
    /// Every table with rows of ours, by name; the migrations' own table is not among them.
    pub async fn shapes(&mut self) -> Result<Vec<Shape>, Fault> {
        match &mut self.0 {
            SnapshotOf::Sqlite(snapshot) => snapshot.shapes().await,
            SnapshotOf::Postgres(snapshot) => snapshot.shapes().await,
        }
    }

    /// The versions of the migrations that the schema has, in order; none for a database without a schema.
    pub async fn versions(&mut self) -> Result<Vec<i64>, Fault> {
        match &mut self.0 {
            SnapshotOf::Sqlite(snapshot) => snapshot.versions().await,
            SnapshotOf::Postgres(snapshot) => snapshot.versions().await,
        }
    }

    /// The last number that the table's sequence gave out; `None` when it has none or gave none.
    pub async fn last_number(&mut self, shape: &Shape) -> Result<Option<i64>, Fault> {
        let Some(sequence) = &shape.sequence else { return Ok(None) };
        match &mut self.0 {
            SnapshotOf::Sqlite(snapshot) => snapshot.last_number(&sequence.name).await,
            SnapshotOf::Postgres(snapshot) => snapshot.last_number(&sequence.name).await,
        }
    }

    /// Whether the table has a row.
    pub async fn has_rows(&mut self, shape: &Shape) -> Result<bool, Fault> {
        Ok(self.rows(shape).next().await.transpose()?.is_some())
    }

    /// The table's rows in the order of its key, streamed. A value that its column should not hold is a fault
    /// that names table and column, never the value.
    pub fn rows<'a>(&'a mut self, shape: &'a Shape) -> BoxStream<'a, Result<Vec<Value>, Fault>> {
        match &mut self.0 {
            SnapshotOf::Sqlite(snapshot) => snapshot.rows(shape),
            SnapshotOf::Postgres(snapshot) => snapshot.rows(shape),
        }
    }
}

impl Load {
    /// The tables in an order in which rows can be stored: those that are referred to come first.
    pub async fn order(&mut self, shapes: &[Shape]) -> Result<Vec<String>, Fault> {
        match &mut self.0 {
            // Every reference is deferred there.
            LoadOf::Sqlite(_) => Ok(shapes.iter().map(|shape| shape.table.clone()).collect()),
            LoadOf::Postgres(load) => load.order(shapes).await,
        }
    }

    /// How many rows the table has.
    pub async fn count(&mut self, shape: &Shape) -> Result<u64, Fault> {
        let count = match &mut self.0 {
            LoadOf::Sqlite(load) => load.count(shape).await?,
            LoadOf::Postgres(load) => load.count(shape).await?,
        };
        Ok(u64::try_from(count)?)
    }

    /// Stores rows whose values are in the order of `columns`. Give a thousand at a time at the most.
    pub async fn insert(&mut self, shape: &Shape, columns: &[Column], rows: Vec<Vec<Value>>) -> Result<(), Fault> {
        let mut rows = rows.into_iter();
        let most = rows_of_a_statement(columns.len());
        loop {
            let part: Vec<Vec<Value>> = rows.by_ref().take(most).collect();
            if part.is_empty() {
                return Ok(());
            }
            let stored = match &mut self.0 {
                LoadOf::Sqlite(load) => load.insert(&insert_text(shape, columns, part.len(), ""), part).await,
                LoadOf::Postgres(load) => {
                    // A column that numbers itself takes a given number only when told so.
                    let given = if shape.is_numbered() { " overriding system value" } else { "" };
                    load.insert(&insert_text(shape, columns, part.len(), given), shape, columns, part).await
                }
            };
            stored.map_err(|fault| in_words(&shape.table, fault))?;
        }
    }

    /// Makes the table's sequence go on after `last` and after its highest row.
    pub async fn number_after(&mut self, shape: &Shape, last: Option<i64>) -> Result<(), Fault> {
        let Some(sequence) = &shape.sequence else { return Ok(()) };
        match &mut self.0 {
            LoadOf::Sqlite(load) => load.number_after(&sequence.name, last).await,
            LoadOf::Postgres(load) => load.number_after(&shape.table, sequence, last).await,
        }
    }

    /// Checks every reference and stores everything.
    pub async fn commit(self) -> Result<(), Fault> {
        let stored = match self.0 {
            LoadOf::Sqlite(load) => load.commit().await,
            LoadOf::Postgres(load) => load.commit().await,
        };
        stored.map_err(|fault| in_words("the whole", fault))
    }
}

/// SQLite takes 32,766 values in a statement, PostgreSQL 65,535; a short text is quicker to prepare.
fn rows_of_a_statement(columns: usize) -> usize {
    (4_000 / columns.max(1)).clamp(1, 250)
}

fn insert_text(shape: &Shape, columns: &[Column], rows: usize, given: &str) -> String {
    let names: Vec<String> = columns.iter().map(|column| quoted(&column.name)).collect();
    let mut text = format!("insert into {} ({}){given} values ", quoted(&shape.table), names.join(", "));
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns.len() {
            if column > 0 {
                text.push_str(", ");
            }
            text.push('$');
            text.push_str(&(row * columns.len() + column + 1).to_string());
        }
        text.push(')');
    }
    text
}

/// A name from the schema, safe within a statement.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// What the engine says about a row that breaks a rule of the schema, in words.
fn in_words(what: &str, fault: Fault) -> Fault {
    use sqlx::error::ErrorKind;
    let cause = fault.cause().downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error);
    let said = match cause.map(|error| error.kind()) {
        Some(ErrorKind::UniqueViolation) => "two rows have a value that only one may have: a row stands there twice",
        Some(ErrorKind::ForeignKeyViolation) => "a row belongs to one that is missing",
        Some(ErrorKind::NotNullViolation) => "a value is missing that must be there",
        Some(ErrorKind::CheckViolation) => "a value is not among those that are allowed",
        _ => return fault,
    };
    Fault::new(format!("{what}: {said}"))
}

fn unfit(shape: &Shape, column: &str, error: &sqlx::Error) -> Fault {
    // The error says which type was found, never the value.
    Fault::new(format!("{}.{column} holds what its column should not: {error}", shape.table))
}
