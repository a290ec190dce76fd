//! Files in parts: nothing is lost, nothing is taken twice, and nobody has more room than was counted.

use crate::{bytes, files, on_disk, owner, refused_upload, rows};
use axum::body::Bytes;
use futures::stream;
use gatehouse_context::Cx;
use gatehouse_core::{DAY, HOUR, Outcome, Uuid};
use gatehouse_files::uploads::{self, Checksum, Limits, MOST_UNFINISHED, Plan, UploadRefusal, Wanted, Writer, Written};
use gatehouse_files::{Clean, FileName, Kept, Media, Purpose, ScanState, StoredFile, Who};
use gatehouse_testkit::{World, both_engines};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use std::convert::Infallible;

/// What is sent with a message of a test.
pub const SENT: Purpose =
    Purpose { word: "test.sent", most_bytes: 4 << 30, media: &[], kept: Kept::Days(30), who: Who::Module };

pub fn plan(owner: Uuid, message: Uuid, length: u64) -> Plan {
    let name = FileName::clean("../dump\u{202e} 3.bin");
    Plan { purpose: SENT, owner, payer: owner, person: None, message, name, length, limits: Limits::MESSAGE }
}

pub async fn begin(cx: &Cx, plan: &Plan) -> Outcome<Uuid, UploadRefusal> {
    let tx = cx.begin().await?;
    let id = uploads::begin(cx, &tx, plan).await?;
    tx.commit().await?;
    Ok(id)
}

/// Sends what comes from `offset` on, in pieces.
pub async fn send(cx: &Cx, id: Uuid, offset: u64, content: &[u8]) -> Outcome<Written, UploadRefusal> {
    let claim = uploads::claim(cx, id, offset).await?;
    Writer::new(cx, &SENT, claim, None).take(crate::pieces(content, 300_000)).await
}

pub async fn attached(cx: &Cx, message: Uuid) -> Vec<uploads::Coming> {
    let tx = cx.begin().await.unwrap();
    let all = uploads::attach(cx, &tx, &SENT, message).await.unwrap();
    tx.commit().await.unwrap();
    all
}

/// As staff get it who want it unscanned.
pub async fn read(world: &World, id: Uuid) -> Vec<u8> {
    let file = crate::scanning::by_exception(world, id).await;
    crate::read(&world.cx(), &file).await.unwrap()
}

async fn length_of(cx: &Cx, id: Uuid) -> u64 {
    uploads::coming(cx, id).await.unwrap().unwrap().received
}

