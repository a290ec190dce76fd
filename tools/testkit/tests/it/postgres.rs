//! Databases on a real PostgreSQL server.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use gatehouse_testkit::postgres::{DatabaseError, TestDatabase, empty_database, fresh_database};
use sqlx::{Connection, PgConnection};

async fn migrate(url: String) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(&url).await?;
    sqlx::query("create table seat (number bigint primary key)").execute(&mut connection).await?;
    connection.close().await
}

async fn seats(database: &TestDatabase) -> i64 {
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    sqlx::query_scalar("select count(*) from seat").fetch_one(&mut connection).await.unwrap()
}

#[tokio::test]
async fn every_test_gets_a_migrated_database_of_its_own() {
    let first = fresh_database("seats1", migrate).await.unwrap();
    let second = fresh_database("seats1", migrate).await.unwrap();
    let mut connection = PgConnection::connect(first.url()).await.unwrap();
    sqlx::query("insert into seat values (1)").execute(&mut connection).await.unwrap();
    assert_eq!((seats(&first).await, seats(&second).await), (1, 0));
}

#[tokio::test]
async fn twelve_tests_at_once_migrate_once() {
    // Named by the process: on a server that outlives the run the template would be there already.
    let template = format!("once{}", std::process::id());
    let migrations = Arc::new(AtomicU32::new(0));
    let mut tests = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let (template, migrations) = (template.clone(), Arc::clone(&migrations));
        tests.spawn(async move {
            let counted = |url| async move {
                migrations.fetch_add(1, Ordering::SeqCst);
                migrate(url).await
            };
            seats(&fresh_database(&template, counted).await.unwrap()).await
        });
    }
    assert_eq!(tests.join_all().await, vec![0; 12]);
    assert_eq!(migrations.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_template_whose_migration_failed_is_made_anew() {
    let template = format!("again{}", std::process::id());
    let failing = |_| async { Err::<(), _>("no such column") };
    let error: DatabaseError = fresh_database(&template, failing).await.unwrap_err();
    assert!(error.to_string().contains("no such column"));
    assert_eq!(seats(&fresh_database(&template, migrate).await.unwrap()).await, 0);
}

#[tokio::test]
async fn a_database_is_dropped_with_its_test_while_a_connection_is_open() {
    let database = empty_database().await.unwrap();
    let url = database.url().to_owned();
    let connection = PgConnection::connect(&url).await.unwrap();
    drop(database);
    assert!(PgConnection::connect(&url).await.is_err());
    drop(connection);
}

#[tokio::test]
async fn a_template_name_that_could_carry_sql_is_refused() {
    for name in ["", "a b", "a;drop", "A", "x\"y"] {
        assert!(fresh_database(name, migrate).await.is_err(), "{name:?}");
    }
}
