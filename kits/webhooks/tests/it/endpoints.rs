//! An endpoint is made, proves itself, is changed, and removed.

use super::sink::{Answers, Sink};
use super::{ISSUED, KNOWN, deliveries, entry, happen, listening, made, row};
use gatehouse_core::{Errors, Uuid};
use gatehouse_testkit::{World, both_engines};
use gatehouse_webhooks::sealed::MOST;
use gatehouse_webhooks::tables::endpoint::State;
use gatehouse_webhooks::{
    ChallengeRefusal, EndpointRefusal, Entry, EntryError, change, create, opened, remove, rotate, switch_off, switch_on,
};
use std::sync::Arc;
use tokio::sync::Notify;

async fn created(world: &World, entry: &Entry) -> Result<Uuid, EndpointRefusal> {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    match create(&cx, &tx, entry, KNOWN).await {
        Ok(made) => {
            tx.commit().await.unwrap();
            Ok(made.id)
        }
        Err(stop) => Err(stop.refusal().unwrap().clone()),
    }
}

async fn changed(world: &World, id: Uuid, version: Option<i64>, entry: &Entry) -> Result<(), EndpointRefusal> {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    match change(&cx, &tx, id, version, (entry, KNOWN)).await {
        Ok(()) => {
            tx.commit().await.unwrap();
            Ok(())
        }
        Err(stop) => Err(stop.refusal().unwrap().clone()),
    }
}

