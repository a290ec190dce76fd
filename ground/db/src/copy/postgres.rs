//! Copying out of and into PostgreSQL.

use super::shape::shapes;
use super::{Column, Kind, Sequence, Shape, Value, quoted, unfit};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use gatehouse_core::{Fault, Uuid};
use sqlx::postgres::{PgArguments, PgPool, PgRow};
use sqlx::{AssertSqlSafe, Postgres, Row as _, Transaction};

pub(super) struct Snapshot(Transaction<'static, Postgres>);

impl Snapshot {
    pub(super) async fn take(pool: &PgPool) -> Result<Self, Fault> {
        let mut tx = pool.begin_with("begin isolation level repeatable read read only").await?;
        // The snapshot is that of the first query: this one.
        sqlx::query("select 1").fetch_one(&mut *tx).await?;
        Ok(Self(tx))
    }

    pub(super) async fn versions(&mut self) -> Result<Vec<i64>, Fault> {
        let known = "select 1 from pg_tables where schemaname = 'public' and tablename = '_sqlx_migrations'";
        if sqlx::query(known).fetch_optional(&mut *self.0).await?.is_none() {
            return Ok(Vec::new());
        }
        let text = "select version from _sqlx_migrations where success order by version";
        Ok(sqlx::query_scalar(text).fetch_all(&mut *self.0).await?)
    }

    pub(super) async fn shapes(&mut self) -> Result<Vec<Shape>, Fault> {
        let text = "select c.relname::text, a.attname::text, format_type(a.atttypid, null), \
                        pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname), \
                        array_position(i.indkey::int2[], a.attnum)::int8 \
                    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace \
                    left join pg_index i on i.indrelid = c.oid and i.indisprimary \
                    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition \
                        and c.relname <> '_sqlx_migrations' and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' \
                    order by c.relname collate \"C\", a.attnum";
        shapes(&sqlx::query_as(text).fetch_all(&mut *self.0).await?, kind)
    }

    pub(super) async fn last_number(&mut self, sequence: &str) -> Result<Option<i64>, Fault> {
        // The engine itself has quoted this name.
        let text = format!("select last_value from {sequence} where is_called");
        Ok(sqlx::query_scalar(AssertSqlSafe(text)).fetch_optional(&mut *self.0).await?)
    }

    pub(super) fn rows<'a>(&'a mut self, shape: &'a Shape) -> BoxStream<'a, Result<Vec<Value>, Fault>> {
        let name = |column: &Column| match column.kind {
            Kind::Integer => format!("{}::int8", quoted(&column.name)),
            _ => quoted(&column.name),
        };
        let names: Vec<String> = shape.columns.iter().map(name).collect();
        let is_text = |name: &String| shape.columns.iter().any(|c| c.name == *name && c.kind == Kind::Text);
        // "C" compares bytes, as SQLite does.
        let by = |name: &String| format!("{}{}", quoted(name), if is_text(name) { " collate \"C\"" } else { "" });
        let order: Vec<String> = shape.key.iter().map(by).collect();
        let text = format!("select {} from {} order by {}", names.join(", "), quoted(&shape.table), order.join(", "));
        sqlx::query(AssertSqlSafe(text)).fetch(&mut *self.0).map(move |row| values(shape, &row?)).boxed()
    }
}

fn kind(declared: &str) -> Option<Kind> {
    Some(match declared {
        "bigint" | "integer" | "smallint" => Kind::Integer,
        "text" => Kind::Text,
        "boolean" => Kind::Boolean,
        "bytea" | "uuid" => Kind::Bytes,
        _ => return None,
    })
}

fn values(shape: &Shape, row: &PgRow) -> Result<Vec<Value>, Fault> {
    let value = |(place, column): (usize, &Column)| {
        let value = match column.kind {
            Kind::Integer => row.try_get::<Option<i64>, _>(place).map(|v| v.map(Value::Integer)),
            Kind::Text => row.try_get::<Option<String>, _>(place).map(|v| v.map(Value::Text)),
            Kind::Boolean => row.try_get::<Option<bool>, _>(place).map(|v| v.map(Value::Boolean)),
            Kind::Bytes if shape.uuids.contains(&column.name) => {
                row.try_get::<Option<Uuid>, _>(place).map(|v| v.map(|id| Value::Bytes(id.as_bytes().to_vec())))
            }
            Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(place).map(|v| v.map(Value::Bytes)),
        };
        value.map(|v| v.unwrap_or(Value::Null)).map_err(|error| unfit(shape, &column.name, &error))
    };
    shape.columns.iter().enumerate().map(value).collect()
}

/// A reference between tables.
struct Reference {
    name: String,
    from: String,
    to: String,
}

pub(super) struct Load {
    tx: Transaction<'static, Postgres>,
    /// References that no order of tables satisfies (a table that refers to itself): deferred for this transaction.
    late: Vec<Reference>,
}

impl Load {
    pub(super) async fn begin(pool: &PgPool, shapes: &[Shape]) -> Result<Self, Fault> {
        let mut tx = pool.begin().await?;
        if !shapes.is_empty() {
            let names: Vec<String> = shapes.iter().map(|shape| quoted(&shape.table)).collect();
            let text = format!("lock table {} in exclusive mode", names.join(", "));
            sqlx::query(AssertSqlSafe(text)).execute(&mut *tx).await?;
        }
        Ok(Self { tx, late: Vec::new() })
    }

    pub(super) async fn order(&mut self, shapes: &[Shape]) -> Result<Vec<String>, Fault> {
        let text = "select k.conname::text, c.relname::text, r.relname::text from pg_constraint k \
                    join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid \
                    join pg_namespace n on n.oid = c.relnamespace where k.contype = 'f' and n.nspname = 'public'";
        let mut references = Vec::new();
        for row in sqlx::query(text).fetch_all(&mut *self.tx).await? {
            references.push(Reference { name: row.try_get(0)?, from: row.try_get(1)?, to: row.try_get(2)? });
        }
        let order = sorted(shapes.iter().map(|shape| shape.table.clone()).collect(), &references);
        let place = |table: &String| order.iter().position(|other| other == table);
        self.late = references.into_iter().filter(|r| place(&r.to) >= place(&r.from)).collect();
        for late in &self.late {
            let text = format!(
                "alter table {} alter constraint {} deferrable initially deferred",
                quoted(&late.from),
                quoted(&late.name)
            );
            sqlx::query(AssertSqlSafe(text)).execute(&mut *self.tx).await?;
        }
        Ok(order)
    }

    pub(super) async fn count(&mut self, shape: &Shape) -> Result<i64, Fault> {
        let text = format!("select count(*) from {}", quoted(&shape.table));
        Ok(sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(&mut *self.tx).await?)
    }

    pub(super) async fn insert(
        &mut self,
        text: &str,
        shape: &Shape,
        columns: &[Column],
        rows: Vec<Vec<Value>>,
    ) -> Result<(), Fault> {
        let mut query = sqlx::query::<Postgres>(AssertSqlSafe(text.to_owned()));
        for row in rows {
            for (column, value) in columns.iter().zip(row) {
                query = bind(query, column, shape.uuids.contains(&column.name), value)?;
            }
        }
        query.execute(&mut *self.tx).await?;
        Ok(())
    }

    pub(super) async fn number_after(
        &mut self,
        table: &str,
        sequence: &Sequence,
        last: Option<i64>,
    ) -> Result<(), Fault> {
        let text = format!(
            "select setval($1::regclass, m, true) from (select greatest($2::int8, max({})) as m from {}) x where m is not null",
            quoted(&sequence.column),
            quoted(table)
        );
        sqlx::query(AssertSqlSafe(text)).bind(&sequence.name).bind(last).execute(&mut *self.tx).await?;
        Ok(())
    }

    pub(super) async fn commit(mut self) -> Result<(), Fault> {
        if !self.late.is_empty() {
            sqlx::query("set constraints all immediate").execute(&mut *self.tx).await?;
        }
        for late in &self.late {
            let text =
                format!("alter table {} alter constraint {} not deferrable", quoted(&late.from), quoted(&late.name));
            sqlx::query(AssertSqlSafe(text)).execute(&mut *self.tx).await?;
        }
        Ok(self.tx.commit().await?)
    }
}

/// The tables so that what is referred to comes first; in a cycle, the first by name comes first.
fn sorted(mut rest: Vec<String>, references: &[Reference]) -> Vec<String> {
    let mut order = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        let is_free =
            |table: &String| references.iter().all(|r| r.from != *table || r.to == *table || !rest.contains(&r.to));
        let next = rest.iter().position(is_free).unwrap_or(0);
        order.push(rest.remove(next));
    }
    order
}

