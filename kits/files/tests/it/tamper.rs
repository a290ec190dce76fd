//! What somebody changed in the storage is not given out.

use crate::{bytes, files, find, on_disk, owner, read, stored};
use gatehouse_core::Uuid;
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement, Value};
use gatehouse_files::seal::{CHUNK, HEAD, TAG};
use gatehouse_testkit::{World, both_engines};
use std::path::PathBuf;

const WHOLE: usize = CHUNK + TAG;

fn path_of(world: &World, blob: Uuid) -> PathBuf {
    let name = blob.simple().to_string();
    world.files.join(&name[..2]).join(name)
}

async fn blob_of(world: &World, id: Uuid) -> Uuid {
    crate::rows(&world.cx()).await.into_iter().find(|row| row.id == id).unwrap().blob
}

async fn set(world: &World, text: &str, values: Vec<Value>) {
    let db = &world.app.db;
    db.writer().execute_raw(Statement::from_sql_and_values(db.backend(), text, values)).await.unwrap();
}

both_engines! {
    /// PRI-13
    async fn a_changed_byte_a_cut_and_moved_chunks_are_refused(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let content = bytes(3 * CHUNK + 1_000, 1);
        let file = stored(&cx, owner, &content).await;
        let [path] = &on_disk(&world.files)[..] else { panic!("one file") };
        let good = std::fs::read(path).unwrap();
        let chunk = |n: usize| HEAD.len() + n * WHOLE..(HEAD.len() + (n + 1) * WHOLE).min(good.len());
        let swapped = |one: usize, other: usize| {
            [&good[..HEAD.len()], &good[chunk(other)], &good[chunk(1)], &good[chunk(one)], &good[chunk(3)]].concat()
        };
        let flipped = |at: usize| {
            let mut bad = good.clone();
            bad[at] ^= 1;
            bad
        };
        let cases = [
            ("the first byte of the content", flipped(HEAD.len())),
            ("a tag", flipped(HEAD.len() + WHOLE - 1)),
            ("the last byte", flipped(good.len() - 1)),
            ("the last byte is missing", good[..good.len() - 1].to_vec()),
            ("the last chunk is missing", good[..chunk(3).start].to_vec()),
            ("all is missing", Vec::new()),
            ("two chunks are swapped", swapped(0, 2)),
            ("a chunk twice", [&good[..chunk(1).end], &good[chunk(1)], &good[chunk(3)]].concat()),
            ("nothing but the head of a chunk", good[..HEAD.len() + 3].to_vec()),
        ];
        for (how, bad) in cases {
            std::fs::write(path, bad).unwrap();
            assert!(read(&cx, &file).await.is_err(), "{how}");
        }
        std::fs::write(path, &good).unwrap();
        assert!(read(&cx, &file).await.unwrap() == content, "the control look");
        // Whoever may write to the database says that the file ends with an earlier chunk.
        for size in [2 * CHUNK, 3 * CHUNK, CHUNK + 5] {
            set(&world, "update file set size = $1", vec![(size as i64).into()]).await;
            let shorter = find(&cx, file.id).await.unwrap();
            assert!(read(&cx, &shorter).await.is_err(), "{size}");
        }
    }

    /// PRI-13
    async fn a_file_in_the_place_of_another_is_refused_also_of_the_same_owner(world: World) {
        let cx = world.cx();
        let (aiko, boris) = (owner(&cx).await, owner(&cx).await);
        let one = stored(&cx, aiko, &bytes(5_000, 1)).await;
        let two = stored(&cx, aiko, &bytes(5_000, 2)).await;
        let others = stored(&cx, boris, &bytes(5_000, 3)).await;
        let [first, second, third] = [blob_of(&world, one.id).await, blob_of(&world, two.id).await, blob_of(&world, others.id).await];
        for other in [second, third] {
            let good = std::fs::read(path_of(&world, first)).unwrap();
            std::fs::copy(path_of(&world, other), path_of(&world, first)).unwrap();
            assert!(read(&cx, &one).await.is_err());
            std::fs::write(path_of(&world, first), good).unwrap();
        }
        assert!(read(&cx, &one).await.is_ok(), "the control look");
        // A row that was pointed at the bytes of somebody else, and one that was given to somebody else.
        set(&world, "update file set blob = $1 where id = $2", vec![third.into(), one.id.into()]).await;
        assert!(read(&cx, &find(&cx, one.id).await.unwrap()).await.is_err());
        set(&world, "update file set owner = $1 where id = $2", vec![boris.into(), two.id.into()]).await;
        assert!(files(&world).find(&world.cx_of(boris), &crate::ANYTHING, two.id).await.is_err(), "the name does not open");
    }
}