both_engines! {
    /// SUP-5
    async fn what_comes_in_many_requests_is_one_file(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let content = bytes(20_000_001, 7);
        let message = cx.id();
        let id = begin(&cx, &plan(owner, message, content.len() as u64)).await.unwrap();
        let mut at = 0;
        for cut in [1, 15, 65_536, 8_323_072, 8_323_073, 9_000_000, 20_000_001] {
            let written = send(&cx, id, at as u64, &content[at..cut]).await.unwrap();
            assert_eq!(written.received, cut as u64);
            at = cut;
        }
        let coming = uploads::coming(&cx, id).await.unwrap().unwrap();
        assert!(coming.is_whole);
        assert_eq!(coming.sha256, Some(Sha256::digest(&content).into()));
        assert_eq!((coming.name.as_str(), coming.scan), ("dump 3.bin", ScanState::Quarantined));
        assert_eq!(attached(&cx, message).await.len(), 1);
        assert!(read(&world, id).await == content);
        let file = crate::scanning::by_exception(&world, id).await;
        for (from, to) in [(0, 1), (8_323_071, 8_323_074), (65_535, 9_000_001), (20_000_000, 20_000_001), (5, 5)] {
            let part = files(&world).open(&cx, &file, Some(from..to)).await.unwrap();
            let part: Vec<Bytes> = futures::TryStreamExt::try_collect(part).await.unwrap();
            assert!(part.concat() == content[from as usize..to as usize], "{from}..{to}");
        }
        let end = rows(&cx).await.pop().unwrap().expires_at.unwrap();
        assert_eq!(end, cx.now().plus(30 * DAY).0, "by the rule of its purpose");
    }

    /// SUP-5
    async fn an_empty_file_is_whole_at_once(world: World) {
        let cx = world.cx();
        let (owner, message) = (owner(&cx).await, cx.id());
        let id = begin(&cx, &plan(owner, message, 0)).await.unwrap();
        assert!(uploads::coming(&cx, id).await.unwrap().unwrap().is_whole);
        attached(&cx, message).await;
        assert!(read(&world, id).await.is_empty());
    }

    /// SUP-5
    async fn what_came_before_a_connection_broke_is_kept(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let content = bytes(10_000_000, 1);
        let id = begin(&cx, &plan(owner, cx.id(), content.len() as u64)).await.unwrap();
        let claim = uploads::claim(&cx, id, 0).await.unwrap();
        let broken = stream::iter([Ok(Bytes::copy_from_slice(&content[..9_000_000])), Err("gone")]);
        assert_eq!(refused_upload(Writer::new(&cx, &SENT, claim, None).take(broken).await), UploadRefusal::CutOff);
        assert_eq!(length_of(&cx, id).await, 9_000_000);
        // Whoever waits goes away: what was handed over is kept all the same.
        let claim = uploads::claim(&cx, id, 9_000_000).await.unwrap();
        let hangs = stream::iter([Ok::<_, Infallible>(Bytes::copy_from_slice(&content[9_000_000..9_500_000]))]);
        let hangs = futures::StreamExt::chain(hangs, stream::pending());
        let mut taking = Box::pin(Writer::new(&cx, &SENT, claim, None).take(hangs));
        while length_of(&cx, id).await < 9_500_000 {
            drop(futures::poll!(&mut taking));
            tokio::task::yield_now().await;
        }
        drop(taking);
        send(&cx, id, 9_500_000, &content[9_500_000..]).await.unwrap();
        let coming = uploads::coming(&cx, id).await.unwrap().unwrap();
        assert_eq!(coming.sha256, Some(Sha256::digest(&content).into()));
    }

    /// SUP-5, ALL-6
    async fn of_two_writers_the_later_one_writes(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let content = bytes(3_000_000, 1);
        let id = begin(&cx, &plan(owner, cx.id(), content.len() as u64)).await.unwrap();
        let stale = uploads::claim(&cx, id, 0).await.unwrap();
        let fresh = uploads::claim(&cx, id, 0).await.unwrap();
        let other = bytes(3_000_000, 2);
        let stale = Writer::new(&cx, &SENT, stale, None).take(crate::pieces(&other, 100_000)).await;
        assert_eq!(refused_upload(stale), UploadRefusal::TakenOver);
        assert_eq!(length_of(&cx, id).await, 0);
        Writer::new(&cx, &SENT, fresh, None).take(crate::pieces(&content[..2_000_000], 100_000)).await.unwrap();
        assert_eq!(refused_upload(send(&cx, id, 1, &content).await), UploadRefusal::Offset);
        // Asking where it is stops whoever writes.
        let stale = uploads::claim(&cx, id, 2_000_000).await.unwrap();
        assert_eq!(uploads::fence(&cx, id).await.unwrap().received, 2_000_000);
        let stale = Writer::new(&cx, &SENT, stale, None).take(crate::pieces(&content[2_000_000..], 100_000)).await;
        assert_eq!(refused_upload(stale), UploadRefusal::TakenOver);
        send(&cx, id, 2_000_000, &content[2_000_000..]).await.unwrap();
        let coming = uploads::coming(&cx, id).await.unwrap().unwrap();
        assert_eq!(coming.sha256, Some(Sha256::digest(&content).into()));
        // Nothing is left of what was not taken.
        world.run_jobs().await;
        assert_eq!(on_disk(&world.files).len(), 2);
    }

    /// SUP-5
    async fn a_checksum_decides_whether_a_request_counts(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let content = bytes(9_000_000, 3);
        let id = begin(&cx, &plan(owner, cx.id(), content.len() as u64)).await.unwrap();
        let checked = async |offset: u64, part: &[u8], wanted: Wanted| {
            let claim = uploads::claim(&cx, id, offset).await.unwrap();
            Writer::new(&cx, &SENT, claim, Some(Checksum::new(wanted))).take(crate::pieces(part, 500_000)).await
        };
        let wrong = checked(0, &content, Wanted::Sha1([0; 20])).await;
        assert_eq!(refused_upload(wrong), UploadRefusal::Checksum);
        assert_eq!((length_of(&cx, id).await, on_disk(&world.files).len()), (0, 0));
        let half = &content[..8_500_000];
        checked(0, half, Wanted::Sha1(Sha1::digest(half).into())).await.unwrap();
        let rest = &content[8_500_000..];
        checked(8_500_000, rest, Wanted::Sha256(Sha256::digest(rest).into())).await.unwrap();
        let coming = uploads::coming(&cx, id).await.unwrap().unwrap();
        assert_eq!(coming.sha256, Some(Sha256::digest(&content).into()));
    }

    /// SUP-5
    async fn more_than_was_announced_is_not_taken(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let id = begin(&cx, &plan(owner, cx.id(), 10)).await.unwrap();
        assert_eq!(refused_upload(send(&cx, id, 0, &bytes(11, 1)).await), UploadRefusal::Beyond);
        assert_eq!(length_of(&cx, id).await, 0);
        let pictures = Purpose { media: &[Media::Png], ..SENT };
        let id = begin(&cx, &Plan { purpose: pictures, ..plan(owner, cx.id(), 100) }).await.unwrap();
        let claim = uploads::claim(&cx, id, 0).await.unwrap();
        let taken = Writer::new(&cx, &pictures, claim, None).take(crate::pieces(&bytes(100, 1), 7)).await;
        assert_eq!(refused_upload(taken), UploadRefusal::WrongKind);
    }

    /// SUP-5
    async fn room_is_counted_before_the_first_byte(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let message = cx.id();
        let too_large = begin(&cx, &plan(owner, message, (4 << 30) + 1)).await;
        assert_eq!(refused_upload(too_large), UploadRefusal::TooLarge { most: 4 << 30 });
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(begin(&cx, &plan(owner, message, 4 << 30)).await.unwrap());
        }
        assert_eq!(refused_upload(begin(&cx, &plan(owner, message, 1)).await), UploadRefusal::TooManyFiles { most: 3 });
        let others = [begin(&cx, &plan(owner, cx.id(), 4 << 30)).await.unwrap(), begin(&cx, &plan(owner, cx.id(), 4 << 30)).await.unwrap()];
        assert_eq!(others.len() as u64 + 3, MOST_UNFINISHED / (4 << 30));
        assert_eq!(refused_upload(begin(&cx, &plan(owner, cx.id(), 1)).await), UploadRefusal::TooMuchUnfinished);
        assert!(begin(&cx, &plan(crate::owner(&cx).await, cx.id(), 1)).await.is_ok(), "others have room of their own");
        let tx = cx.begin().await.unwrap();
        assert!(uploads::discard(&cx, &tx, ids[0]).await.unwrap());
        tx.commit().await.unwrap();
        assert!(begin(&cx, &plan(owner, message, 1)).await.is_ok(), "the room is free");
        assert_eq!(refused_upload(uploads::claim(&cx, ids[0], 0).await), UploadRefusal::Unknown);
        world.run_jobs().await;
    }

    /// SUP-5: one user of a company keeps none of the others from sending
    async fn one_user_of_a_company_does_not_take_the_room_of_all(world: World) {
        let cx = world.cx();
        let (owner, company, ada, eve) = (owner(&cx).await, cx.id(), cx.id(), cx.id());
        let of = |person| Plan { payer: company, person: Some(person), ..plan(owner, cx.id(), 4 << 30) };
        for _ in 0..3 {
            begin(&cx, &of(eve)).await.unwrap();
        }
        assert_eq!(refused_upload(begin(&cx, &of(eve)).await), UploadRefusal::TooMuchUnfinished);
        begin(&cx, &of(ada)).await.unwrap();
        let small = |person| Plan { length: 1, ..of(person) };
        for _ in 1..30 {
            begin(&cx, &small(ada)).await.unwrap();
        }
        assert_eq!(refused_upload(begin(&cx, &small(ada)).await), UploadRefusal::TooMuchUnfinished);
    }

    /// SUP-5
    async fn of_many_at_once_no_more_than_three_are_of_one_message(world: World) {
        let cx = world.cx();
        let (owner, message) = (owner(&cx).await, cx.id());
        let all = (0..12).map(|_| { let (cx, plan) = (cx.clone(), plan(owner, message, 5)); async move { begin(&cx, &plan).await.is_ok() } });
        let begun = futures::future::join_all(all).await.into_iter().filter(|begun| *begun).count();
        assert_eq!(begun, 3);
    }

    /// SUP-5, PRI-2
    async fn an_upload_waits_seven_days_from_its_last_part(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let (waits, goes) = (begin(&cx, &plan(owner, cx.id(), 10)).await.unwrap(), begin(&cx, &plan(owner, cx.id(), 10)).await.unwrap());
        send(&cx, goes, 0, b"12345").await.unwrap();
        world.advance(6 * DAY);
        send(&cx, waits, 0, b"12345").await.unwrap();
        world.advance(2 * DAY);
        world.run_jobs().await;
        assert_eq!(length_of(&cx, waits).await, 5);
        assert_eq!(refused_upload(uploads::claim(&cx, goes, 5).await), UploadRefusal::Unknown);
        world.advance(HOUR);
        world.run_jobs().await;
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (1, 1), "the bytes went with the row");
    }

    /// SUP-5
    async fn a_message_goes_with_all_its_files_or_not_at_all(world: World) {
        let cx = world.cx();
        let (owner, message) = (owner(&cx).await, cx.id());
        let first = begin(&cx, &plan(owner, message, 5)).await.unwrap();
        let second = begin(&cx, &plan(owner, message, 5)).await.unwrap();
        send(&cx, first, 0, b"first").await.unwrap();
        let tx = cx.begin().await.unwrap();
        assert_eq!(refused_upload(uploads::attach(&cx, &tx, &SENT, message).await), UploadRefusal::Unfinished);
        tx.rollback().await.unwrap();
        send(&cx, second, 0, b"first").await.unwrap();
        let ids: Vec<Uuid> = attached(&cx, message).await.into_iter().map(|one| one.id).collect();
        assert_eq!(ids, [first, second]);
        assert!(uploads::of_message(&cx, message).await.unwrap().is_empty());
        // The same bytes of one owner are stored once.
        world.run_jobs().await;
        assert_eq!(on_disk(&world.files).len(), 1);
        for id in ids {
            assert_eq!(read(&world, id).await, b"first");
        }
        let tx = cx.begin().await.unwrap();
        gatehouse_files::remove(&cx, &tx, first).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
        assert_eq!(read(&world, second).await, b"first", "the other file has them still");
        let tx = cx.begin().await.unwrap();
        gatehouse_files::remove(&cx, &tx, second).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
        assert!(on_disk(&world.files).is_empty());
    }

    /// SUP-5, ACC-17
    async fn with_the_owner_an_upload_ends_and_who_writes_stops(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let id = begin(&cx, &plan(owner, cx.id(), 10)).await.unwrap();
        send(&cx, id, 0, b"12345").await.unwrap();
        let claim = uploads::claim(&cx, id, 5).await.unwrap();
        let tx = cx.begin().await.unwrap();
        gatehouse_context::subject::destroy(&cx, &tx, owner).await.unwrap();
        tx.commit().await.unwrap();
        assert!(Writer::new(&cx, &SENT, claim, None).take(crate::pieces(b"67890", 5)).await.is_err());
        world.run_jobs().await;
        assert_eq!((rows(&cx).await.len(), on_disk(&world.files).len()), (0, 0));
    }

    /// SUP-5
    async fn a_stream_of_unknown_length_is_as_long_as_it_was(world: World) {
        let cx = world.cx();
        let (owner, message) = (owner(&cx).await, cx.id());
        let id = begin(&cx, &plan(owner, message, 50 << 20)).await.unwrap();
        let content = bytes(1_000_000, 4);
        uploads::take_whole(&cx, &SENT, id, crate::pieces(&content, 70_000)).await.unwrap();
        let [coming] = &attached(&cx, message).await[..] else { panic!("one") };
        assert_eq!((coming.length, coming.sha256), (1_000_000, Some(Sha256::digest(&content).into())));
        assert!(read(&world, id).await == content);
        let id = begin(&cx, &plan(owner, cx.id(), 10)).await.unwrap();
        let broken = stream::iter([Ok(Bytes::from_static(b"123")), Err("gone")]);
        assert_eq!(refused_upload(uploads::take_whole(&cx, &SENT, id, broken).await), UploadRefusal::CutOff);
        assert!(uploads::coming(&cx, id).await.unwrap().is_none(), "nothing half is left");
    }
}

/// A clean file as proof that its type is what `open` takes.
pub type Opened = Clean<StoredFile>;
