//! Order, signatures, lanes, and what a killed process leaves.

use super::sink::{Answers, Came, Sink};
use super::{CREATED, ISSUED, deliveries, happen, listening, row};
use gatehouse_core::{DAY, HOUR, MINUTE, Uuid};
use gatehouse_testkit::both_engines;
use gatehouse_webhooks::rotate;
use gatehouse_webhooks::tables::delivery::State;

both_engines! {
    /// ALL-7
    async fn messages_come_in_order_with_numbers_and_are_signed(world: World) {
        let sink = Sink::start().await;
        let made = listening(&world, &sink, &["license"]).await;
        happen(&world, &ISSUED, 2).await;
        happen(&world, &CREATED, 1).await;
        happen(&world, &ISSUED, 1).await;
        world.run_jobs().await;
        let came = sink.came();
        assert_eq!(came.iter().map(Came::sequence).collect::<Vec<_>>(), [1, 2, 3], "no gap where others were told");
        for message in &came {
            assert_eq!(message.signed_by(&made.secret), [true]);
            assert_eq!(message.header("webhook-timestamp"), "1795262400");
        }
        let rows = deliveries(&world).await;
        assert!(rows.iter().all(|row| row.state == State::Delivered && row.attempts == 1 && row.last_status == Some(204)));
        happen(&world, &ISSUED, 1).await;
        world.run_jobs().await;
        assert_eq!(sink.came().last().unwrap().sequence(), 4);
        assert_eq!(sink.came().len(), 4, "each once");
    }

    /// ALL-7
    async fn two_runs_at_once_send_each_message_once(world: World) {
        let sink = Sink::start().await;
        listening(&world, &sink, &["*"]).await;
        happen(&world, &ISSUED, 40).await;
        let (one, two) = tokio::join!(world.runner.drain(), world.runner.drain());
        one.unwrap();
        two.unwrap();
        world.run_jobs().await;
        let came = sink.came();
        assert_eq!(came.iter().map(Came::sequence).collect::<Vec<_>>(), (1..=40_i64).collect::<Vec<_>>());
    }

    /// ALL-7
    async fn a_slow_endpoint_delays_no_other(world: World) {
        let (slow, quick) = (Sink::start().await, Sink::start().await);
        listening(&world, &slow, &["*"]).await;
        listening(&world, &quick, &["*"]).await;
        slow.answers(Answers::Silence);
        happen(&world, &ISSUED, 5).await;
        tokio::select! {
            _ = world.runner.drain() => panic!("the slow one holds its lane for as long as it says nothing"),
            () = async { tokio::join!(quick.heard(5), slow.heard(1)); } => {}
        }
        assert_eq!((quick.came().len(), slow.came().len()), (5, 1));
    }

    /// ALL-7
    async fn what_was_sent_and_not_marked_is_sent_again_under_the_same_id(world: World) {
        let sink = Sink::start().await;
        let made = listening(&world, &sink, &["*"]).await;
        world.run_jobs().await;
        sink.answers(Answers::Silence);
        happen(&world, &ISSUED, 2).await;
        // The process ends while the receiver has the message.
        tokio::select! {
            _ = world.runner.drain() => panic!("it waits for an answer"),
            () = sink.heard(1) => {}
        }
        sink.answers(Answers::Status(204, ""));
        world.run_jobs().await;
        assert_eq!(sink.came().len(), 1, "the endpoint is still held");
        world.advance(2 * MINUTE);
        world.run_jobs().await;
        let came = sink.came();
        assert_eq!(came.iter().map(Came::sequence).collect::<Vec<_>>(), [1, 1, 2]);
        assert_eq!((came[0].id(), &came[0].text), (came[1].id(), &came[1].text));
        assert!(came[1].header("webhook-timestamp") > came[0].header("webhook-timestamp"), "signed anew");
        assert_eq!(row(&world, made.id).await.lease_by, None);
    }

    /// ALL-7, PRI-13
    async fn two_secrets_sign_for_a_day_and_neither_lies_open(world: World) {
        let sink = Sink::start().await;
        let first = listening(&world, &sink, &["*"]).await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let second = rotate(&cx, &tx, first.id).await.unwrap();
        tx.commit().await.unwrap();
        happen(&world, &ISSUED, 1).await;
        world.run_jobs().await;
        let message = sink.came().remove(0);
        assert_eq!(message.signed_by(&second.secret), [true, false], "the newest first");
        assert_eq!(message.signed_by(&first.secret), [false, true]);
        world.advance(DAY);
        happen(&world, &ISSUED, 1).await;
        world.run_jobs().await;
        assert_eq!(sink.came()[1].signed_by(&second.secret), [true], "the old one has ended");
        let dump = world.dump().await;
        for secret in [&first.secret, &second.secret] {
            assert!(!dump.contains(&secret.expose()["whsec_".len()..]));
        }
        assert!(!dump.contains("token=abc") && !dump.contains("Accounting"), "nor do address and name");
    }

    /// ALL-7, PRI-2
    async fn what_was_told_is_forgotten_after_30_days(world: World) {
        let sink = Sink::start().await;
        listening(&world, &sink, &["*"]).await;
        happen(&world, &ISSUED, 3).await;
        world.run_jobs().await;
        world.advance(29 * DAY);
        world.run_jobs().await;
        assert_eq!(deliveries(&world).await.len(), 3);
        world.advance(DAY + HOUR);
        world.run_jobs().await;
        assert!(deliveries(&world).await.is_empty());
        happen(&world, &ISSUED, 1).await;
        world.run_jobs().await;
        assert_eq!(sink.came().last().unwrap().sequence(), 4, "numbers go on");
    }

    /// ALL-7
    async fn an_answer_is_not_kept_and_a_long_one_is_not_read(world: World) {
        let sink = Sink::start().await;
        listening(&world, &sink, &["*"]).await;
        sink.answers(Answers::Status(200, "x-inside: 10.0.0.1\r\n"));
        happen(&world, &ISSUED, 1).await;
        world.run_jobs().await;
        let delivered = deliveries(&world).await.remove(0);
        assert_eq!((delivered.state, delivered.last_status, delivered.last_bytes), (State::Delivered, Some(200), Some(4096)));
        let dump = world.dump().await;
        assert!(!dump.contains("xxxxxxxx") && !dump.contains("x-inside"));
        assert_ne!(delivered.message_id, Uuid::nil());
    }
}
