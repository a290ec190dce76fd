//! What goes in and comes out.

use crate::{ANYTHING, bytes, files, find, on_disk, owner, pieces, read, refused, rows, stored};
use axum::body::Bytes;
use futures::{StreamExt as _, TryStreamExt as _};
use gatehouse_context::subject;
use gatehouse_core::{Actor, Role};
use gatehouse_files::seal::{CHUNK, sealed_length};
use gatehouse_files::{FileName, Media, Purpose, PutRefusal, Who};
use gatehouse_testkit::both_engines;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

both_engines! {
    /// ALL-9, PRI-13
    async fn contents_of_every_length_come_back(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let lengths = [0, 1, 15, 16, 17, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7, 5 << 20];
        for (seed, length) in lengths.into_iter().enumerate() {
            let content = bytes(length, seed as u64);
            let file = stored(&cx, owner, &content).await;
            let found = find(&cx, file.id).await.unwrap();
            assert_eq!((found.size, found.name.as_str()), (length as u64, "Счёт 3.pdf"));
            assert!(read(&cx, &found).await.unwrap() == content, "{length}");
        }
        let lying: Vec<u64> = on_disk(&world.files).iter().map(|path| path.metadata().unwrap().len()).collect();
        for length in lengths {
            assert!(lying.contains(&sealed_length(length as u64)), "{length}: {lying:?}");
        }
    }

    /// ALL-9
    async fn parts_of_a_file_come_alone(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let content = bytes(2 * CHUNK + 100, 1);
        let file = stored(&cx, owner, &content).await;
        let size = content.len();
        for part in [0..1, 0..size, 5..5, size..size, CHUNK - 1..CHUNK + 1, CHUNK..2 * CHUNK, 2 * CHUNK..size, size - 1..size] {
            let wanted = part.start as u64..part.end as u64;
            let pieces: Vec<Bytes> = files(&world).open(&cx, &file, Some(wanted)).await.unwrap().try_collect().await.unwrap();
            assert!(pieces.concat() == content[part.clone()], "{part:?}");
        }
        #[allow(clippy::reversed_empty_ranges, reason = "this is what is refused")]
        for wrong in [0..size as u64 + 1, 9..8] {
            assert!(files(&world).open(&cx, &file, Some(wrong)).await.is_err());
        }
    }

    /// PRI-13
    async fn neither_the_disk_nor_the_database_shows_a_name_or_a_content(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let received = crate::received(&cx, owner, &b"a secret that repeats ".repeat(9_000)).await;
        let tx = cx.begin().await.unwrap();
        drop(received.attach(&cx, &tx, FileName::clean("diagnosis.txt")).await.unwrap());
        tx.commit().await.unwrap();
        let dump = world.dump().await;
        assert!(!dump.contains("diagnosis") && !dump.contains("646961676e6f736973"), "the name is sealed");
        let [path] = &on_disk(&world.files)[..] else { panic!("one file") };
        let lying = std::fs::read(path).unwrap();
        assert!(!lying.windows(6).any(|part| part == b"secret"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(path), mode(path.parent().unwrap()), mode(&world.files)), (0o600, 0o700, 0o700));
        }
    }

    /// ALL-9
    async fn the_same_content_of_one_owner_lies_there_once_and_of_two_owners_twice(world: World) {
        let cx = world.cx();
        let (aiko, boris) = (owner(&cx).await, owner(&cx).await);
        let content = bytes(100_000, 3);
        let first = stored(&cx, aiko, &content).await;
        let second = stored(&cx, aiko, &content).await;
        world.run_jobs().await;
        assert_eq!(on_disk(&world.files).len(), 1);
        let other = stored(&cx, boris, &content).await;
        world.run_jobs().await;
        assert_eq!(on_disk(&world.files).len(), 2);
        let macs: std::collections::BTreeSet<_> = rows(&cx).await.into_iter().map(|row| row.content_mac).collect();
        assert_eq!(macs.len(), 2, "of two owners nobody sees that it is the same");
        for id in [first.id, second.id] {
            let tx = cx.begin().await.unwrap();
            assert!(gatehouse_files::remove(&cx, &tx, id).await.unwrap());
            tx.commit().await.unwrap();
            world.run_jobs().await;
            assert!(find(&cx, id).await.is_none());
            if id == first.id {
                assert_eq!(read(&cx, &find(&cx, second.id).await.unwrap()).await.unwrap(), content);
            }
        }
        assert_eq!(on_disk(&world.files).len(), 1);
        assert_eq!(read(&cx, &other).await.unwrap(), content);
        assert_eq!(rows(&cx).await.len(), 1);
    }

    /// ALL-9
    async fn what_is_too_long_is_refused_as_soon_as_it_comes_and_nothing_is_left(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let small = Purpose { most_bytes: 100_000, ..ANYTHING };
        let whole = files(&world).put(&cx, &small, owner, pieces(&bytes(100_000, 1), 7_777)).await.unwrap();
        assert_eq!(whole.size(), 100_000);
        let count = Arc::new(AtomicUsize::new(0));
        let asked = Arc::clone(&count);
        let endless = futures::stream::repeat_with(move || {
            asked.fetch_add(1, Ordering::SeqCst);
            Ok::<_, Infallible>(Bytes::from(vec![7; 10_000]))
        });
        let refusal = refused(files(&world).put(&cx, &small, owner, endless).await);
        assert_eq!(refusal, PutRefusal::TooLarge { most: 100_000 });
        assert_eq!(count.load(Ordering::SeqCst), 11, "no piece is asked for after the one that is too much");
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (1, 1));
    }

    /// ALL-9
    async fn a_kind_that_is_not_taken_is_refused_by_its_bytes(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let pictures = Purpose { media: &[Media::Png], ..ANYTHING };
        let png = [b"\x89PNG\r\n\x1a\n".to_vec(), bytes(500, 1)].concat();
        for (content, length) in [(&png[..], 500), (&png[..], 1), (&png[..9], 1)] {
            let taken = files(&world).put(&cx, &pictures, owner, pieces(content, length)).await.unwrap();
            assert_eq!(taken.media(), Media::Png);
        }
        for content in [&b"<svg onload='alert(1)'>"[..], b"", b"\x89PNG", &png[1..]] {
            let refusal = refused(files(&world).put(&cx, &pictures, owner, pieces(content, 3)).await);
            assert_eq!(refusal, PutRefusal::WrongKind);
        }
        assert_eq!(rows(&cx).await.len(), 3);
    }

    /// ALL-9, PRI-13
    async fn a_file_is_for_its_owner_or_for_whom_its_purpose_says(world: World) {
        let cx = world.cx();
        let (aiko, boris) = (owner(&cx).await, owner(&cx).await);
        let file = stored(&cx, aiko, b"hers").await;
        assert!(find(&world.cx_of(aiko), file.id).await.is_some());
        let strangers = [world.cx_of(boris), world.cx_as(Actor::Visitor), world.cx_staff(&[Role::Administrator])];
        for stranger in &strangers {
            assert!(find(stranger, file.id).await.is_none());
            for (who, word, is_found) in
                [(Who::Anybody, "test.anything", true), (Who::Module, "test.anything", true), (Who::Anybody, "test.other", false)]
            {
                let purpose = Purpose { who, word, ..ANYTHING };
                assert_eq!(files(&world).find(stranger, &purpose, file.id).await.unwrap().is_some(), is_found);
            }
        }
    }

    /// ALL-9
    async fn unfinished_files_of_an_owner_have_an_end(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let mut kept = Vec::new();
        for _ in 0..100 {
            kept.push(crate::received(&cx, owner, b"x").await);
        }
        let refusal = refused(files(&world).put(&cx, &ANYTHING, owner, pieces(b"x", 1)).await);
        assert_eq!(refusal, PutRefusal::TooManyUnfinished);
        crate::attached(&cx, kept.pop().unwrap()).await;
        crate::received(&cx, owner, b"y").await.id();
        let nobody = files(&world).put(&cx, &ANYTHING, cx.id(), pieces(b"x", 1)).await;
        assert!(matches!(nobody, Err(gatehouse_core::Stop::Broken(_))), "an owner without a key has no files");
    }

    /// ALL-9
    async fn a_sender_who_goes_away_leaves_nothing(world: World) {
        let cx = world.cx();
        subject::ensure_installation(&world.app).await.unwrap();
        let gone = futures::stream::iter([Ok(Bytes::from(bytes(900_000, 1))), Err("connection reset")]);
        let refusal = refused(files(&world).put(&cx, &ANYTHING, subject::INSTALLATION, gone.boxed()).await);
        assert_eq!(refusal, PutRefusal::CutOff);
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (0, 0));
    }
}
