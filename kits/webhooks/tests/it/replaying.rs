//! An endpoint is told again.

use super::sink::{Answers, Came, Sink};
use super::{BLOCKED, ISSUED, deliveries, happen, listening, made};
use gatehouse_core::{DAY, HOUR, Uuid};
use gatehouse_testkit::{World, both_engines};
use gatehouse_webhooks::tables::delivery::State;
use gatehouse_webhooks::{ReplayRefusal, Span, replay, replay_span, test};

async fn again(world: &World, endpoint: Uuid, message: Uuid) -> Result<(), ReplayRefusal> {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let done = replay(&cx, &tx, endpoint, message).await.map_err(|stop| *stop.refusal().unwrap());
    tx.commit().await.unwrap();
    done
}

async fn all_of(world: &World, endpoint: Uuid, span: Span) -> Result<u64, ReplayRefusal> {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let done = replay_span(&cx, &tx, endpoint, span).await.map_err(|stop| *stop.refusal().unwrap());
    tx.commit().await.unwrap();
    done
}

both_engines! {
    /// ALL-7
    async fn a_message_is_sent_again_under_its_id_and_number(world: World) {
        let sink = Sink::start().await;
        let id = listening(&world, &sink, &["*"]).await.id;
        happen(&world, &ISSUED, 3).await;
        world.run_jobs().await;
        let second = sink.came()[1].clone();
        again(&world, id, second.id()).await.unwrap();
        world.run_jobs().await;
        let last = sink.came().pop().unwrap();
        assert_eq!((last.id(), last.text), (second.id(), second.text.clone()));
        assert_eq!(sink.came().len(), 4);
        assert_eq!(again(&world, id, Uuid::nil()).await, Err(ReplayRefusal::NoSuchDelivery));
        assert_eq!(again(&world, Uuid::nil(), second.id()).await, Err(ReplayRefusal::NotFound));
    }

    /// ALL-7
    async fn the_messages_of_a_time_are_sent_again_in_their_order(world: World) {
        let sink = Sink::start().await;
        let id = listening(&world, &sink, &["*"]).await.id;
        for _ in 0..4 {
            happen(&world, &ISSUED, 1).await;
            world.run_jobs().await;
            world.advance(HOUR);
        }
        let start = gatehouse_testkit::world::START;
        let span = Span { from: start.plus(HOUR), until: start.plus(3 * HOUR), failed_only: false };
        assert_eq!(all_of(&world, id, span).await, Ok(2));
        world.run_jobs().await;
        assert_eq!(sink.came().iter().map(Came::sequence).collect::<Vec<_>>(), [1, 2, 3, 4, 2, 3]);
        assert_eq!(all_of(&world, id, Span { failed_only: true, ..span }).await, Err(ReplayRefusal::Nothing));
        assert_eq!(all_of(&world, id, Span { until: span.from, ..span }).await, Err(ReplayRefusal::SpanInvalid));
        let other = made(&world, &sink, &["*"]).await.id;
        assert_eq!(all_of(&world, other, span).await, Err(ReplayRefusal::NotOn));
    }

    /// ALL-7
    async fn what_was_given_up_is_sent_when_somebody_says_so(world: World) {
        let sink = Sink::start().await;
        let id = listening(&world, &sink, &["*"]).await.id;
        sink.answers(Answers::Refuses("license.blocked", 500));
        happen(&world, &BLOCKED, 1).await;
        for _ in 0..100 {
            world.advance(HOUR);
            happen(&world, &ISSUED, 1).await;
            world.run_jobs().await;
        }
        assert_eq!(deliveries(&world).await[0].state, State::Failed);
        sink.answers(Answers::Status(204, ""));
        let start = gatehouse_testkit::world::START;
        let span = Span { from: start, until: start.plus(5 * DAY), failed_only: true };
        assert_eq!(all_of(&world, id, span).await, Ok(1));
        world.run_jobs().await;
        assert_eq!((sink.came().pop().unwrap().sequence(), deliveries(&world).await[0].state), (1, State::Delivered));
    }

    /// ALL-7
    async fn a_test_goes_out_in_its_turn_and_at_once(world: World) {
        let sink = Sink::start().await;
        let id = listening(&world, &sink, &["order"]).await.id;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let message = test(&cx, &tx, id).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
        let came = sink.came().remove(0);
        assert_eq!((came.id(), came.kind(), came.sequence()), (message, "webhook.test", 1));
        assert_eq!(came.body["data"], serde_json::json!({ "webhook": id.to_string() }));
        let off = made(&world, &sink, &["*"]).await.id;
        let tx = cx.begin().await.unwrap();
        assert_eq!(test(&cx, &tx, off).await.unwrap_err().refusal(), Some(&ReplayRefusal::NotOn));
        tx.rollback().await.unwrap();
    }
}
