//! Backups restore into either engine with every value, or not at all.

use crate::made_up::{OF_ONE_ROW, fill};
use crate::{modules, world};
use gatehouse::backup::Report;
use gatehouse::backup::archive::verify;
use gatehouse::backup::manifest::Manifest;
use gatehouse::restore::Trusted;
use gatehouse_core::{Fault, SystemRandom};
use gatehouse_db::copy::{Shape, Value};
use gatehouse_db::sea_orm::{ConnectionTrait, EntityTrait, Statement};
use gatehouse_db::{Db, DbConfig, Migration};
use gatehouse_seal::Keys;
use gatehouse_testkit::postgres::{TestDatabase, empty_database};
use gatehouse_testkit::{TestEngine, both_engines};
use gatehouse_web::site::migrations;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// A table that refers to itself, and one that numbers its rows.
const HARD: Migration = Migration {
    version: 20_990_101_000_000,
    name: "hard_tables",
    text: "create table zz_tree (id uuid primary key, above uuid references zz_tree (id), label text not null\n\
           -- postgres:\n);\n-- sqlite:\n) without rowid;\n-- both:\n\
           create table aa_leaf (id bigint generated always as identity primary key, \
           tree_id uuid not null references zz_tree (id));",
};

fn hard_steps() -> Vec<Migration> {
    let mut steps = gatehouse_context::migrations();
    steps.push(HARD);
    steps
}

/// Keys that the made-up databases are not bound to.
fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| Keys::ephemeral(&SystemRandom))
}

async fn backup(db: &Db, steps: &[Migration], to: &Path) -> Result<Report, Fault> {
    gatehouse::backup::backup(db, steps, keys(), None, to).await
}

/// Whatever its mark says: what a file must hold besides is proven here.
async fn restore(db: &Db, steps: &[Migration], from: &Path) -> Result<Report, Fault> {
    gatehouse::restore::restore(db, steps, &Trusted::unverified(from, None).await?).await
}

/// A database without any table.
pub struct Empty {
    pub db: Db,
    url: String,
    folder: TempDir,
    _database: Option<TestDatabase>,
}

impl Empty {
    pub async fn new(engine: TestEngine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (url, database) = match engine {
            TestEngine::Sqlite => (format!("sqlite:{}", folder.path().join("empty.db").display()), None),
            TestEngine::Postgres => {
                let database = empty_database().await.unwrap();
                (database.url().to_owned(), Some(database))
            }
        };
        let db = Db::open(&DbConfig::from_url(&url).unwrap()).await.unwrap();
        Self { db, url, folder, _database: database }
    }

