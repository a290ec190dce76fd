//! Links for sending files: so much, so long, for whom the PIN is known.

use crate::uploads::SENT;
use crate::{owner, refused_upload};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Outcome, Refusal, Secret, Stop, Uuid};
use gatehouse_files::links::{self, LIFE, Link, LinkRefusal, MOST_WRONG, NewLink};
use gatehouse_files::uploads::{self, UploadRefusal};
use gatehouse_files::{FileName, Purposes};
use gatehouse_testkit::both_engines;

fn new(owner: Uuid, target: Uuid, pin: Option<&str>) -> NewLink {
    let pin = pin.map(|pin| Secret::new(pin.to_owned()));
    NewLink { purpose: SENT, owner, payer: owner, target, most_bytes: 6 << 30, most_files: 2, life: LIFE, pin }
}

async fn made(cx: &Cx, new: &NewLink) -> Outcome<String, LinkRefusal> {
    let tx = cx.begin().await?;
    let (_, token) = links::make(cx, &tx, new).await?;
    tx.commit().await?;
    Ok(token.expose().clone())
}

async fn begun(cx: &Cx, link: &Link, length: u64) -> Outcome<Uuid, UploadRefusal> {
    let tx = cx.begin().await?;
    let id = links::begin(cx, &tx, link, FileName::clean("dump.bin"), length).await?;
    tx.commit().await?;
    Ok(id)
}

fn refusal<T>(outcome: Outcome<T, LinkRefusal>) -> LinkRefusal {
    match outcome {
        Err(Stop::Refused(refusal)) => refusal,
        Err(Stop::Broken(fault)) => panic!("{fault}"),
        Ok(_) => panic!("it was taken"),
    }
}

both_engines! {
    /// SUP-5
    async fn a_link_takes_what_was_allowed_and_no_more(world: World) {
        let cx = world.cx();
        assert!(cx.service::<Purposes>().is_ok());
        let (owner, request) = (owner(&cx).await, cx.id());
        let token = made(&cx, &new(owner, request, None)).await.unwrap();
        let link = links::find(&cx, &token).await.unwrap().unwrap();
        assert!(links::is_proven(&cx, &link, None));
        assert!(links::find(&cx, &token[1..]).await.unwrap().is_none() && links::find(&cx, "").await.unwrap().is_none());
        // More than a message may have: that is what links are for.
        let first = begun(&cx, &link, 5 << 30).await.unwrap();
        assert_eq!(refused_upload(begun(&cx, &link, 2 << 30).await), UploadRefusal::TooLarge { most: 1 << 30 });
        let second = begun(&cx, &link, 1 << 20).await.unwrap();
        assert_eq!(refused_upload(begun(&cx, &link, 1).await), UploadRefusal::TooManyFiles { most: 2 });
        let tx = cx.begin().await.unwrap();
        uploads::discard(&cx, &tx, first).await.unwrap();
        tx.commit().await.unwrap();
        assert!(begun(&cx, &link, 10).await.is_ok(), "what was removed is given back");
        assert_eq!(uploads::coming(&cx, second).await.unwrap().unwrap().message, link.id);
        world.advance(15 * DAY);
        assert!(links::find(&cx, &token).await.unwrap().is_none());
        world.run_jobs().await;
    }

    /// SUP-5: one request whose length nobody knows takes what it has, and not all that is left
    async fn a_file_of_unknown_length_gives_the_rest_of_its_room_back(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let token = made(&cx, &new(owner, cx.id(), None)).await.unwrap();
        let link = links::find(&cx, &token).await.unwrap().unwrap();
        let id = begun(&cx, &link, 6 << 30).await.unwrap();
        assert_eq!(links::left(&links::find(&cx, &token).await.unwrap().unwrap()), (1, 0));
        uploads::take_whole(&cx, &SENT, id, crate::pieces(b"small", 10)).await.unwrap();
        assert_eq!(links::left(&links::find(&cx, &token).await.unwrap().unwrap()), (1, (6 << 30) - 5));
    }

    /// SUP-5: who was asked for files uses up nobody else's room
    async fn what_comes_by_a_large_link_takes_none_of_the_companys_room(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let token = made(&cx, &new(owner, cx.id(), None)).await.unwrap();
        let link = links::find(&cx, &token).await.unwrap().unwrap();
        begun(&cx, &link, 6 << 30).await.unwrap();
        for _ in 0..5 {
            crate::uploads::begin(&cx, &crate::uploads::plan(owner, cx.id(), 4 << 30)).await.unwrap();
        }
    }

    /// SUP-5, ACC-11
    async fn a_pin_is_guessed_by_nobody(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        for bad in ["123", "12a4", "1234567890123"] {
            assert_eq!(refusal(made(&cx, &new(owner, cx.id(), Some(bad))).await), LinkRefusal::BadPin);
        }
        let token = made(&cx, &new(owner, cx.id(), Some("4711"))).await.unwrap();
        let link = links::find(&cx, &token).await.unwrap().unwrap();
        assert!(!links::is_proven(&cx, &link, None) && !links::is_proven(&cx, &link, Some("4711")));
        let proof = links::prove(&cx, &link, " 4711 ").await.unwrap();
        assert!(links::is_proven(&cx, &link, Some(&proof)));
        let other = made(&cx, &new(owner, cx.id(), Some("4711"))).await.unwrap();
        let other = links::find(&cx, &other).await.unwrap().unwrap();
        assert!(!links::is_proven(&cx, &other, Some(&proof)), "it is of one link");
        for _ in 0..MOST_WRONG {
            assert_eq!(refusal(links::prove(&cx, &link, "0000").await), LinkRefusal::WrongPin);
        }
        assert_eq!(refusal(links::prove(&cx, &link, "4711").await), LinkRefusal::Locked);
        assert_eq!(LinkRefusal::Locked.status(), 403);
    }

    /// SUP-5
    async fn a_link_is_ended_and_what_came_stays(world: World) {
        let cx = world.cx();
        let (owner, request) = (owner(&cx).await, cx.id());
        let token = made(&cx, &new(owner, request, None)).await.unwrap();
        let link = links::find(&cx, &token).await.unwrap().unwrap();
        let id = begun(&cx, &link, 3).await.unwrap();
        assert_eq!(links::of_target(&cx, request).await.unwrap().len(), 1);
        let tx = cx.begin().await.unwrap();
        assert_eq!(links::end_all(&cx, &tx, request).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(links::find(&cx, &token).await.unwrap().is_none());
        assert!(uploads::coming(&cx, id).await.unwrap().is_some());
    }
}
