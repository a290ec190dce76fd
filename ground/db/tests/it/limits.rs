//! What a connection may wait for, and what is done after a fault in a transaction.

use gatehouse_db::reach::busy_if_unreachable;
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_db::{Db, DbConfig, DbOptions};
use gatehouse_testkit::postgres::{TestDatabase, empty_database};
use gatehouse_testkit::{TestEngine, World, both_engines};
use std::time::{Duration, Instant};

async fn postgres(options: DbOptions) -> (Db, TestDatabase) {
    let database = empty_database().await.unwrap();
    let db = Db::open_with(&DbConfig::from_url(database.url()).unwrap(), &options).await.unwrap();
    (db, database)
}

async fn setting(db: &Db, connection: &impl ConnectionTrait, name: &str) -> String {
    let text = format!("select current_setting('{name}') as s");
    let row = connection.query_one_raw(Statement::from_string(db.backend(), text)).await.unwrap().unwrap();
    row.try_get("", "s").unwrap()
}

/// ALL-6
#[tokio::test(flavor = "multi_thread")]
async fn connections_to_postgresql_say_who_they_are_and_wait_only_so_long() {
    let options = DbOptions { node: "left".into(), lock_timeout: Duration::from_millis(1500), ..DbOptions::default() };
    let (db, _database) = postgres(options).await;
    assert_eq!(setting(&db, db.reader(), "application_name").await, "gatehouse/left");
    assert_eq!(setting(&db, db.reserved(), "application_name").await, "gatehouse/left reserved");
    for connection in [db.reader(), db.reserved()] {
        assert_eq!(setting(&db, connection, "statement_timeout").await, "15s");
        assert_eq!(setting(&db, connection, "lock_timeout").await, "1500ms");
        assert_eq!(setting(&db, connection, "idle_in_transaction_session_timeout").await, "30s");
    }
    db.close().await.unwrap();
}

/// ALL-6
#[tokio::test(flavor = "multi_thread")]
async fn what_takes_too_long_is_answered_with_try_again_and_the_connection_goes_on() {
    let options = DbOptions {
        lock_timeout: Duration::from_millis(50),
        statement_timeout: Duration::from_millis(200),
        ..DbOptions::default()
    };
    let (db, _database) = postgres(options).await;
    db.writer().execute_unprepared("create table t (id int primary key); insert into t values (1)").await.unwrap();
    let holder = db.begin().await.unwrap();
    holder.execute_unprepared("update t set id = 1").await.unwrap();
    let waiting = db.begin().await.unwrap();
    let locked = waiting.execute_unprepared("update t set id = 1").await.unwrap_err();
    assert!(locked.to_string().contains("lock timeout") && busy_if_unreachable(locked.into()).is_busy());
    drop(waiting);
    holder.rollback().await.unwrap();
    let slow = db.writer().execute_unprepared("select pg_sleep(5)").await.unwrap_err();
    assert!(slow.to_string().contains("statement timeout") && busy_if_unreachable(slow.into()).is_busy());
    let tx = db.begin().await.unwrap();
    tx.execute_unprepared("update t set id = 2").await.unwrap();
    tx.commit().await.unwrap();
    db.close().await.unwrap();
}

/// ALL-6
#[tokio::test(flavor = "multi_thread")]
async fn all_who_wait_for_another_process_at_the_embedded_database_are_told_together() {
    let world = World::new(TestEngine::Sqlite, Vec::new()).await;
    let other = Db::open(&DbConfig::from_url(&world.database_url).unwrap()).await.unwrap();
    let held = other.begin().await.unwrap();
    let begun = Instant::now();
    let tries = (0..8).map(|_| async { world.app.db.begin().await.err().expect("another process holds the file") });
    for fault in futures::future::join_all(tries).await {
        assert!(busy_if_unreachable(fault).is_busy());
    }
    assert!(begun.elapsed() < Duration::from_secs(20), "eight waits of four seconds would be 32");
    held.rollback().await.unwrap();
    other.close().await.unwrap();
}

