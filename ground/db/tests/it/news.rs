//! What nodes tell each other, also where the server ends the connection by which one of them hears.

use crate::run;
use gatehouse_core::Uuid;
use gatehouse_db::sea_orm::DbBackend;
use gatehouse_db::{Db, DbConfig, Heard, Hearing};
use gatehouse_testkit::both_engines;
use std::time::Duration;

fn of(word: &str) -> Heard {
    Heard::Of { topic: "test".into(), id: Uuid::from_u128(7), word: word.into() }
}

/// Hears until this comes, within half a minute of a busy machine.
async fn until(hearing: &mut Hearing, wanted: Heard) {
    let heard = async { while hearing.next().await.expect("the node stops") != wanted {} };
    tokio::time::timeout(Duration::from_secs(30), heard).await.expect("it is not heard");
}

both_engines! {
    /// SUP-20, ALL-6
    async fn a_node_that_was_cut_off_is_told_so_and_hears_again(world: World) {
        let db = &world.app.db;
        let mut hearing = db.news().hear();
        if db.backend() != DbBackend::Postgres {
            db.news().tell("test", Uuid::from_u128(7), "within");
            return until(&mut hearing, of("within")).await;
        }
        // It listens now.
        until(&mut hearing, Heard::All).await;
        let other = Db::open(&DbConfig::from_url(&world.database_url).unwrap()).await.unwrap();
        other.news().tell("test", Uuid::from_u128(7), "before");
        until(&mut hearing, of("before")).await;
        let ends = "select pg_terminate_backend(pid) from pg_stat_activity \
                    where datname = current_database() and query like 'LISTEN%'";
        run(&world, ends).await.unwrap();
        until(&mut hearing, Heard::All).await;
        other.news().tell("test", Uuid::from_u128(7), "behind");
        until(&mut hearing, of("behind")).await;
        other.close().await.unwrap();
    }
}
