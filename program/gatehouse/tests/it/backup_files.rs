//! Files go into a backup and come out of it, into either engine and any storage.

use crate::world;
use axum::body::Bytes;
use gatehouse::backup::archive::verify;
use gatehouse::backup::{Report, backup};
use gatehouse::restore::{Trusted, restore, restore_files};
use gatehouse_context::{Cx, subject};
use gatehouse_core::Uuid;
use gatehouse_db::{Db, DbConfig, Migration};
use gatehouse_files::storage::Folder;
use gatehouse_files::tables::file;
use gatehouse_files::{FileName, Files, Kept, Purpose, Who};
use gatehouse_seal::Keys;
use gatehouse_testkit::{World, both_engines};
use gatehouse_web::site::migrations;
use std::convert::Infallible;
use std::path::{Path, PathBuf};

const PURPOSE: Purpose =
    Purpose { word: "test.any", most_bytes: 8 << 20, media: &[], kept: Kept::UntilRemoved, who: Who::Module };

async fn stored(cx: &Cx, content: &[u8]) -> Uuid {
    let files = cx.service::<Files>().unwrap();
    let stream = futures::stream::iter([Ok::<_, Infallible>(Bytes::copy_from_slice(content))]);
    let received = files.put(cx, &PURPOSE, subject::INSTALLATION, stream).await.unwrap();
    let tx = cx.begin().await.unwrap();
    let file = received.attach(cx, &tx, FileName::clean("a")).await.unwrap();
    tx.commit().await.unwrap();
    file.id
}

/// A world with three files, of which two are the same.
async fn filled(world: &World) -> (Vec<Migration>, Keys) {
    let cx = world.cx();
    subject::ensure_installation(&world.app).await.unwrap();
    for content in [&b"one"[..], &[7; 300_000], b"one"] {
        stored(&cx, content).await;
    }
    world.run_jobs().await;
    (migrations(&world.modules), world.app.keys.clone())
}

fn lying(root: &Path) -> Vec<PathBuf> {
    let within = |folder: &Path| -> Vec<PathBuf> {
        std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
    };
    within(root).iter().flat_map(|part| within(part)).collect()
}

async fn backed_up(world: &World, with_files: bool, to: &Path) -> Report {
    let storage = Folder::new(&world.files);
    let files = with_files.then_some(&storage as _);
    backup(&world.app.db, &migrations(&world.modules), &world.app.keys, files, to).await.unwrap()
}

async fn empty(folder: &Path) -> Db {
    Db::open(&DbConfig::Sqlite(folder.join("restored.db"))).await.unwrap()
}

both_engines! {
    /// ALL-6
    async fn files_come_back_as_they_were(world: World) {
        let (steps, keys) = filled(&world).await;
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("backup.zip");
        let report = backed_up(&world, true, &to).await;
        let files = report.files.clone().unwrap();
        assert_eq!((files.is_held, files.count, files.missing), (true, 2, 0));
        assert!(report.to_string().contains(" 2 files are in it."), "{report}");
        let trusted = Trusted::sealed(&to, &keys).await.unwrap();
        let db = empty(folder.path()).await;
        let storage = Folder::new(folder.path().join("restored"));
        assert_eq!(restore_files(&db, &steps, &trusted, &storage).await.unwrap(), 2);
        // Stopped before the rows, and begun again: what is there stays, what is cut comes anew.
        let paths = lying(&folder.path().join("restored"));
        std::fs::write(&paths[0], b"cut").unwrap();
        assert_eq!(restore_files(&db, &steps, &trusted, &storage).await.unwrap(), 1);
        restore(&db, &steps, &trusted).await.unwrap();
        assert!(restore_files(&db, &steps, &trusted, &storage).await.is_err(), "the database is used");
        let mut before: Vec<_> = lying(&world.files).iter().map(|path| std::fs::read(path).unwrap()).collect();
        let mut after: Vec<_> = lying(&folder.path().join("restored")).iter().map(|path| std::fs::read(path).unwrap()).collect();
        before.sort();
        after.sort();
        assert!(before == after);
        db.close().await.unwrap();
    }

    /// ALL-6, PRI-13
    async fn a_changed_file_in_a_backup_is_found_before_anything_is_stored(world: World) {
        let (_, keys) = filled(&world).await;
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("backup.zip");
        backed_up(&world, true, &to).await;
        let good = std::fs::read(&to).unwrap();
        // Files are not packed, so their head stands there in the open.
        let head = good.windows(8).position(|window| window == b"ghfile1\n").unwrap();
        for at in [head, head + 9] {
            let mut bad = good.clone();
            bad[at] ^= 1;
            std::fs::write(&to, bad).unwrap();
            assert!(Trusted::sealed(&to, &keys).await.is_err());
        }
        std::fs::write(&to, good).unwrap();
        assert!(Trusted::sealed(&to, &keys).await.is_ok(), "the control look");
    }

    /// ALL-6
    async fn a_backup_without_files_says_so_and_one_with_a_missing_file_too(world: World) {
        let (steps, keys) = filled(&world).await;
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("backup.zip");
        let report = backed_up(&world, false, &to).await;
        assert!(report.to_string().contains("The 2 files are not in it"), "{report}");
        let trusted = Trusted::sealed(&to, &keys).await.unwrap();
        assert!(gatehouse::restore::to_redo(&trusted, true, world.app.clock.now()).contains("files are not in the backup"));
        let db = empty(folder.path()).await;
        let storage = Folder::new(folder.path().join("restored"));
        assert_eq!(restore_files(&db, &steps, &trusted, &storage).await.unwrap(), 0);
        db.close().await.unwrap();
        std::fs::remove_file(&lying(&world.files)[0]).unwrap();
        let report = backed_up(&world, true, &to).await;
        assert!(report.to_string().contains("1 files are in it; 1 that the database names"), "{report}");
        assert_eq!(verify(&to).await.unwrap().files.unwrap().missing, 1);
    }
}

/// The rows name what the storage has.
#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_no_row_names_are_not_backed_up() {
    use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
    let world = world(gatehouse_testkit::TestEngine::Sqlite).await;
    filled(&world).await;
    let cx = world.cx();
    let ready = file::Entity::find().filter(file::Column::State.eq(file::READY)).all(cx.read()).await.unwrap();
    let tx = cx.begin().await.unwrap();
    for row in ready.iter().filter(|row| row.size == 300_000) {
        gatehouse_files::remove(&cx, &tx, row.id).await.unwrap();
    }
    tx.commit().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let report = backed_up(&world, true, &folder.path().join("backup.zip")).await;
    assert_eq!(report.files.unwrap().count, 1, "its end is committed");
}