    /// With the hard tables and rows in them.
    async fn with_hard_rows(engine: TestEngine) -> Self {
        let empty = Self::new(engine).await;
        empty.db.migrate(&hard_steps()).await.unwrap();
        let shapes = shapes(&empty.db).await;
        let shape = |name: &str| shapes.iter().find(|shape| shape.table == name).unwrap();
        let mut load = empty.db.load(&shapes).await.unwrap();
        load.order(&shapes).await.unwrap();
        // The leaf of each branch has a lower id than the root, so it is stored first.
        let id = |n: u8| Value::Bytes(vec![n; 16]);
        let tree = vec![
            vec![id(1), id(2), Value::Text("leaf".into())],
            vec![id(2), id(3), Value::Text("branch".into())],
            vec![id(3), Value::Null, Value::Text("root".into())],
        ];
        load.insert(shape("zz_tree"), &shape("zz_tree").columns, tree).await.unwrap();
        let leaves = vec![vec![Value::Integer(41), id(1)], vec![Value::Integer(42), id(1)]];
        load.insert(shape("aa_leaf"), &shape("aa_leaf").columns, leaves).await.unwrap();
        load.number_after(shape("aa_leaf"), Some(42)).await.unwrap();
        load.commit().await.unwrap();
        empty
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

pub async fn shapes(db: &Db) -> Vec<Shape> {
    db.snapshot().await.unwrap().shapes().await.unwrap()
}

async fn execute(db: &Db, text: &str) {
    db.writer().execute_unprepared(text).await.unwrap();
}

async fn number(db: &Db, text: &str) -> i64 {
    let row = db.reader().query_one_raw(Statement::from_string(db.backend(), text)).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

/// Every row of every table.
async fn contents(db: &Db) -> BTreeMap<String, Vec<Vec<Value>>> {
    use futures::TryStreamExt as _;
    let mut all = BTreeMap::new();
    let mut snapshot = db.snapshot().await.unwrap();
    for shape in snapshot.shapes().await.unwrap() {
        let rows = snapshot.rows(&shape).try_collect().await.unwrap();
        all.insert(shape.table, rows);
    }
    all
}

async fn row_count(db: &Db) -> usize {
    contents(db).await.values().map(Vec::len).sum()
}

async fn round_trip(from: TestEngine, to: TestEngine) {
    let world = world(from).await;
    let db = &world.app.db;
    fill(db).await;
    let before = contents(db).await;
    for (table, rows) in &before {
        assert!(rows.len() >= 3 || OF_ONE_ROW.contains(&&**table), "{table} has too few rows to prove anything");
    }
    let jobs = gatehouse_jobs::table::job::Entity::find().all(db.reader()).await.unwrap();
    let target = Empty::new(to).await;
    let (file, again) = (target.path("first.zip"), target.path("second.zip"));
    let steps = migrations(&modules());
    let written = backup(db, &steps, &file).await.unwrap();
    assert_eq!(written.tables.len(), before.len());
    let restored = restore(&target.db, &steps, &file).await.unwrap();
    assert_eq!(restored.tables, written.tables);

    assert_eq!(contents(&target.db).await, before);
    assert_eq!(target.db.schema().await.unwrap(), db.schema().await.unwrap());
    assert_eq!(target.db.pending(&steps).await.unwrap(), 0);
    // The entities read them too: ids are ids, and not texts or other bytes.
    assert_eq!(gatehouse_jobs::table::job::Entity::find().all(target.db.reader()).await.unwrap(), jobs);
    // The same contents give the same backup on either engine.
    backup(&target.db, &steps, &again).await.unwrap();
    assert_eq!(hashes(&verify(&file).await.unwrap()), hashes(&verify(&again).await.unwrap()));
}

fn hashes(manifest: &Manifest) -> Vec<(String, u64, String)> {
    manifest.tables.iter().map(|t| (t.name.clone(), t.rows, t.sha256.clone())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_sqlite_restores_into_sqlite_with_every_value() {
    round_trip(TestEngine::Sqlite, TestEngine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_sqlite_restores_into_postgresql_with_every_value() {
    round_trip(TestEngine::Sqlite, TestEngine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_postgresql_restores_into_postgresql_with_every_value() {
    round_trip(TestEngine::Postgres, TestEngine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_postgresql_restores_into_sqlite_with_every_value() {
    round_trip(TestEngine::Postgres, TestEngine::Sqlite).await;
}

both_engines! {
    async fn a_backup_shows_one_moment_while_others_write(world: World) {
        let db = world.app.db.clone();
        let writer = {
            let db = db.clone();
            tokio::spawn(async move {
                // Each transaction puts one row into a table that is copied early and one into a table copied late.
                for n in 0..4_000_i64 {
                    let tx = db.begin().await.unwrap();
                    let pair = format!(
                        "insert into job (id, kind, payload, run_at, max_attempts, created_at) values ({0}, 'pair', '{{}}', 0, 1, {n})",
                        literal(&db, n)
                    );
                    tx.execute_unprepared(&pair).await.unwrap();
                    let other = format!("insert into schedule (name, next_at) values ('pair {n}', {n})");
                    tx.execute_unprepared(&other).await.unwrap();
                    tx.commit().await.unwrap();
                }
            })
        };
        let folder = tempfile::tempdir().unwrap();
        let steps = migrations(&modules());
        let mut seen = Vec::new();
        for n in 0..12 {
            let path = folder.path().join(format!("{n}.zip"));
            backup(&db, &steps, &path).await.unwrap();
            let manifest = verify(&path).await.unwrap();
            let rows = |name: &str| manifest.tables.iter().find(|table| table.name == name).unwrap().rows;
            assert_eq!(rows("job"), rows("schedule"), "half of a change is in the backup");
            seen.push(rows("job"));
        }
        assert!(seen.last() > seen.first(), "nobody wrote meanwhile: {seen:?}");
        writer.abort();
    }

    async fn a_backup_with_any_damage_is_refused_and_nothing_is_stored(world: World) {
        fill(&world.app.db).await;
        let steps = migrations(&modules());
        let target = Empty::new(world.engine).await;
        let whole = target.path("whole.zip");
        backup(&world.app.db, &steps, &whole).await.unwrap();
        let bytes = std::fs::read(&whole).unwrap();
        let damaged = target.path("damaged.zip");
        for (what, bytes) in damages(&bytes) {
            std::fs::write(&damaged, bytes).unwrap();
            let refused = restore(&target.db, &steps, &damaged).await;
            assert!(refused.is_err(), "{what} was accepted");
            assert_eq!(row_count(&target.db).await, 0, "{what} left rows");
        }
        // The same file without damage is taken, so it was the damage that was refused.
        restore(&target.db, &steps, &whole).await.unwrap();
    }

    async fn a_restore_into_a_database_with_rows_is_refused_and_changes_nothing(world: World) {
        let steps = migrations(&modules());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("backup.zip");
        fill(&world.app.db).await;
        backup(&world.app.db, &steps, &path).await.unwrap();
        let target = Empty::new(world.engine).await;
        target.db.migrate(&steps).await.unwrap();
        execute(&target.db, "insert into schedule (name, next_at) values ('mine', 7)").await;
        let refused = restore(&target.db, &steps, &path).await.unwrap_err();
        assert!(refused.to_string().contains("not empty"), "{refused}");
        assert_eq!(row_count(&target.db).await, 1);
    }
}

/// The manifest with the hashes and counts of what the tables are now: what somebody does who changes a backup with care.
fn with_right_hashes(bytes: &[u8]) -> Vec<u8> {
    use sha2::{Digest as _, Sha256};
    let found = std::cell::RefCell::new(BTreeMap::new());
    repacked(bytes, &|name, content| {
        let hash: String = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
        found.borrow_mut().insert(name.to_owned(), (hash, content.iter().filter(|byte| **byte == b'\n').count()));
        Some(content)
    });
    repacked(bytes, &|name, content| {
        if name != "manifest.json" {
            return Some(content);
        }
        let mut manifest: serde_json::Value = serde_json::from_slice(&content).unwrap();
        for table in manifest["tables"].as_array_mut().unwrap() {
            let (hash, rows) = found.borrow()[table["file"].as_str().unwrap()].clone();
            table["sha256"] = hash.into();
            table["rows"] = rows.into();
        }
        Some(serde_json::to_vec_pretty(&manifest).unwrap())
    })
}

/// What somebody does who wants to be an administrator: another value in the staff's rows, an empty audit log, and hashes
/// that fit.
fn attacked(bytes: &[u8]) -> Vec<u8> {
    with_right_hashes(&repacked(bytes, &|name, content| match name {
        "tables/staff.jsonl" => {
            let text = String::from_utf8(content).unwrap();
            let changed = |line: &str| {
                let mut row: Vec<serde_json::Value> = serde_json::from_str(line).unwrap();
                let number = row.iter_mut().find(|value| value.is_i64()).expect("a staff member's row has a number");
                *number = (number.as_i64().unwrap() + 1).into();
                serde_json::to_string(&row).unwrap() + "\n"
            };
            assert!(!text.is_empty());
            Some(text.lines().map(changed).collect::<String>().into_bytes())
        }
        "tables/audit.jsonl" => Some(Vec::new()),
        _ => Some(content),
    }))
}

/// Changes the backup `from` that way, for a drill.
pub fn change_roles(from: &Path, to: &Path) {
    std::fs::write(to, attacked(&std::fs::read(from).unwrap())).unwrap();
}

both_engines! {
    /// PRI-13
    async fn a_backup_that_somebody_changed_without_the_keys_makes_no_administrator(world: World) {
        let steps = migrations(&modules());
        let member = gatehouse_staff::NewMember {
            email: gatehouse_core::Personal("clerk@example.com".to_owned()),
            name: gatehouse_core::Personal("Clara Clerk".to_owned()),
            roles: vec![gatehouse_core::Role::Support],
            lang: gatehouse_core::Lang::En,
            password: None,
            totp_secret: None,
        };
        gatehouse_staff::create_member(&world.cx(), member).await.unwrap();
        let target = Empty::new(world.engine).await;
        let (whole, changed) = (target.path("whole.zip"), target.path("changed.zip"));
        gatehouse::backup::backup(&world.app.db, &steps, &world.app.keys, None, &whole).await.unwrap();
        let bytes = std::fs::read(&whole).unwrap();
        let attack = attacked(&bytes);
        std::fs::write(&changed, &attack).unwrap();
        verify(&changed).await.expect("every hash is right, so nothing but the mark refuses it");
        let refused = Trusted::sealed(&changed, &world.app.keys).await.err().unwrap();
        assert!(refused.to_string().contains("was changed"), "{refused}");
        // Without its mark it passes for an old one, and is refused as well.
        let bare = repacked(&attack, &|name, content| {
            let mut json: serde_json::Value = if name == "manifest.json" { serde_json::from_slice(&content).unwrap() } else { return Some(content) };
            json.as_object_mut().unwrap().remove("mac");
            Some(serde_json::to_vec(&json).unwrap())
        });
        std::fs::write(&changed, bare).unwrap();
        let refused = Trusted::sealed(&changed, &world.app.keys).await.err().unwrap();
        assert!(refused.to_string().contains("--unverified"), "{refused}");
        assert!(Trusted::unverified(&changed, Some(&world.app.keys)).await.unwrap().warning.is_some(), "it is said loudly");
        // Keys of another installation are refused before anything begins.
        for other in [Trusted::sealed(&whole, keys()).await, Trusted::unverified(&whole, Some(keys())).await] {
            assert!(other.err().unwrap().to_string().contains("gatehouse.keys is not the one"));
        }
        let trusted = Trusted::sealed(&whole, &world.app.keys).await.unwrap();
        assert!(trusted.warning.is_none());
        gatehouse::restore::restore(&target.db, &steps, &trusted).await.unwrap();
    }

    /// PRI-3
    async fn a_row_that_stands_twice_is_refused_in_words(world: World) {
        fill(&world.app.db).await;
        let steps = migrations(&modules());
        let target = Empty::new(world.engine).await;
        let file = target.path("backup.zip");
        backup(&world.app.db, &steps, &file).await.unwrap();
        let bytes = std::fs::read(&file).unwrap();
        let doubled = repacked(&bytes, &|name, content| {
            let end = content.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            Some(if name == "tables/schedule.jsonl" { [&content[..end], &content[..]].concat() } else { content })
        });
        std::fs::write(&file, with_right_hashes(&doubled)).unwrap();
        let refused = restore(&target.db, &steps, &file).await.unwrap_err().to_string();
        assert!(refused.contains("schedule: ") && refused.contains("twice"), "{refused}");
        assert_eq!(row_count(&target.db).await, 0);
    }

    /// ACC-10
    async fn sessions_that_a_backup_brought_back_can_be_ended(world: World) {
        fill(&world.app.db).await;
        let tables = gatehouse::install::session_tables();
        assert_eq!(gatehouse::restore::end_sessions(&world.app.db, &tables).await.unwrap(), 3 * tables.len() as u64);
    }
}

fn literal(db: &Db, n: i64) -> String {
    match db.engine() {
        gatehouse_db::Engine::Sqlite => format!("x'{n:032x}'"),
        gatehouse_db::Engine::Postgres => format!("'{n:032x}'::uuid"),
    }
}

/// The file cut off, with a byte changed in many places, without a table, with other rows, with another manifest.
fn damages(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut all = vec![
        ("nothing".to_owned(), Vec::new()),
        ("a text".to_owned(), b"not a backup".to_vec()),
        ("half of it".to_owned(), bytes[..bytes.len() / 2].to_vec()),
        ("all but the last byte".to_owned(), bytes[..bytes.len() - 1].to_vec()),
    ];
    let changed = |change: &Change| repacked(bytes, change);
    all.push(("a table missing".to_owned(), changed(&|name, b| (name != "tables/job.jsonl").then_some(b))));
    all.push(("no manifest".to_owned(), changed(&|name, b| (name != "manifest.json").then_some(b))));
    let edited = |file: &'static str, from: &'static str, to: &'static str| {
        changed(&move |name, b| {
            if name != file {
                return Some(b);
            }
            let text = String::from_utf8(b).unwrap();
            assert!(text.contains(from), "{file} has no {from}");
            Some(text.replacen(from, to, 1).into_bytes())
        })
    };
    all.push(("a changed row".to_owned(), edited("tables/job.jsonl", "payload", "qayload")));
    all.push((
        "a row less".to_owned(),
        changed(&|name, b| {
            let end = b.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            Some(if name == "tables/job.jsonl" { b[end..].to_vec() } else { b })
        }),
    ));
    all.push(("another format".to_owned(), edited("manifest.json", "gatehouse-backup", "gatehouse-other")));
    all.push(("a later format".to_owned(), edited("manifest.json", "\"format_version\": 1", "\"format_version\": 2")));
    all.push(("an unknown step".to_owned(), edited("manifest.json", "\"steps\": [", "\"steps\": [ 1,")));
    all.push(("another kind".to_owned(), edited("manifest.json", "\"bytes\"", "\"text\"")));
    all
}

/// What becomes of a file of the zip: other contents, or nothing.
type Change<'a> = dyn Fn(&str, Vec<u8>) -> Option<Vec<u8>> + 'a;

fn repacked(bytes: &[u8], change: &Change) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let mut entry = from.by_index(place).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if let Some(content) = change(&name, content) {
            to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            to.write_all(&content).unwrap();
        }
    }
    to.finish().unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_single_changed_byte_is_stored_as_something_else() {
    let source = Empty::with_hard_rows(TestEngine::Sqlite).await;
    let file = source.path("backup.zip");
    backup(&source.db, &hard_steps(), &file).await.unwrap();
    let right = contents(&source.db).await;
    let bytes = std::fs::read(&file).unwrap();
    for place in (0..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[place] ^= 0x10;
        let path = source.path("changed.zip");
        std::fs::write(&path, changed).unwrap();
        // Some bytes mean nothing (a time, an attribute): then the contents must be right.
        if verify(&path).await.is_ok() {
            let target = Empty::new(TestEngine::Sqlite).await;
            if restore(&target.db, &hard_steps(), &path).await.is_ok() {
                assert_eq!(contents(&target.db).await, right, "byte {place}");
            } else {
                assert_eq!(row_count(&target.db).await, 0, "byte {place}");
            }
        }
    }
}

async fn hard_round_trip(from: TestEngine, to: TestEngine) {
    let source = Empty::with_hard_rows(from).await;
    execute(&source.db, "delete from aa_leaf where id = 42").await;
    let file = source.path("backup.zip");
    backup(&source.db, &hard_steps(), &file).await.unwrap();
    let target = Empty::new(to).await;
    restore(&target.db, &hard_steps(), &file).await.unwrap();
    assert_eq!(contents(&target.db).await, contents(&source.db).await);
    // A number that was given out before is never given out again, even if its row was deleted.
    execute(&target.db, "insert into aa_leaf (tree_id) select id from zz_tree where label = 'root'").await;
    assert_eq!(number(&target.db, "select max(id) from aa_leaf").await, 43);
    // References are as strict as before.
    let lost = "insert into zz_tree (id, above, label) select tree_id, tree_id, 'x' from aa_leaf limit 1";
    assert!(target.db.writer().execute_unprepared(lost).await.is_err());
    assert!(target.db.writer().execute_unprepared("delete from zz_tree where label = 'root'").await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_that_refer_to_themselves_and_numbered_rows_survive_the_change_of_engine() {
    hard_round_trip(TestEngine::Sqlite, TestEngine::Postgres).await;
    hard_round_trip(TestEngine::Postgres, TestEngine::Sqlite).await;
    hard_round_trip(TestEngine::Postgres, TestEngine::Postgres).await;
}

async fn older_and_newer(engine: TestEngine) {
    let old = gatehouse_context::migrations();
    let source = Empty::new(engine).await;
    source.db.migrate(&old).await.unwrap();
    let values = format!("{0}, {0}, {1}, 5", hex(&source.db), literal(&source.db, 9));
    let columns = "id, body_hash, result_id, created_at";
    execute(&source.db, &format!("insert into idempotency ({columns}) values ({values})")).await;
    let file = source.path("backup.zip");
    backup(&source.db, &old, &file).await.unwrap();
    let target = Empty::new(engine).await;
    restore(&target.db, &hard_steps(), &file).await.unwrap();
    assert_eq!(target.db.pending(&hard_steps()).await.unwrap(), 0);
    assert_eq!(number(&target.db, "select count(*) from idempotency where created_at = 5").await, 1);

    let newer = Empty::with_hard_rows(engine).await;
    let file = newer.path("backup.zip");
    backup(&newer.db, &hard_steps(), &file).await.unwrap();
    let target = Empty::new(engine).await;
    let refused = restore(&target.db, &old, &file).await.unwrap_err();
    assert!(refused.to_string().contains("newer Gatehouse"), "{refused}");
    assert!(shapes(&target.db).await.is_empty());
}

fn hex(db: &Db) -> &'static str {
    match db.engine() {
        gatehouse_db::Engine::Sqlite => "x'00ff'",
        gatehouse_db::Engine::Postgres => "'\\x00ff'::bytea",
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_backup_is_brought_up_to_date_and_a_newer_one_is_refused() {
    older_and_newer(TestEngine::Sqlite).await;
    older_and_newer(TestEngine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_that_break_a_rule_of_the_schema_are_refused_together_with_all_others() {
    for engine in [TestEngine::Sqlite, TestEngine::Postgres] {
        let source = Empty::with_hard_rows(TestEngine::Sqlite).await;
        // An orphan that this engine can only be talked into.
        let orphan = "pragma foreign_keys = off; delete from zz_tree where label = 'root'; pragma foreign_keys = on";
        execute(&source.db, orphan).await;
        let file = source.path("backup.zip");
        backup(&source.db, &hard_steps(), &file).await.unwrap();
        let target = Empty::new(engine).await;
        assert!(restore(&target.db, &hard_steps(), &file).await.is_err());
        assert_eq!(row_count(&target.db).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_file_is_private_replaces_an_older_one_and_is_written_by_one_backup_at_a_time() {
    let source = Empty::with_hard_rows(TestEngine::Sqlite).await;
    let file = source.path("backup.zip");
    std::fs::write(&file, "an older backup").unwrap();
    backup(&source.db, &hard_steps(), &file).await.unwrap();
    verify(&file).await.unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let partial = source.path("backup.zip.partial");
    assert!(!partial.exists());
    let other = std::fs::File::create(&partial).unwrap();
    other.lock().unwrap();
    let refused = backup(&source.db, &hard_steps(), &file).await.unwrap_err();
    assert!(refused.to_string().contains("another backup"), "{refused}");
    drop(other);
    backup(&source.db, &hard_steps(), &file).await.unwrap();
    assert!(!partial.exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_without_a_schema_is_not_backed_up() {
    for engine in [TestEngine::Sqlite, TestEngine::Postgres] {
        let source = Empty::new(engine).await;
        let file = source.path("backup.zip");
        assert!(backup(&source.db, &hard_steps(), &file).await.is_err());
        assert!(!file.exists());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_is_killed_leaves_no_file_under_its_name() {
    let source = Empty::new(TestEngine::Sqlite).await;
    let steps = migrations(&modules());
    source.db.migrate(&steps).await.unwrap();
    // Enough that packing takes a while: 16 MiB that do not compress.
    let text = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000) \
                insert into subject_key (id, wrapped, master_version, created_at) \
                select randomblob(16), randomblob(8192), 1, i from n";
    execute(&source.db, text).await;
    Keys::open(&source.path("gatehouse.keys"), &SystemRandom).unwrap();
    let (file, partial) = (source.path("backup.zip"), source.path("backup.zip.partial"));

    for _ in 0..3 {
        let mut child = program(&source.url, source.folder.path(), &file);
        let length = || std::fs::metadata(&partial).map_or(0, |found| found.len());
        while length() < 1 << 20 {
            assert!(child.try_wait().unwrap().is_none(), "it ended before it could be killed");
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(partial.exists() && !file.exists());
    }
    let mut child = program(&source.url, source.folder.path(), &file);
    assert!(child.wait().unwrap().success());
    assert!(!partial.exists());
    assert_eq!(verify(&file).await.unwrap().rows(), 2000);
}

fn program(url: &str, folder: &Path, file: &Path) -> std::process::Child {
    std::process::Command::new(env!("CARGO_BIN_EXE_gatehouse"))
        .arg("backup")
        .arg(file)
        .env("GATEHOUSE__DATABASE", url)
        .env("GATEHOUSE__DATA_DIR", folder)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap()
}
