//! How files end, and that nothing is left of what never became one.

use crate::{ANYTHING, attached, bytes, files, find, on_disk, owner, read, received, rows, stored};
use axum::body::Bytes;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, HOUR, Uuid};
use gatehouse_files::tables::file::RECEIVING;
use gatehouse_files::{FileName, Kept, Purpose};
use gatehouse_testkit::both_engines;
use std::convert::Infallible;

async fn destroy(cx: &Cx, owner: Uuid) {
    let tx = cx.begin().await.unwrap();
    subject::destroy(cx, &tx, owner).await.unwrap();
    tx.commit().await.unwrap();
}

both_engines! {
    /// PRI-2
    async fn what_the_process_left_when_it_was_killed_is_gone_after_a_day(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        // Killed while the bytes came: the row is there, and the unfinished file.
        let (sender, coming) = tokio::sync::mpsc::channel::<Result<Bytes, Infallible>>(1);
        let coming = futures::stream::unfold(coming, |mut coming| async { Some((coming.recv().await?, coming)) });
        let task = tokio::spawn({
            let (cx, files) = (cx.clone(), files(&world).clone());
            async move { files.put(&cx, &ANYTHING, owner, coming).await.map(drop) }
        });
        for _ in 0..2 {
            sender.send(Ok(Bytes::from(bytes(700_000, 1)))).await.unwrap();
        }
        // The second was only taken once the first had been dealt with.
        sender.reserve().await.unwrap();
        assert_eq!(on_disk(&world.files).len(), 1, "it is being written");
        task.abort();
        drop(task.await);
        // Who is only stopped removes it; who is killed cannot.
        while !on_disk(&world.files).is_empty() {
            tokio::task::yield_now().await;
        }
        let [row] = &rows(&cx).await[..] else { panic!("one row") };
        assert_eq!(row.state, RECEIVING);
        let name = row.blob.simple().to_string();
        std::fs::write(world.files.join(&name[..2]).join(format!("{name}.part")), b"half").unwrap();
        // Killed before it was attached, and when the action's transaction was not committed.
        let whole = received(&cx, owner, b"whole").await;
        let tx = cx.begin().await.unwrap();
        let file = whole.clone().attach(&cx, &tx, FileName::clean("a")).await.unwrap();
        drop(tx);
        assert!(find(&cx, file.id).await.is_none());
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (2, 2));
        world.advance(23 * HOUR);
        world.run_jobs().await;
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (2, 2));
        world.advance(2 * HOUR);
        world.run_jobs().await;
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (0, 0));
        let tx = cx.begin().await.unwrap();
        assert!(whole.attach(&cx, &tx, FileName::clean("a")).await.is_err(), "its day is over");
    }

    /// PRI-2
    async fn a_file_ends_with_the_time_of_its_purpose(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let week = Purpose { kept: Kept::Days(7), ..ANYTHING };
        let received = files(&world).put(&cx, &week, owner, crate::pieces(b"for a week", 3)).await.unwrap();
        world.advance(HOUR);
        let file = attached(&cx, received).await;
        let lasting = stored(&cx, owner, b"for ever").await;
        for _ in 0..6 {
            world.advance(DAY);
            world.run_jobs().await;
        }
        assert!(find(&cx, file.id).await.is_some());
        world.advance(DAY);
        world.run_jobs().await;
        assert!(find(&cx, file.id).await.is_none() && find(&cx, lasting.id).await.is_some());
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (1, 1));
    }

    /// PRI-3, ACC-17
    async fn with_its_owner_every_file_ends_at_once(world: World) {
        let cx = world.cx();
        let (aiko, boris) = (owner(&cx).await, owner(&cx).await);
        let file = stored(&cx, aiko, b"hers").await;
        let unfinished = received(&cx, aiko, b"not yet").await;
        let others = stored(&cx, boris, b"theirs").await;
        destroy(&cx, aiko).await;
        assert!(find(&cx, file.id).await.is_none());
        assert!(read(&cx, &file).await.is_err(), "who has it open already gets no more of it");
        let tx = cx.begin().await.unwrap();
        assert!(unfinished.attach(&cx, &tx, FileName::clean("a")).await.is_err());
        drop(tx);
        world.run_jobs().await;
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (1, 1));
        assert_eq!(read(&cx, &others).await.unwrap(), b"theirs");
    }

    /// PRI-3
    async fn a_removal_that_was_killed_goes_on(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let (one, two) = (stored(&cx, owner, b"one").await, stored(&cx, owner, b"two").await);
        let tx = cx.begin().await.unwrap();
        assert!(gatehouse_files::remove(&cx, &tx, one.id).await.unwrap());
        assert!(!gatehouse_files::remove(&cx, &tx, one.id).await.unwrap(), "it is gone already");
        tx.commit().await.unwrap();
        assert!(find(&cx, one.id).await.is_none(), "with the commit");
        // Killed between the bytes and the row.
        let blob = rows(&cx).await.into_iter().find(|row| row.id == one.id).unwrap().blob.simple().to_string();
        std::fs::remove_file(world.files.join(&blob[..2]).join(&blob)).unwrap();
        world.run_jobs().await;
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (1, 1));
        // Taken back: nothing happens.
        let tx = cx.begin().await.unwrap();
        gatehouse_files::remove(&cx, &tx, two.id).await.unwrap();
        drop(tx);
        world.run_jobs().await;
        assert_eq!(read(&cx, &find(&cx, two.id).await.unwrap()).await.unwrap(), b"two");
    }
}