type Query<'q> = sqlx::query::Query<'q, Postgres, PgArguments>;

fn bind<'q>(query: Query<'q>, column: &Column, is_uuid: bool, value: Value) -> Result<Query<'q>, Fault> {
    Ok(match value {
        Value::Null => match column.kind {
            Kind::Integer => query.bind(None::<i64>),
            Kind::Text => query.bind(None::<String>),
            Kind::Boolean => query.bind(None::<bool>),
            Kind::Bytes if is_uuid => query.bind(None::<Uuid>),
            Kind::Bytes => query.bind(None::<Vec<u8>>),
        },
        Value::Integer(number) => query.bind(number),
        Value::Text(text) => query.bind(text),
        Value::Boolean(is) => query.bind(is),
        Value::Bytes(bytes) if is_uuid => query.bind(Uuid::from_slice(&bytes)?),
        Value::Bytes(bytes) => query.bind(bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::{Reference, sorted};

    fn order(tables: &[&str], references: &[(&str, &str)]) -> Vec<String> {
        let references: Vec<Reference> = references
            .iter()
            .map(|(from, to)| Reference { name: String::new(), from: (*from).to_owned(), to: (*to).to_owned() })
            .collect();
        sorted(tables.iter().map(|t| (*t).to_owned()).collect(), &references)
    }

    #[test]
    fn a_table_comes_after_those_that_it_refers_to() {
        assert_eq!(order(&["a", "b", "c"], &[("a", "b"), ("b", "c")]), ["c", "b", "a"]);
        assert_eq!(order(&["a", "b"], &[("a", "a"), ("a", "b")]), ["b", "a"]);
    }

    #[test]
    fn a_cycle_of_references_still_gets_an_order() {
        assert_eq!(order(&["a", "b", "c"], &[("a", "b"), ("b", "a"), ("c", "a")]), ["a", "b", "c"]);
    }
}
