//! Databases that earlier programs migrated are accepted: what each engine runs stays the same, though it is derived from one text.

use crate::world;
use gatehouse_db::Engine;
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_testkit::{TestEngine, World, both_engines};
use gatehouse_web::site::migrations;
use std::collections::{BTreeMap, BTreeSet};

/// What databases have stored up to now.
const LISTED: &str = include_str!("migrations.txt");

/// The checksums that earlier programs stored on this engine, by version.
fn listed(engine: &str) -> BTreeMap<i64, &'static str> {
    let mut all = BTreeMap::new();
    for line in LISTED.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        if words[2] == engine {
            assert!(all.insert(words[0].parse().unwrap(), words[3]).is_none(), "{line}: listed twice");
        }
    }
    all
}

/// The checksums that this database has stored, by version.
async fn stored(world: &World) -> BTreeMap<i64, String> {
    let db = &world.app.db;
    let text = match db.engine() {
        Engine::Sqlite => "select version, lower(hex(checksum)) as checksum from _sqlx_migrations",
        Engine::Postgres => "select version, encode(checksum, 'hex') as checksum from _sqlx_migrations",
    };
    let rows = db.reader().query_all_raw(Statement::from_string(db.backend(), text)).await.unwrap();
    rows.iter().map(|row| (row.try_get("", "version").unwrap(), row.try_get("", "checksum").unwrap())).collect()
}

both_engines! {
    /// ALL-6
    async fn a_database_that_an_earlier_program_migrated_is_accepted(world: World) {
        let db = &world.app.db;
        let engine = match db.engine() {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        };
        let (listed, stored) = (listed(engine), stored(&world).await);
        for (version, checksum) in &listed {
            assert_eq!(stored.get(version).map(String::as_str), Some(*checksum), "{version}: the text for {engine} has changed");
        }
        let steps = migrations(&world.modules);
        let missing: Vec<String> = steps
            .iter()
            .filter(|step| !listed.contains_key(&step.version))
            .map(|step| format!("{} {} {engine} {}", step.version, step.name, stored[&step.version]))
            .collect();
        assert!(missing.is_empty(), "add to tests/it/migrations.txt:\n{}", missing.join("\n"));
        db.migrate(&steps).await.unwrap();
        assert_eq!(db.pending(&steps).await.unwrap(), 0);
    }
}

/// ALL-6
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_derived_text_gives_sqlite_only_types_that_it_has() {
    let world = world(TestEngine::Sqlite).await;
    let db = &world.app.db;
    let text = "select distinct p.type as type from sqlite_schema m join pragma_table_xinfo(m.name) p \
                where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> '_sqlx_migrations' \
                and m.name not in (select name from pragma_table_list where type in ('virtual', 'shadow'))";
    let rows = db.reader().query_all_raw(Statement::from_string(db.backend(), text)).await.unwrap();
    let types: BTreeSet<String> =
        rows.iter().map(|row| row.try_get::<String>("", "type").unwrap().to_lowercase()).collect();
    assert_eq!(types, ["blob", "boolean", "integer", "text"].map(str::to_owned).into());
}
