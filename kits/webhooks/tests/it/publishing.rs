//! A line of the log becomes a row for each who listens, in its transaction.

use super::sink::Sink;
use super::{BLOCKED, CREATED, ISSUED, deliveries, happen, happens, listening, made};
use gatehouse_context::{Cx, Event, Reader};
use gatehouse_core::Tone;
use gatehouse_db::paging::PageRequest;
use gatehouse_jobs::outbox;
use gatehouse_testkit::{World, both_engines};
use gatehouse_webhooks::DELIVER;
use gatehouse_webhooks::tables::delivery::State;

async fn jobs(world: &World) -> usize {
    let waiting = outbox::list(&world.cx(), false, &PageRequest::default()).await.unwrap();
    waiting.items.iter().filter(|job| job.kind == DELIVER).count()
}

both_engines! {
    /// ALL-7
    async fn nothing_is_written_while_nobody_listens(world: World) {
        let sink = Sink::start().await;
        world.run_jobs().await;
        made(&world, &sink, &["*"]).await;
        happen(&world, &ISSUED, 3).await;
        assert!(deliveries(&world).await.is_empty(), "it was never switched on");
        assert_eq!(jobs(&world).await, 0, "and nothing was woken");
    }

    /// ALL-7
    async fn who_listens_is_told_of_what_they_chose_and_of_nothing_else(world: World) {
        let (all, area, one) = (Sink::start().await, Sink::start().await, Sink::start().await);
        let all = listening(&world, &all, &["*"]).await.id;
        let area = listening(&world, &area, &["license"]).await.id;
        let one = listening(&world, &one, &["order.created"]).await.id;
        world.run_jobs().await;
        let own = Event { word: "license.noted", record: "license", text: |_| String::new(), tone: Tone::Neutral, readers: &[Reader::Staff] };
        let look = Event { word: "license.viewed", readers: &[Reader::Systems], ..own };
        for event in [&ISSUED, &CREATED, &BLOCKED, &own, &look] {
            happen(&world, event, 1).await;
        }
        let rows = deliveries(&world).await;
        let of = |id| rows.iter().filter(|row| row.endpoint_id == id).map(|row| row.kind.as_str()).collect::<Vec<_>>();
        assert_eq!(of(all), ["license.issued", "order.created", "license.blocked"]);
        assert_eq!(of(area), ["license.issued", "license.blocked"]);
        assert_eq!(of(one), ["order.created"]);
        assert!(rows.iter().all(|row| row.state == State::Waiting && row.sequence.is_none()));
        assert_eq!(jobs(&world).await, 1, "one wake for all of them");
    }

    /// ALL-7
    async fn lines_that_share_a_transaction_are_told_by_one_statement_and_undone_with_it(world: World) {
        let sink = Sink::start().await;
        listening(&world, &sink, &["*"]).await;
        world.run_jobs().await;
        let cx = world.cx();
        let line = |n: usize| {
            let event = if n.is_multiple_of(2) { ISSUED } else { BLOCKED };
            (&cx, event.about(cx.id()))
        };
        let lines = |count: usize| (0..count).map(line).collect::<Vec<_>>();
        let tx = cx.begin().await.unwrap();
        Cx::audit_each(&tx, lines(450)).await.unwrap();
        tx.rollback().await.unwrap();
        assert!(deliveries(&world).await.is_empty());
        let tx = cx.begin().await.unwrap();
        Cx::audit_each(&tx, lines(450)).await.unwrap();
        Cx::audit_each(&tx, Vec::new()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(deliveries(&world).await.len(), 450);
        world.run_jobs().await;
        let came = sink.came();
        assert_eq!(came.iter().map(crate::sink::Came::sequence).collect::<Vec<_>>(), (1..=450_i64).collect::<Vec<_>>());
        assert!(came.is_sorted_by_key(crate::sink::Came::id), "in the order of the lines");
    }

    /// ALL-7
    async fn a_message_has_kinds_and_ids_and_nothing_of_a_person(world: World) {
        let sink = Sink::start().await;
        listening(&world, &sink, &["*"]).await;
        let (license, account) = (world.cx().id(), world.cx().id());
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let line = ISSUED.about(license).of_account(account).with(serde_json::json!({ "reason": "Tanaka asked" }));
        cx.audit(&tx, line).await.unwrap();
        tx.commit().await.unwrap();
        happens(&world, &CREATED, license, None).await.unwrap();
        world.run_jobs().await;
        let came = sink.came();
        let expected = serde_json::json!({
            "type": "license.issued", "timestamp": "2026-11-21T12:00:00Z", "sequence": 1,
            "data": { "license": license.to_string(), "account": account.to_string() }
        });
        assert_eq!(came[0].body, expected);
        assert_eq!(came[1].body["data"], serde_json::json!({ "order": license.to_string() }));
        assert_eq!(came[0].header("content-type"), "application/json");
    }
}
