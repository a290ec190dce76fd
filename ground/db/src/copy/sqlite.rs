//! Copying out of and into SQLite.

use super::shape::shapes;
use super::{Column, Kind, Shape, Value, quoted, unfit};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use gatehouse_core::Fault;
use sqlx::sqlite::{SqliteArguments, SqlitePool, SqliteRow};
use sqlx::{AssertSqlSafe, Row as _, Sqlite, Transaction};

pub(super) struct Snapshot(Transaction<'static, Sqlite>);

impl Snapshot {
    pub(super) async fn take(pool: &SqlitePool) -> Result<Self, Fault> {
        let mut tx = pool.begin_with("begin deferred").await?;
        // A deferred transaction sees the moment of its first read: this one.
        sqlx::query("select count(*) from sqlite_schema").fetch_one(&mut *tx).await?;
        Ok(Self(tx))
    }

    pub(super) async fn versions(&mut self) -> Result<Vec<i64>, Fault> {
        let known = "select 1 from sqlite_schema where name = '_sqlx_migrations'";
        if sqlx::query(known).fetch_optional(&mut *self.0).await?.is_none() {
            return Ok(Vec::new());
        }
        let text = "select version from _sqlx_migrations where success order by version";
        Ok(sqlx::query_scalar(text).fetch_all(&mut *self.0).await?)
    }

    pub(super) async fn shapes(&mut self) -> Result<Vec<Shape>, Fault> {
        let text = "select m.name, p.name, p.type, \
                        case when p.pk > 0 and lower(m.sql) like '%autoincrement%' then m.name end, nullif(p.pk, 0) \
                    from sqlite_schema m join pragma_table_xinfo(m.name) p \
                    where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' \
                    and m.name <> '_sqlx_migrations' and p.hidden = 0 \
                    and m.name not in (select name from pragma_table_list where type in ('virtual', 'shadow')) order by m.name, p.cid";
        shapes(&sqlx::query_as(text).fetch_all(&mut *self.0).await?, kind)
    }

    pub(super) async fn last_number(&mut self, sequence: &str) -> Result<Option<i64>, Fault> {
        let text = "select seq from sqlite_sequence where name = $1";
        Ok(sqlx::query_scalar(text).bind(sequence).fetch_optional(&mut *self.0).await?)
    }

    pub(super) fn rows<'a>(&'a mut self, shape: &'a Shape) -> BoxStream<'a, Result<Vec<Value>, Fault>> {
        let names: Vec<String> = shape.columns.iter().map(|column| quoted(&column.name)).collect();
        let order: Vec<String> = shape.key.iter().map(|name| quoted(name)).collect();
        let text = format!("select {} from {} order by {}", names.join(", "), quoted(&shape.table), order.join(", "));
        sqlx::query(AssertSqlSafe(text)).fetch(&mut *self.0).map(move |row| values(shape, &row?)).boxed()
    }
}

fn kind(declared: &str) -> Option<Kind> {
    Some(match declared.to_lowercase().as_str() {
        "integer" | "bigint" => Kind::Integer,
        "text" => Kind::Text,
        "boolean" => Kind::Boolean,
        "blob" => Kind::Bytes,
        _ => return None,
    })
}

fn values(shape: &Shape, row: &SqliteRow) -> Result<Vec<Value>, Fault> {
    let value = |(place, column): (usize, &Column)| {
        let value = match column.kind {
            Kind::Integer => row.try_get::<Option<i64>, _>(place).map(|v| v.map(Value::Integer)),
            Kind::Text => row.try_get::<Option<String>, _>(place).map(|v| v.map(Value::Text)),
            Kind::Boolean => row.try_get::<Option<bool>, _>(place).map(|v| v.map(Value::Boolean)),
            Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(place).map(|v| v.map(Value::Bytes)),
        };
        value.map(|v| v.unwrap_or(Value::Null)).map_err(|error| unfit(shape, &column.name, &error))
    };
    shape.columns.iter().enumerate().map(value).collect()
}

pub(super) struct Load(Transaction<'static, Sqlite>);

impl Load {
    pub(super) async fn begin(pool: &SqlitePool) -> Result<Self, Fault> {
        let mut tx = pool.begin_with("begin immediate").await?;
        // Ends by itself with the transaction.
        sqlx::query("pragma defer_foreign_keys = on").execute(&mut *tx).await?;
        Ok(Self(tx))
    }

    pub(super) async fn count(&mut self, shape: &Shape) -> Result<i64, Fault> {
        let text = format!("select count(*) from {}", quoted(&shape.table));
        Ok(sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(&mut *self.0).await?)
    }

    pub(super) async fn insert(&mut self, text: &str, rows: Vec<Vec<Value>>) -> Result<(), Fault> {
        let mut query = sqlx::query::<Sqlite>(AssertSqlSafe(text.to_owned()));
        for value in rows.into_iter().flatten() {
            query = bind(query, value);
        }
        query.execute(&mut *self.0).await?;
        Ok(())
    }

    pub(super) async fn number_after(&mut self, sequence: &str, last: Option<i64>) -> Result<(), Fault> {
        let Some(last) = last else { return Ok(()) };
        // The engine has already recorded the highest row.
        let text = "update sqlite_sequence set seq = max(seq, $1) where name = $2";
        if sqlx::query(text).bind(last).bind(sequence).execute(&mut *self.0).await?.rows_affected() == 0 {
            let text = "insert into sqlite_sequence (name, seq) values ($1, $2)";
            sqlx::query(text).bind(sequence).bind(last).execute(&mut *self.0).await?;
        }
        Ok(())
    }

    pub(super) async fn commit(self) -> Result<(), Fault> {
        Ok(self.0.commit().await?)
    }
}

type Query<'q> = sqlx::query::Query<'q, Sqlite, SqliteArguments>;

fn bind(query: Query<'_>, value: Value) -> Query<'_> {
    match value {
        Value::Null => query.bind(None::<i64>),
        Value::Integer(number) => query.bind(number),
        Value::Text(text) => query.bind(text),
        Value::Boolean(is) => query.bind(is),
        Value::Bytes(bytes) => query.bind(bytes),
    }
}
