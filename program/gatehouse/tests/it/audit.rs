//! The audit log: an end that was cut off, and the time that it keeps what.

use gatehouse::audit::verify;
use gatehouse::backup::backup;
use gatehouse_context::audit::table::{Column, Entity};
use gatehouse_context::{Event, audit_seal};
use gatehouse_core::{DAY, MINUTE, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use gatehouse_testkit::{TestEngine, World, both_engines};
use gatehouse_web::site::migrations;

async fn line(world: &World, kind: &'static str) {
    let cx = world.cx_of(Uuid::from_u128(42));
    let tx = cx.begin().await.unwrap();
    cx.audit(&tx, Event::plain(kind, "license").entry()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lines(world: &World, kind: &str) -> u64 {
    Entity::find().filter(Column::Kind.eq(kind)).count(world.cx().read()).await.unwrap()
}

async fn execute(world: &World, text: &str) {
    world.app.db.writer().execute_unprepared(text).await.unwrap();
}

both_engines! {
    /// ALL-3
    async fn a_backup_proves_that_the_end_of_the_log_was_not_cut_off(world: World) {
        let (db, keys) = (&world.app.db, &world.app.keys);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("backup.zip");
        for _ in 0..2 {
            line(&world, "license.viewed").await;
            world.advance(11 * MINUTE);
            world.run_jobs().await;
        }
        backup(db, &migrations(&world.modules), keys, &file).await.unwrap();
        let sound = verify(db, keys, world.cx().now(), Some(&file)).await.unwrap();
        assert!(sound.is_sound, "{}", sound.text);
        let head = audit_seal::head(db).await.unwrap().unwrap();
        assert!(sound.text.contains(&format!("the chain ends with {} {}", head.seq, head.mac)), "{}", sound.text);
        line(&world, "license.viewed").await;
        world.advance(11 * MINUTE);
        world.run_jobs().await;
        let grown = verify(db, keys, world.cx().now(), Some(&file)).await.unwrap();
        assert!(grown.is_sound, "{}", grown.text);

        match world.engine {
            TestEngine::Sqlite => execute(&world, "drop trigger audit_no_delete").await,
            TestEngine::Postgres => execute(&world, "alter table audit disable trigger audit_append_only").await,
        }
        execute(&world, "delete from audit where seal > 1").await;
        execute(&world, "delete from audit_seal where seq > 1").await;
        let inside = verify(db, keys, world.cx().now(), None).await.unwrap();
        assert!(inside.is_sound, "what is left is in order: {}", inside.text);
        let cut = verify(db, keys, world.cx().now(), Some(&file)).await.unwrap();
        assert!(!cut.is_sound && cut.text.contains("cut off"), "{}", cut.text);
    }

    /// PRI-2
    async fn the_log_keeps_ordinary_lines_and_networks_for_13_months_and_security_for_3_years(world: World) {
        line(&world, "license.viewed").await;
        line(&world, "staff.signed_in").await;
        let networks = async || {
            let with = Entity::find().filter(Column::Network.is_not_null());
            with.filter(Column::Kind.eq("staff.signed_in")).count(world.cx().read()).await.unwrap()
        };
        world.advance(395 * DAY);
        world.run_jobs().await;
        assert_eq!((lines(&world, "license.viewed").await, networks().await), (1, 1));
        world.advance(2 * DAY);
        world.run_jobs().await;
        assert_eq!((lines(&world, "license.viewed").await, lines(&world, "staff.signed_in").await), (0, 1));
        assert_eq!(networks().await, 0, "where it was done from is forgotten");
        world.advance(701 * DAY);
        world.run_jobs().await;
        assert_eq!(lines(&world, "staff.signed_in").await, 0);
        let proved = verify(&world.app.db, &world.app.keys, world.cx().now(), None).await.unwrap();
        assert!(proved.is_sound, "{}", proved.text);
    }
}
