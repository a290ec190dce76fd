//! Contents that come together, such as what is attached to a mail.

use crate::{ANYTHING, bytes, files, on_disk, owner, received, rows, stored};
use axum::body::Bytes;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, HOUR, Stop, Uuid};
use gatehouse_files::tables::file::{READY, RECEIVING};
use gatehouse_files::{FileName, Files, Purpose, PutRefusal, Received, ScanState, attach_sent_each, remove};
use gatehouse_jobs::outbox;
use gatehouse_testkit::both_engines;

/// Files on their way, and their names.
type Coming = Vec<(Received, FileName)>;

fn named(contents: &[&[u8]]) -> Vec<(FileName, Bytes)> {
    let name = |n: usize| FileName::clean(&format!("{n}.log"));
    (1..).zip(contents).map(|(n, content)| (name(n), Bytes::copy_from_slice(content))).collect()
}

async fn put(cx: &Cx, owner: Uuid, contents: &[&[u8]]) -> Coming {
    let contents = named(contents);
    let all = cx.service::<Files>().unwrap().put_each(cx, &ANYTHING, owner, &contents).await.unwrap();
    all.into_iter().zip(contents.into_iter().map(|(name, _)| name)).collect()
}

async fn attach(cx: &Cx, all: Coming) -> Result<Vec<Uuid>, String> {
    let tx = cx.begin().await.unwrap();
    let ids = attach_sent_each(cx, &tx, all).await.map_err(|fault| fault.to_string())?;
    tx.commit().await.unwrap();
    Ok(ids)
}

async fn end(cx: &Cx, id: Uuid) {
    let tx = cx.begin().await.unwrap();
    assert!(remove(cx, &tx, id).await.unwrap());
    tx.commit().await.unwrap();
}

/// Its bytes, which nobody opens yet.
async fn content(cx: &Cx, id: Uuid) -> Vec<u8> {
    cx.service::<Files>().unwrap().for_worker(cx, &ANYTHING, id, 1 << 20).await.unwrap().unwrap()
}

