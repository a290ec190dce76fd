//! A receiver that is down, that refuses, that asks to wait, that is gone.

use super::sink::{Answers, Came, Sink};
use super::{BLOCKED, ISSUED, deliveries, happen, listening, row};
use gatehouse_core::{DAY, HOUR, MINUTE, SECOND};
use gatehouse_testkit::{World, both_engines};
use gatehouse_webhooks::model::backoff::{BREAKS_AFTER, IN_ORDER};
use gatehouse_webhooks::switch_on;
use gatehouse_webhooks::tables::delivery::State;
use gatehouse_webhooks::tables::endpoint;

/// The world goes on, and its jobs run now and then.
async fn pass(world: &World, micros: i64) {
    let step = (micros / 48).max(15 * MINUTE);
    for _ in 0..micros / step {
        world.advance(step);
        world.run_jobs().await;
    }
}

both_engines! {
    /// ALL-7
    async fn a_receiver_that_was_down_for_a_day_gets_everything_in_order(world: World) {
        let sink = Sink::start().await;
        let id = listening(&world, &sink, &["*"]).await.id;
        sink.answers(Answers::Status(503, ""));
        for _ in 0..23 {
            happen(&world, &ISSUED, 2).await;
            pass(&world, HOUR).await;
        }
        let tries = sink.came().len();
        assert!((6..=12).contains(&tries), "it was asked now and then: {tries}");
        assert!(sink.came().iter().all(|came| came.sequence() == 1), "nothing goes before what waits");
        assert_eq!(row(&world, id).await.state, endpoint::State::On);
        sink.answers(Answers::Status(204, ""));
        pass(&world, 9 * HOUR).await;
        let came: Vec<Came> = sink.came().split_off(tries);
        assert_eq!(came.iter().map(Came::sequence).collect::<Vec<_>>(), (1..=46_i64).collect::<Vec<_>>());
        assert!(came.is_sorted_by_key(Came::id));
        let endpoint = row(&world, id).await;
        assert_eq!((endpoint.failures, endpoint.failing_since), (0, None));
        assert!(deliveries(&world).await.iter().all(|row| row.state == State::Delivered));
    }

    /// ALL-7
    async fn who_fails_for_too_long_is_paused_and_gets_everything_when_switched_on_again(world: World) {
        let sink = Sink::start().await;
        let id = listening(&world, &sink, &["*"]).await.id;
        sink.answers(Answers::Status(502, ""));
        happen(&world, &ISSUED, 3).await;
        pass(&world, 2 * DAY).await;
        let endpoint = row(&world, id).await;
        assert_eq!((endpoint.state, endpoint.why.as_deref()), (endpoint::State::Broken, Some("status")));
        assert!(endpoint.failures >= BREAKS_AFTER);
        let tries = sink.came().len();
        happen(&world, &BLOCKED, 2).await;
        pass(&world, 5 * DAY).await;
        assert_eq!(sink.came().len(), tries, "nothing is sent to it");
        let waiting = deliveries(&world).await;
        assert!(waiting.len() == 5 && waiting.iter().all(|row| row.state == State::Waiting), "and everything is kept");
        assert!(switch_on(&world.cx(), id).await.is_err(), "it has to prove itself");
        assert_eq!(row(&world, id).await.state, endpoint::State::Broken);
        sink.answers(Answers::Status(204, ""));
        switch_on(&world.cx(), id).await.unwrap();
        world.run_jobs().await;
        let came: Vec<Came> = sink.came().split_off(tries);
        assert_eq!(came.iter().map(Came::sequence).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    }

    /// ALL-7
    async fn a_message_that_is_refused_lets_others_go_before_after_some_tries(world: World) {
        let sink = Sink::start().await;
        let id = listening(&world, &sink, &["*"]).await.id;
        sink.answers(Answers::Refuses("license.blocked", 422));
        happen(&world, &BLOCKED, 1).await;
        happen(&world, &ISSUED, 2).await;
        world.run_jobs().await;
        assert_eq!(sink.came().len(), 1, "at first those behind it wait");
        for _ in 0..4 {
            world.advance(15 * MINUTE);
            world.run_jobs().await;
        }
        let came = sink.came();
        let refused = came.iter().take_while(|came| came.kind() == "license.blocked").count();
        assert_eq!(i64::try_from(refused).unwrap(), IN_ORDER + 1, "{came:?}");
        assert_eq!(came[refused..].iter().map(Came::sequence).collect::<Vec<_>>(), [2, 3], "its number tells where it belongs");
        // What goes through says that the endpoint is well; the one that is refused ends by itself.
        pass(&world, 4 * DAY).await;
        let rows = deliveries(&world).await;
        assert_eq!(rows.iter().map(|row| row.state).collect::<Vec<_>>(), [State::Failed, State::Delivered, State::Delivered]);
        assert_eq!(rows[0].last_status, Some(422));
        assert_ne!(row(&world, id).await.state, endpoint::State::Broken, "one bad message is no broken endpoint");
    }

    /// ALL-7
    async fn an_endpoint_that_asks_to_be_left_alone_is_within_limits(world: World) {
        let sink = Sink::start().await;
        let id = listening(&world, &sink, &["*"]).await.id;
        sink.answers(Answers::Status(429, "retry-after: 3600\r\n"));
        happen(&world, &ISSUED, 1).await;
        world.run_jobs().await;
        let asked = world.cx().now().plus(HOUR);
        let next = row(&world, id).await.next_at;
        assert!(next >= asked && next <= asked.plus(HOUR / 5 + SECOND), "{next:?}");
        world.advance(50 * MINUTE);
        world.run_jobs().await;
        assert_eq!(sink.came().len(), 1);
        sink.answers(Answers::Status(429, "retry-after: 99999999\r\n"));
        world.advance(30 * MINUTE);
        world.run_jobs().await;
        assert_eq!(sink.came().len(), 2);
        sink.answers(Answers::Status(204, ""));
        world.advance(8 * HOUR);
        world.run_jobs().await;
        assert_eq!(sink.came().len(), 3, "nobody is left alone for years");
    }

    /// ALL-7
    async fn an_endpoint_that_is_gone_is_switched_off(world: World) {
        let sink = Sink::start().await;
        let id = listening(&world, &sink, &["*"]).await.id;
        sink.answers(Answers::Status(410, ""));
        happen(&world, &ISSUED, 2).await;
        world.run_jobs().await;
        let endpoint = row(&world, id).await;
        assert_eq!((endpoint.state, endpoint.why.as_deref()), (endpoint::State::Off, Some("gone")));
        happen(&world, &ISSUED, 1).await;
        pass(&world, DAY).await;
        assert_eq!((sink.came().len(), deliveries(&world).await.len()), (1, 2), "nothing is sent, nothing is collected");
    }

    /// ALL-7
    async fn waits_that_a_clock_in_the_future_wrote_hold_nothing(world: World) {
        let sink = Sink::start().await;
        let id = listening(&world, &sink, &["*"]).await.id;
        world.run_jobs().await;
        world.advance(400 * DAY);
        sink.answers(Answers::Status(503, ""));
        happen(&world, &ISSUED, 1).await;
        world.run_jobs().await;
        assert!(row(&world, id).await.next_at > world.cx().now());
        world.clock.set(gatehouse_testkit::world::START.plus(DAY));
        sink.answers(Answers::Status(204, ""));
        happen(&world, &ISSUED, 1).await;
        world.run_jobs().await;
        assert_eq!(sink.came().len(), 3, "both went out");
    }
}
