//! What is left of a person who is erased.

use super::sink::{Answers, Sink};
use super::{DELETED, ISSUED, deliveries, happens, listening};
use gatehouse_context::subject;
use gatehouse_core::MINUTE;
use gatehouse_testkit::both_engines;
use gatehouse_webhooks::tables::delivery::State;
use gatehouse_webhooks::{ReplayRefusal, replay};

both_engines! {
    /// ACC-17, PRI-3
    async fn other_systems_hear_that_an_account_was_deleted_and_then_it_is_named_nowhere(world: World) {
        let sink = Sink::start().await;
        let id = listening(&world, &sink, &["*"]).await.id;
        let cx = world.cx();
        let (account, license) = (cx.id(), cx.id());
        let tx = cx.begin().await.unwrap();
        subject::create(&cx, &tx, account).await.unwrap();
        tx.commit().await.unwrap();
        happens(&world, &ISSUED, license, Some(account)).await.unwrap();
        world.run_jobs().await;
        sink.answers(Answers::Status(503, ""));
        let tx = cx.begin().await.unwrap();
        cx.audit(&tx, DELETED.about(account).of_account(account)).await.unwrap();
        subject::destroy(&cx, &tx, account).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
        let rows = deliveries(&world).await;
        assert_eq!((rows[0].state, rows[0].account_id, rows[0].subject_id), (State::Delivered, None, None), "what was told");
        assert_eq!((rows[1].state, rows[1].subject_id), (State::Waiting, Some(account)), "what is to be told");
        sink.answers(Answers::Status(204, ""));
        world.advance(5 * MINUTE);
        world.run_jobs().await;
        let last = sink.came().pop().unwrap();
        assert_eq!((last.kind(), &last.body["data"]), ("account.deleted", &serde_json::json!({ "account": account.to_string() })));
        let rows = deliveries(&world).await;
        assert!(rows.iter().all(|row| row.state == State::Delivered && row.account_id.is_none() && row.subject_id.is_none()));
        let tx = cx.begin().await.unwrap();
        let refused = replay(&cx, &tx, id, last.id()).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&ReplayRefusal::Erased));
        tx.rollback().await.unwrap();
    }
}