both_engines! {
    /// SUP-5, SUP-13
    async fn what_comes_together_is_stored_once_and_attached_together(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let there = bytes(3_000, 1);
        stored(&cx, owner, &there).await;
        let (new, empty): (Vec<u8>, &[u8]) = (bytes(200_000, 2), b"");
        let all = put(&cx, owner, &[&new, &there, &new, empty]).await;
        assert_eq!(on_disk(&world.files).len(), 3, "the file that was there, and two that were not");
        assert_eq!(rows(&cx).await.iter().filter(|row| row.state == RECEIVING).count(), 4);
        // One more that came in pieces.
        let last = (received(&cx, owner, b"in pieces").await, FileName::clean("5.log"));
        let waiting = outbox::depth(&cx).await.unwrap().0;
        let ids = attach(&cx, all.into_iter().chain([last]).collect()).await.unwrap();
        assert_eq!(outbox::depth(&cx).await.unwrap().0, waiting, "without a scanner nothing is queued");
        let wanted: [&[u8]; 5] = [&new, &there, &new, empty, b"in pieces"];
        for ((n, id), wanted) in (1..).zip(&ids).zip(wanted) {
            let look = files(&world).look(&cx, &ANYTHING, *id).await.unwrap().unwrap();
            assert_eq!((look.name.as_str(), look.size), (format!("{n}.log").as_str(), wanted.len() as u64));
            assert_eq!(look.scan, ScanState::Quarantined);
            assert!(files(&world).find(&cx, &ANYTHING, *id).await.unwrap().is_none(), "nobody opens it unscanned");
            assert_eq!(content(&cx, *id).await, wanted);
        }
        world.advance(2 * DAY);
        world.run_jobs().await;
        assert!(rows(&cx).await.iter().all(|row| row.state == READY), "nothing of them ends");
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (6, 4));
        assert_eq!(content(&cx, ids[2]).await, new);
    }

    /// PRI-2: killed between the bytes and the message
    async fn what_was_not_attached_is_gone_after_a_day_and_what_it_shared_is_not(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let there = stored(&cx, owner, b"there").await;
        let all = put(&cx, owner, &[b"there", b"new"]).await;
        let tx = cx.begin().await.unwrap();
        attach_sent_each(&cx, &tx, all.clone()).await.unwrap();
        drop(tx);
        world.advance(23 * HOUR);
        world.run_jobs().await;
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (3, 2));
        world.advance(2 * HOUR);
        world.run_jobs().await;
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (1, 1));
        assert_eq!(content(&cx, there.id).await, b"there");
        assert!(attach(&cx, all).await.is_err(), "its day is over");
    }

    /// ALL-6: the file that has the same bytes goes before the message is there
    async fn bytes_that_are_shared_stay_for_what_comes(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let there = stored(&cx, owner, b"the same").await;
        let all = put(&cx, owner, &[b"the same", b"another"]).await;
        end(&cx, there.id).await;
        world.run_jobs().await;
        let ids = attach(&cx, all).await.unwrap();
        assert_eq!(content(&cx, ids[0]).await, b"the same");
        // Their own end is that of the bytes.
        end(&cx, ids[0]).await;
        end(&cx, ids[1]).await;
        world.run_jobs().await;
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (0, 0));
    }

    /// SUP-13, ALL-6: a signature's picture comes with every answer
    async fn what_its_owner_has_already_is_begun_with_the_message(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let there = stored(&cx, owner, b"a logo").await;
        let all = put(&cx, owner, &[b"a logo", b"a logo"]).await;
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (1, 1), "nothing was begun");
        // Where it goes before the message is there, the mail is tried again.
        end(&cx, there.id).await;
        assert!(attach(&cx, all.clone()).await.unwrap_err().contains("has just gone"));
        world.run_jobs().await;
        assert!(attach(&cx, all).await.is_err());
        let again = put(&cx, owner, &[b"a logo", b"a logo"]).await;
        let first = attach(&cx, again).await.unwrap();
        let all = put(&cx, owner, &[b"a logo", b"a logo"]).await;
        let ids = attach(&cx, all.clone()).await.unwrap();
        assert!(attach(&cx, all).await.is_err(), "twice");
        for id in &ids {
            let look = files(&world).look(&cx, &ANYTHING, *id).await.unwrap().unwrap();
            assert_eq!((look.size, look.scan), (6, ScanState::Quarantined));
        }
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (4, 1));
        for id in first {
            end(&cx, id).await;
        }
        world.run_jobs().await;
        assert_eq!(content(&cx, ids[1]).await, b"a logo");
        // An owner who is erased has no more of it.
        let all = put(&cx, owner, &[b"a logo"]).await;
        let tx = cx.begin().await.unwrap();
        subject::destroy(&cx, &tx, owner).await.unwrap();
        tx.commit().await.unwrap();
        assert!(attach(&cx, all).await.is_err());
        world.run_jobs().await;
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (0, 0));
    }

    /// PRI-3
    async fn nothing_is_attached_to_an_owner_who_was_erased(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let all = put(&cx, owner, &[b"one", b"two"]).await;
        let tx = cx.begin().await.unwrap();
        subject::destroy(&cx, &tx, owner).await.unwrap();
        tx.commit().await.unwrap();
        assert!(attach(&cx, all).await.is_err());
        let again = files(&world).put_each(&cx, &ANYTHING, owner, &named(&[b"three"])).await;
        assert!(matches!(again, Err(Stop::Broken(_))));
        world.run_jobs().await;
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (0, 0));
    }

    /// ALL-6
    async fn all_of_them_are_taken_or_none(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let small = Purpose { most_bytes: 10, ..ANYTHING };
        let refused = files(&world).put_each(&cx, &small, owner, &named(&[b"short", b"longer than ten"])).await;
        assert!(matches!(refused, Err(Stop::Refused(PutRefusal::TooLarge { most: 10 }))));
        let many: Vec<Vec<u8>> = (0..101_u64).map(|n| n.to_le_bytes().to_vec()).collect();
        let many: Vec<&[u8]> = many.iter().map(Vec::as_slice).collect();
        let refused = files(&world).put_each(&cx, &ANYTHING, owner, &named(&many)).await;
        assert!(matches!(refused, Err(Stop::Refused(PutRefusal::TooManyUnfinished))));
        assert!(files(&world).put_each(&cx, &ANYTHING, owner, &[]).await.unwrap().is_empty());
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (0, 0));
        // What is attached twice is attached once.
        let all = put(&cx, owner, &[b"once"]).await;
        attach(&cx, all.clone()).await.unwrap();
        assert!(attach(&cx, all).await.is_err());
    }
}
