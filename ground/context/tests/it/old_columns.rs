//! What once lay open is sealed once, in parts, and never taken from the old column again.

use crate::{run, with_keys};
use gatehouse_context::old_columns::{self, Empty, OldColumn};
use gatehouse_context::subject;
use gatehouse_core::{SystemRandom, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_seal::Keys;
use gatehouse_testkit::{TestEngine, World, both_engines};

const NAME: &str = "test.notes";
const NOTES: [OldColumn; 1] =
    [OldColumn { table: "note", old: "body", empty: Empty::Null, sealed: "body_sealed", subject: Some("owner") }];
const ROWS: u128 = 450;

/// A table with many open texts of one subject, and one of a subject whose key was destroyed.
async fn notes(world: &World) {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    subject::create(&cx, &tx, Uuid::from_u128(1)).await.unwrap();
    tx.commit().await.unwrap();
    let (id, bytes) = match world.engine {
        TestEngine::Sqlite => ("blob", "blob"),
        TestEngine::Postgres => ("uuid", "bytea"),
    };
    run(
        world,
        &format!("create table note (id {id} primary key, owner {id} not null, body text, body_sealed {bytes})"),
    )
    .await
    .unwrap();
    for n in 1..=ROWS {
        let owner = Uuid::from_u128(if n == 7 { 99 } else { 1 });
        write(world, n, owner, &format!("open-{n}")).await;
    }
}

async fn write(world: &World, n: u128, owner: Uuid, body: &str) {
    let db = &world.app.db;
    let text = "insert into note (id, owner, body) values ($1, $2, $3)";
    let values = [Uuid::from_u128(n).into(), owner.into(), body.into()];
    db.writer().execute_raw(Statement::from_sql_and_values(db.backend(), text, values)).await.unwrap();
}

async fn opened(world: &World, n: u128) -> Option<String> {
    let (cx, db, id) = (world.cx(), &world.app.db, Uuid::from_u128(n));
    let text = "select body_sealed from note where id = $1 and body is null";
    let row = db.reader().query_one_raw(Statement::from_sql_and_values(db.backend(), text, [id.into()])).await.unwrap();
    let sealed: Option<Vec<u8>> = row.unwrap().try_get_by_index(0).unwrap();
    let key = subject::key(&cx, cx.read(), Uuid::from_u128(1)).await.unwrap();
    sealed.map(|sealed| key.open_text("note.body_sealed", id, &sealed).unwrap())
}

both_engines! {
    /// PRI-13
    async fn open_values_are_sealed_in_parts_and_the_move_goes_on_where_it_was_stopped(world: World) {
        notes(&world).await;
        // Stopped after some rows: their values are sealed already, and stay as they are.
        let (cx, first) = (world.cx(), Uuid::from_u128(1));
        let key = subject::key(&cx, cx.read(), first).await.unwrap();
        let sealed = key.seal(&SystemRandom, "note.body_sealed", first, b"sealed before").unwrap();
        let db = &world.app.db;
        let text = "update note set body = null, body_sealed = $1 where id = $2";
        let statement = Statement::from_sql_and_values(db.backend(), text, [sealed.into(), first.into()]);
        db.writer().execute_raw(statement).await.unwrap();

        assert!(!old_columns::is_done(&world.app, NAME).await.unwrap());
        let (a, b) = tokio::join!(
            old_columns::seal(&world.app, NAME, &NOTES),
            old_columns::seal(&world.app, NAME, &NOTES)
        );
        assert!(a.unwrap() + b.unwrap() >= 449, "two nodes share the work");
        assert!(old_columns::is_done(&world.app, NAME).await.unwrap());
        assert_eq!(old_columns::strays(world.app.db.reader(), &NOTES).await.unwrap(), 0);
        assert_eq!(opened(&world, 1).await.as_deref(), Some("sealed before"));
        assert_eq!(opened(&world, 7).await, None, "what has no key any more is gone");
        for n in [2, 200, 201, 450] {
            assert_eq!(opened(&world, n).await, Some(format!("open-{n}")));
        }
        assert!(!world.dump().await.contains("open-"));
    }

    /// PRI-13
    async fn a_column_without_null_is_emptied_by_a_text_and_what_is_nobodys_is_sealed_by_the_installation(world: World) {
        notes(&world).await;
        let of_nobody = [OldColumn { empty: Empty::Text, subject: None, ..NOTES[0] }];
        subject::ensure_installation(&world.app).await.unwrap();
        assert_eq!(old_columns::seal(&world.app, NAME, &of_nobody).await.unwrap(), 450);
        assert_eq!(old_columns::strays(world.app.db.reader(), &of_nobody).await.unwrap(), 0);
        assert_eq!(old_columns::strays(world.app.db.reader(), &NOTES).await.unwrap(), 450, "empty, not null");
        let (cx, db, id) = (world.cx(), &world.app.db, Uuid::from_u128(7));
        let text = "select body_sealed from note where id = $1 and body = ''";
        let asked = Statement::from_sql_and_values(db.backend(), text, [id.into()]);
        let row = db.reader().query_one_raw(asked).await.unwrap().unwrap();
        let sealed: Vec<u8> = row.try_get_by_index(0).unwrap();
        let key = subject::key(&cx, cx.read(), subject::INSTALLATION).await.unwrap();
        assert_eq!(key.open_text("note.body_sealed", id, &sealed).unwrap(), "open-7");
        write(&world, 1_000, Uuid::from_u128(1), "planted").await;
        assert_eq!(old_columns::seal(&world.app, NAME, &of_nobody).await.unwrap(), 0);
        assert!(!world.dump().await.contains("planted"));
    }

    /// PRI-13
    async fn a_value_planted_in_an_old_column_is_emptied_and_never_taken_over(world: World) {
        notes(&world).await;
        old_columns::seal(&world.app, NAME, &NOTES).await.unwrap();
        write(&world, 1_000, Uuid::from_u128(1), "planted").await;
        assert_eq!(old_columns::strays(world.app.db.reader(), &NOTES).await.unwrap(), 1);
        assert_eq!(old_columns::seal(&world.app, NAME, &NOTES).await.unwrap(), 0);
        assert_eq!(opened(&world, 1_000).await, None);
        assert_eq!(opened(&world, 2).await.as_deref(), Some("open-2"));
    }

    /// PRI-13
    async fn with_the_mark_taken_out_of_the_database_the_key_file_still_knows(world: World) {
        run(&world, "delete from subject_key").await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gatehouse.keys");
        let app = with_keys(&world, Keys::open(&path, &SystemRandom).unwrap());
        assert_eq!(old_columns::seal(&app, NAME, &NOTES[..0]).await.unwrap(), 0);
        run(&world, "delete from subject_key").await.unwrap();
        let fault = old_columns::seal(&app, NAME, &NOTES[..0]).await.unwrap_err().to_string();
        assert!(fault.contains("take the line \"sealed test.notes\" out of the key file"), "{fault}");
        // The next process reads it in the file, and an operator who means it can take the line out.
        let again = with_keys(&world, Keys::open(&path, &SystemRandom).unwrap());
        assert!(old_columns::seal(&again, NAME, &NOTES[..0]).await.is_err());
        let text = std::fs::read_to_string(&path).unwrap();
        gatehouse_seal::private_file::replace(&path, text.replace("sealed test.notes\n", "").as_bytes()).unwrap();
        let allowed = with_keys(&world, Keys::open(&path, &SystemRandom).unwrap());
        old_columns::seal(&allowed, NAME, &NOTES[..0]).await.unwrap();
        assert!(std::fs::read_to_string(&path).unwrap().contains("sealed test.notes"));
    }
}
