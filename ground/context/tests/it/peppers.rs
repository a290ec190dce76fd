//! Look-ups move to another pepper while others write.

use crate::run;
use gatehouse_context::peppers::{self, Lasting};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{SystemRandom, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_testkit::{TestEngine, World, both_engines};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const NAME: &str = "test.name";
const NAMES: Lasting = Lasting { name: NAME, table: "named", subject: "owner", sealed: "name_sealed" };
const OWNER: Uuid = Uuid::from_u128(1);

async fn table(world: &World) {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    subject::create(&cx, &tx, OWNER).await.unwrap();
    tx.commit().await.unwrap();
    let (id, bytes, number) = match world.engine {
        TestEngine::Sqlite => ("blob", "blob", "integer"),
        TestEngine::Postgres => ("uuid", "bytea", "bigint"),
    };
    let text = format!(
        "create table named (id {id} primary key, owner {id} not null, name_sealed {bytes}, lookup {bytes} unique, \
         pepper_version {number} not null)"
    );
    run(world, &text).await.unwrap();
}

/// Writes a name as an action does: the version first, then the row, in one transaction.
async fn write(cx: &Cx, n: u128, name: &str) -> i64 {
    let tx = cx.begin().await.unwrap();
    let version = peppers::writing(cx, &tx, NAME).await.unwrap();
    let id = Uuid::from_u128(n);
    let key = subject::key(cx, &*tx, OWNER).await.unwrap();
    let sealed = key.seal(&SystemRandom, "named.name_sealed", id, name.as_bytes()).unwrap();
    let lookup = cx.app.keys.lookup_under(version, NAME, name.as_bytes()).unwrap().to_vec();
    let text = "insert into named (id, owner, name_sealed, lookup, pepper_version) values ($1, $2, $3, $4, $5)";
    let values = [id.into(), OWNER.into(), sealed.into(), lookup.into(), version.into()];
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), text, values)).await.unwrap();
    tx.commit().await.unwrap();
    version
}

async fn found(world: &World, name: &str) -> usize {
    let values = world.app.keys.accepted(NAME, name.as_bytes());
    let places: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    let text = format!("select id from named where lookup in ({})", places.join(", "));
    let values = values.into_iter().map(Into::into).collect::<Vec<_>>();
    let db = &world.app.db;
    db.reader().query_all_raw(Statement::from_sql_and_values(db.backend(), text, values)).await.unwrap().len()
}

async fn move_to(world: &World, version: i64) -> u64 {
    peppers::move_all(&world.app, version, NAMES, |keys, name| {
        Ok(vec![("lookup", keys.lookup_under(version, NAME, name.as_bytes())?)])
    })
    .await
    .unwrap()
}

both_engines! {
    /// PRI-13
    async fn rows_are_moved_in_parts_and_found_all_the_time(world: World) {
        table(&world).await;
        let cx = world.cx();
        for n in 1..=450 {
            assert_eq!(write(&cx, n, &format!("name {n}")).await, 1);
        }
        let version = world.app.keys.rotate_pepper(&SystemRandom).unwrap();
        assert_eq!(write(&cx, 451, "name 451").await, 1, "not before it was switched");
        peppers::switch(&world.app, NAME, version).await.unwrap();
        assert_eq!(write(&cx, 452, "name 452").await, version);
        assert_eq!((found(&world, "name 1").await, found(&world, "name 452").await), (1, 1), "stopped in the middle");
        assert_eq!(peppers::left(&world.app, "named", version).await.unwrap(), 451);
        let (a, b) = tokio::join!(move_to(&world, version), move_to(&world, version));
        assert_eq!(a + b, 451, "each row once, whichever node moves it");
        assert_eq!(peppers::left(&world.app, "named", version).await.unwrap(), 0);
        for name in ["name 1", "name 200", "name 201", "name 451", "name 452"] {
            assert_eq!(found(&world, name).await, 1, "{name}");
        }
        assert_eq!(move_to(&world, version).await, 0, "again does nothing");
    }

    /// PRI-13
    async fn nothing_is_written_under_a_new_pepper_before_the_last_writer_of_the_old_one_has_ended(world: World) {
        let cx = world.cx();
        let version = world.app.keys.rotate_pepper(&SystemRandom).unwrap();
        let ended = Arc::new(AtomicBool::new(false));
        let tx = cx.begin().await.unwrap();
        assert_eq!(peppers::writing(&cx, &tx, NAME).await.unwrap(), 1);
        let (app, seen) = (Arc::clone(&world.app), Arc::clone(&ended));
        let switching = tokio::spawn(async move {
            peppers::switch(&app, NAME, version).await.unwrap();
            assert!(seen.load(Ordering::SeqCst), "the writer has not ended");
        });
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
        ended.store(true, Ordering::SeqCst);
        tx.commit().await.unwrap();
        switching.await.unwrap();
        let tx = cx.begin().await.unwrap();
        assert_eq!(peppers::writing(&cx, &tx, NAME).await.unwrap(), version);
        tx.rollback().await.unwrap();
    }
}
