//! Rows that are made up for every table, whatever modules there are.

use crate::backup::{Empty, shapes};
use crate::modules;
use gatehouse_db::Db;
use gatehouse_db::copy::{Column, Kind, Value};
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_testkit::TestEngine;
use gatehouse_web::site::migrations;
use std::collections::BTreeMap;

/// What a filler must know of a column, read from SQLite's own description of the same schema.
struct Rules {
    nullable: bool,
    /// The table that it refers to.
    refers_to: Option<String>,
    /// The first value that a check allows.
    allowed: Option<String>,
}

async fn rules() -> BTreeMap<(String, String), Rules> {
    let model = Empty::new(TestEngine::Sqlite).await;
    model.db.migrate(&migrations(&modules())).await.unwrap();
    let text = "select m.name as t, p.name as c, m.sql as d, p.\"notnull\" as n, p.pk as k, f.\"table\" as r \
                from sqlite_schema m join pragma_table_xinfo(m.name) p \
                left join pragma_foreign_key_list(m.name) f on f.\"from\" = p.name where m.type = 'table'";
    let mut rules = BTreeMap::new();
    for row in model.db.reader().query_all_raw(Statement::from_string(model.db.backend(), text)).await.unwrap() {
        let (table, column): (String, String) = (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap());
        let declared: String = row.try_get("", "d").unwrap();
        let list = declared.split(&format!("({column} in ('")).nth(1);
        let rule = Rules {
            nullable: row.try_get::<i64>("", "n").unwrap() == 0 && row.try_get::<i64>("", "k").unwrap() == 0,
            refers_to: row.try_get("", "r").unwrap(),
            allowed: list.map(|rest| rest.split('\'').next().unwrap().to_owned()),
        };
        rules.insert((table, column), rule);
    }
    rules
}

/// The id of a table's `n`th made-up row.
fn id(table: &str, n: u8) -> Vec<u8> {
    let mut id: Vec<u8> = table.bytes().cycle().take(15).collect();
    id.push(n);
    id
}

fn made_up(table: &str, column: &Column, rule: &Rules, n: u8) -> Value {
    // Checks over two columns.
    let always_null = [
        ("term", "fixed_until"),
        ("term", "days"),
        ("statement_version", "published_at"),
        ("license_holder", "company_id"),
        ("verification", "company_id"),
        ("contract", "units"),
        ("survey", "round_id"),
    ];
    let (always_true, greater) = ([("request", "active")], [("contract", "ends_at")]);
    let never_null = [("license_holder", "account_id"), ("verification", "account_id")];
    let at = (table, column.name.as_str());
    if always_null.contains(&at) || (n == 1 && rule.nullable && !never_null.contains(&at)) {
        return Value::Null;
    }
    let is_id =
        !["sealed", "lookup", "hash", "wrapped", "public", "secret"].iter().any(|word| column.name.contains(word));
    match column.kind {
        Kind::Integer => Value::Integer(i64::from(n) + 1 + i64::from(greater.contains(&at))),
        Kind::Boolean => Value::Boolean(n == 0 || always_true.contains(&at)),
        Kind::Text => Value::Text(match (&rule.refers_to, &rule.allowed) {
            (_, Some(allowed)) => allowed.clone(),
            _ => format!("{n} \"ключ\"\n\u{1}鍵 \\ {}", column.name),
        }),
        Kind::Bytes => Value::Bytes(match &rule.refers_to {
            Some(other) => id(other, n),
            None if is_id => id(table, n),
            None => [id(table, n), vec![0, 255, b'\n', b'"']].concat(),
        }),
    }
}

/// What has one row, whatever happens.
pub const OF_ONE_ROW: &[&str] = &["brand", "chat_setting", "key_serial", "survey_round"];

/// Three rows in every table but those.
pub async fn fill(db: &Db) {
    let rules = rules().await;
    let shapes = shapes(db).await;
    let mut load = db.load(&shapes).await.unwrap();
    for table in load.order(&shapes).await.unwrap() {
        let shape = shapes.iter().find(|shape| shape.table == table).unwrap();
        let rule = |column: &Column| rules.get(&(table.clone(), column.name.clone())).unwrap();
        let row = |n: u8| shape.columns.iter().map(|column| made_up(&table, column, rule(column), n)).collect();
        let rows = if OF_ONE_ROW.contains(&&*table) { 1 } else { 3 };
        load.insert(shape, &shape.columns, (0..rows).map(row).collect()).await.unwrap();
    }
    load.commit().await.unwrap();
}