both_engines! {
    /// ALL-7, ALL-9
    async fn what_is_wrong_with_an_endpoint_is_said_at_once(world: World) {
        use EntryError::*;
        let here = "http://127.0.0.1:9/";
        let table: Vec<(Entry, Vec<EntryError>)> = vec![
            (Entry::default(), vec![NameMissing, UrlMissing, TypesMissing]),
            (Entry { name: "x".repeat(101), ..entry(here, &["license"]) }, vec![NameTooLong]),
            (Entry { name: "a\u{0}b".to_owned(), ..entry(here, &["*"]) }, vec![NameUnprintable('\u{0}')]),
            (entry("hooks.example.com", &["*"]), vec![UrlInvalid]),
            (entry("https://u:p@hooks.example.com/", &["*"]), vec![UrlInvalid]),
            (entry(&format!("https://hooks.example.com/{}", "x".repeat(500)), &["*"]), vec![UrlTooLong]),
            (entry("https://10.0.0.1/", &["*"]), vec![UrlInside]),
            (entry("https://[fd00:ec2::254]/", &["*"]), vec![UrlInside]),
            (entry(here, &["licenses"]), vec![TypeUnknown]),
            (entry(here, &["license.viewed", "*"]), vec![TypeUnknown]),
        ];
        for (entry, errors) in table {
            let expected = Errors::from(errors).done().map_err(EndpointRefusal::Invalid).unwrap_err();
            assert_eq!(created(&world, &entry).await, Err(expected), "{entry:?}");
        }
        assert!(world.dump().await.matches("webhook.created").count() == 0);
    }

    /// ALL-7
    async fn there_is_an_end_to_how_many_there_are(world: World) {
        for _ in 0..MOST {
            created(&world, &entry("http://127.0.0.1:9/", &["*"])).await.unwrap();
        }
        assert_eq!(created(&world, &entry("http://127.0.0.1:9/", &["*"])).await, Err(EndpointRefusal::TooMany));
    }

    /// ALL-7
    async fn an_endpoint_that_does_not_repeat_the_token_stays_off(world: World) {
        let sink = Sink::start().await;
        let made = made(&world, &sink, &["*"]).await;
        for (answers, why) in [
            (Answers::WrongToken, ChallengeRefusal::Wrong),
            (Answers::Status(200, ""), ChallengeRefusal::Wrong),
            (Answers::Status(302, "location: /x\r\n"), ChallengeRefusal::Status(302)),
            (Answers::Status(500, ""), ChallengeRefusal::Status(500)),
        ] {
            sink.answers(answers);
            assert_eq!(switch_on(&world.cx(), made.id).await.unwrap_err().refusal(), Some(&why));
            assert_eq!(row(&world, made.id).await.state, State::New);
        }
        let nobody = created(&world, &entry("http://127.0.0.1:9/", &["*"])).await.unwrap();
        let refused = switch_on(&world.cx(), nobody).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&ChallengeRefusal::NoAnswer("refused")));
        assert_eq!(switch_on(&world.cx(), Uuid::nil()).await.unwrap_err().refusal(), Some(&ChallengeRefusal::NotFound));
        happen(&world, &ISSUED, 1).await;
        assert!(deliveries(&world).await.is_empty());
        sink.answers(Answers::Status(204, ""));
        switch_on(&world.cx(), made.id).await.unwrap();
        let challenges = sink.challenges();
        assert_eq!(challenges.last().unwrap().signed_by(&made.secret), [true]);
        let tokens: std::collections::HashSet<_> = challenges.iter().map(|one| one.body["data"]["challenge"].to_string()).collect();
        assert_eq!(tokens.len(), challenges.len(), "each its own");
    }

    /// ALL-7
    async fn a_challenge_to_what_was_changed_meanwhile_opens_nothing(world: World) {
        let sink = Sink::start().await;
        let made = made(&world, &sink, &["*"]).await;
        let gate = Arc::new(Notify::new());
        sink.answers(Answers::Held(Arc::clone(&gate)));
        let other = entry("http://127.0.0.1:9/", &["*"]);
        let cx = world.cx();
        let (asked, ()) = tokio::join!(switch_on(&cx, made.id), async {
            sink.challenged().await;
            changed(&world, made.id, None, &other).await.unwrap();
            gate.notify_one();
        });
        assert_eq!(asked.unwrap_err().refusal(), Some(&ChallengeRefusal::ChangedMeanwhile));
        assert_eq!(row(&world, made.id).await.state, State::New);
    }

    /// ALL-7
    async fn another_address_has_to_prove_itself_and_two_at_once_do_not_overwrite_each_other(world: World) {
        let (sink, other) = (Sink::start().await, Sink::start().await);
        let id = listening(&world, &sink, &["license"]).await.id;
        let seen = row(&world, id).await.version;
        changed(&world, id, Some(seen), &entry(&sink.url, &["order", "license"])).await.unwrap();
        assert_eq!((row(&world, id).await.state, row(&world, id).await.types.as_str()), (State::On, "license order"));
        let late = changed(&world, id, Some(seen), &entry(&sink.url, &["order"])).await;
        assert_eq!(late, Err(EndpointRefusal::ChangedMeanwhile));
        let (one, two) = tokio::join!(
            async { changed(&world, id, Some(seen + 1), &entry(&sink.url, &["order"])).await },
            async { changed(&world, id, Some(seen + 1), &entry(&sink.url, &["account"])).await }
        );
        assert!(one.is_ok() != two.is_ok(), "one of two at once: {one:?} {two:?}");
        changed(&world, id, None, &entry(&other.url, &["*"])).await.unwrap();
        assert_eq!(row(&world, id).await.state, State::New);
        happen(&world, &ISSUED, 1).await;
        world.run_jobs().await;
        assert!(sink.came().is_empty() && other.came().is_empty());
        let opened = opened(&world.cx(), id).await.unwrap().unwrap();
        assert!(opened.url.0 == other.url && !format!("{opened:?}").contains("token=abc"));
    }

    /// ALL-7
    async fn an_endpoint_goes_with_everything_it_was_told(world: World) {
        let sink = Sink::start().await;
        let id = listening(&world, &sink, &["*"]).await.id;
        happen(&world, &ISSUED, 2).await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let unconfirmed = remove(&cx, &tx, id, false).await.unwrap_err();
        assert_eq!(unconfirmed.refusal(), Some(&EndpointRefusal::NotConfirmed));
        switch_off(&cx, &tx, id).await.unwrap();
        remove(&cx, &tx, id, true).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
        assert!(deliveries(&world).await.is_empty() && sink.came().is_empty());
        let tx = cx.begin().await.unwrap();
        assert_eq!(rotate(&cx, &tx, id).await.unwrap_err().refusal(), Some(&EndpointRefusal::NotFound));
        tx.rollback().await.unwrap();
    }
}