/// ALL-6
#[tokio::test(flavor = "multi_thread")]
async fn one_connection_is_left_when_requests_hold_all_others() {
    let options = DbOptions { connections: 2, wait: Duration::from_millis(200), ..DbOptions::default() };
    let (db, _database) = postgres(options).await;
    db.migrate(&gatehouse_db::migration::migrations()).await.unwrap();
    let held = (db.begin().await.unwrap(), db.begin().await.unwrap());
    let full = db.begin().await.err().expect("there is no third connection");
    assert!(busy_if_unreachable(full).is_busy());
    db.ready(gatehouse_core::Moment(1)).await.unwrap();
    drop(held);
    db.close().await.unwrap();
}

/// ALL-6
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_only_reads_is_not_ready() {
    let database = empty_database().await.unwrap();
    let db = Db::open(&DbConfig::from_url(database.url()).unwrap()).await.unwrap();
    db.migrate(&gatehouse_db::migration::migrations()).await.unwrap();
    assert!(db.takes_writes().await.unwrap());
    db.close().await.unwrap();
    let url = format!("{}?options=-c%20default_transaction_read_only%3Don", database.url());
    let standby = Db::open(&DbConfig::from_url(&url).unwrap()).await.unwrap();
    assert!(!standby.takes_writes().await.unwrap());
    assert!(standby.ready(gatehouse_core::Moment(1)).await.is_err());
    assert!(standby.ready(gatehouse_core::Moment(1)).await.is_err(), "a second look within a second says the same");
    standby.close().await.unwrap();
}

both_engines! {
    /// ALL-6
    async fn readiness_writes_its_row(world: World) {
        let rows = |text: &'static str| world.app.db.reader().query_all_raw(Statement::from_string(world.app.db.backend(), text));
        assert_eq!(rows("select at from write_probe").await.unwrap().len(), 0);
        world.app.db.ready(world.app.clock.now()).await.unwrap();
        let written = rows("select at from write_probe").await.unwrap();
        assert_eq!(written[0].try_get::<i64>("", "at").unwrap(), world.app.clock.now().0);
        world.app.db.ready(world.app.clock.now()).await.unwrap();
        assert_eq!(rows("select at from write_probe").await.unwrap().len(), 1);
    }
}

/// PostgreSQL answers a commit of a transaction that had an error with a rollback, which looks like success.
///
/// ALL-4
#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_with_an_error_is_not_committed_on_postgresql() {
    let world = World::new(TestEngine::Postgres, Vec::new()).await;
    let db = &world.app.db;
    db.writer().execute_unprepared("create table t (id int primary key)").await.unwrap();
    let tx = db.begin().await.unwrap();
    tx.execute_unprepared("insert into t values (1)").await.unwrap();
    assert!(tx.execute_unprepared("insert into t values (1)").await.is_err());
    assert!(tx.commit().await.is_err(), "what was rolled back must not be acknowledged");
    let tx = db.begin().await.unwrap();
    tx.execute_unprepared("insert into t values (1)").await.unwrap();
    tx.commit().await.unwrap();
}

/// What SQLite does by itself when the disk is full, done by hand: the transaction is gone, the driver still counts it.
///
/// ALL-4
#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_the_embedded_engine_has_ended_is_not_acknowledged_and_its_connection_is_replaced() {
    let world = World::new(TestEngine::Sqlite, Vec::new()).await;
    let db = &world.app.db;
    db.writer().execute_unprepared("create table t (id integer primary key)").await.unwrap();
    for end in ["commit", "rollback", "drop"] {
        let tx = db.begin().await.unwrap();
        tx.execute_unprepared("rollback").await.unwrap();
        match end {
            "commit" => assert!(tx.commit().await.is_err()),
            "rollback" => assert!(tx.rollback().await.is_err()),
            _ => drop(tx),
        }
        let tx = db.begin().await.unwrap();
        tx.execute_unprepared("insert into t default values").await.unwrap();
        tx.commit().await.unwrap();
    }
    // Another process sees what was acknowledged.
    let other = Db::open(db.config()).await.unwrap();
    let rows = other.reader().query_all_raw(Statement::from_string(other.backend(), "select id from t")).await.unwrap();
    assert_eq!(rows.len(), 3);
    other.close().await.unwrap();
}
