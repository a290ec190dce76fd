//! Queueing, the job, the caps, and what is left of a message.

use super::gateway::Gateway;
use super::{NUMBER, TEXT, number, provider, world_with};
use gatehouse_context::subject;
use gatehouse_core::{DAY, HOUR, MINUTE, SECOND, Uuid};
use gatehouse_db::paging::PageRequest;
use gatehouse_jobs::outbox;
use gatehouse_messages::queue::{open, queue};
use gatehouse_messages::table::Outcome;
use gatehouse_messages::{
    BodyKind, Capped, Http, Messages, PhoneNumber, Provider, TextMessage, Way, forget_account, forget_discarded,
};
use gatehouse_testkit::{TestEngine, World, both_engines};

fn to(name: &str, gateway: &Gateway, prefixes: &[&str]) -> Provider {
    let body = r#"{"to":"{to}","text":"{text}","id":"{id}"}"#;
    let http = Http::new(&gateway.url, Vec::new(), BodyKind::Json, body).unwrap().meaning(vec![422], Vec::new());
    let prefixes = prefixes.iter().map(|prefix| (*prefix).to_owned()).collect();
    Provider { prefixes, ..provider(name, Way::Http(Box::new(http))) }
}

async fn with(engine: TestEngine, providers: Vec<Provider>) -> World {
    world_with(engine, Messages::new(providers, vec!["US".to_owned(), "JP".to_owned()], 8)).await
}

/// Admits and queues a message; `Err`: why none goes out.
async fn ask(world: &World, number: &PhoneNumber) -> Result<Uuid, Capped> {
    let cx = world.cx();
    let account = cx.id();
    let tx = cx.begin().await.unwrap();
    let admitted = gatehouse_messages::of(&cx).unwrap().admit(&cx, &tx, number).await.unwrap()?;
    subject::create(&cx, &tx, account).await.unwrap();
    let expires = cx.now().plus(10 * MINUTE);
    let message = TextMessage { kind: "test.code", to: number, account, text: TEXT.to_owned().into(), expires };
    let id = queue(&cx, &tx, message, admitted).await.unwrap();
    tx.commit().await.unwrap();
    Ok(id)
}

async fn outcome(world: &World, id: Uuid) -> Option<Outcome> {
    let opened = open(&world.cx(), id).await.unwrap().unwrap();
    assert_eq!(opened.row.ended_at.is_some(), opened.content.is_none(), "what has ended is gone");
    opened.row.outcome
}

async fn depth(world: &World) -> (u64, u64) {
    let cx = world.cx();
    let page = PageRequest::default();
    let of = |dead| outbox::list(&cx, dead, &page);
    let mine = |items: Vec<gatehouse_jobs::table::job::Model>| {
        items.iter().filter(|job| job.kind == "messages.send").count() as u64
    };
    (mine(of(false).await.unwrap().items), mine(of(true).await.unwrap().items))
}

both_engines! {
    /// ACC-9
    async fn a_message_is_sent_once_and_then_forgotten(world: World) {
        let gateway = Gateway::start(&[(200, "")]).await;
        let world = with(world.engine, vec![to("main", &gateway, &[])]).await;
        let id = ask(&world, &number()).await.unwrap();
        let dump = world.dump().await;
        assert!(!dump.contains(NUMBER) && !dump.contains("123456") && dump.contains("test.code"), "sealed at rest");
        world.run_jobs().await;
        world.run_jobs().await;
        let asked = gateway.asked();
        assert_eq!(asked.len(), 1);
        let body: serde_json::Value = serde_json::from_str(&asked[0].body).unwrap();
        assert_eq!(body, serde_json::json!({ "to": NUMBER, "text": TEXT, "id": id.to_string() }));
        assert_eq!(outcome(&world, id).await, Some(Outcome::Sent));
        world.advance(31 * DAY);
        world.run_jobs().await;
        assert!(open(&world.cx(), id).await.unwrap().is_none(), "its record ends after 30 days");
    }

    /// ACC-9
    async fn a_gateway_that_is_down_gets_it_later_and_nobody_gets_what_is_too_old(world: World) {
        let gateway = Gateway::start(&[(503, ""), (429, ""), (200, "")]).await;
        let world = with(world.engine, vec![to("main", &gateway, &[])]).await;
        let first = ask(&world, &number()).await.unwrap();
        for _ in 0..3 {
            assert_eq!(outcome(&world, first).await, None);
            world.run_jobs().await;
            world.advance(30 * SECOND);
        }
        assert_eq!(outcome(&world, first).await, Some(Outcome::Sent));
        assert!(gateway.asked().iter().all(|asked| asked.body.contains(&first.to_string())), "the same id at each try");
        let away = Gateway::start(&[(500, "")]).await;
        let world = with(world.engine, vec![to("main", &away, &[])]).await;
        let late = ask(&world, &number()).await.unwrap();
        world.run_jobs().await;
        let tries = away.asked().len();
        world.advance(11 * MINUTE);
        world.run_jobs().await;
        assert_eq!((away.asked().len(), outcome(&world, late).await), (tries, Some(Outcome::Expired)));
        assert_eq!(depth(&world).await, (0, 0), "nothing is left for staff to run again");
    }

    /// ACC-9
    async fn a_number_that_gets_none_is_a_dead_letter_with_nothing_in_it(world: World) {
        let (first, second) = (Gateway::start(&[(422, "")]).await, Gateway::start(&[(200, "")]).await);
        let world = with(world.engine, vec![to("first", &first, &[]), to("second", &second, &[])]).await;
        let id = ask(&world, &number()).await.unwrap();
        world.run_jobs().await;
        assert_eq!(outcome(&world, id).await, Some(Outcome::Refused));
        assert_eq!(depth(&world).await, (0, 1));
        assert!(second.asked().is_empty(), "what one provider says of a number, no other is asked");
        let cx = world.cx();
        let dead = outbox::list(&cx, true, &PageRequest::default()).await.unwrap().items.remove(0);
        assert!(!dead.last_error.as_deref().unwrap().contains("1201"), "no number in the error");
        let tx = cx.begin().await.unwrap();
        assert!(outbox::revive(&cx, &tx, dead.id).await.unwrap());
        tx.commit().await.unwrap();
        world.run_jobs().await;
        assert_eq!((depth(&world).await, first.asked().len()), ((0, 0), 1), "run again, it sends nothing");
    }

    /// ACC-9
    async fn providers_are_chosen_by_the_numbers_prefix_and_the_next_one_helps_out(world: World) {
        let (us, jp, rest) =
            (Gateway::start(&[(401, "")]).await, Gateway::start(&[(200, "")]).await, Gateway::start(&[(200, "")]).await);
        let providers = vec![to("us", &us, &["+1"]), to("jp", &jp, &["+81"]), to("rest", &rest, &[])];
        let world = with(world.engine, providers).await;
        let id = ask(&world, &number()).await.unwrap();
        world.run_jobs().await;
        assert_eq!(outcome(&world, id).await, Some(Outcome::Sent));
        assert_eq!([us.asked().len(), jp.asked().len(), rest.asked().len()], [1, 0, 1]);
        let messages = gatehouse_messages::of(&world.cx()).unwrap().clone();
        let elsewhere = PhoneNumber::parse("+447400123456", None).unwrap();
        assert!(messages.reaches(&number()) && !messages.reaches(&elsewhere), "only to the listed countries");
    }

    /// ACC-9, ACC-11
    async fn a_number_gets_one_a_minute_and_five_a_day_and_all_together_what_the_operator_pays_for(world: World) {
        let gateway = Gateway::start(&[(200, "")]).await;
        let world = with(world.engine, vec![to("main", &gateway, &[])]).await;
        ask(&world, &number()).await.unwrap();
        assert_eq!(ask(&world, &number()).await, Err(Capped::TooSoon(60)));
        for _ in 0..4 {
            world.advance(61 * SECOND);
            ask(&world, &number()).await.unwrap();
        }
        world.advance(61 * SECOND);
        assert!(matches!(ask(&world, &number()).await, Err(Capped::Enough(seconds)) if seconds > 80_000));
        let others: Vec<_> = (0..4).map(|n| PhoneNumber::parse(&format!("+120155501{n:02}"), None).unwrap()).collect();
        for other in &others[..3] {
            ask(&world, other).await.unwrap();
        }
        assert_eq!(ask(&world, &others[3]).await, Err(Capped::Paused));
        world.advance(DAY + HOUR);
        ask(&world, &others[3]).await.unwrap();
        ask(&world, &number()).await.unwrap();
    }

    /// ACC-9, ACC-11
    async fn two_requests_of_one_moment_are_one_message(world: World) {
        let gateway = Gateway::start(&[(200, "")]).await;
        let world = with(world.engine, vec![to("main", &gateway, &[])]).await;
        let number = number();
        let (one, two) = tokio::join!(ask(&world, &number), ask(&world, &number));
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
    }

    /// ACC-17, PRI-3
    async fn nothing_is_left_of_a_message_that_is_discarded_or_whose_account_is_gone(world: World) {
        let gateway = Gateway::start(&[(200, "")]).await;
        let world = with(world.engine, vec![to("main", &gateway, &[])]).await;
        let cx = world.cx();
        let id = ask(&world, &number()).await.unwrap();
        let job = outbox::list(&cx, false, &PageRequest::default()).await.unwrap().items;
        let job = job.into_iter().find(|job| job.payload.contains(&id.to_string())).unwrap();
        let tx = cx.begin().await.unwrap();
        forget_discarded(&cx, &tx, &job).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(outcome(&world, id).await, Some(Outcome::Expired));
        let account = open(&cx, id).await.unwrap().unwrap().row.account_id.unwrap();
        let tx = cx.begin().await.unwrap();
        assert_eq!(forget_account(&tx, account).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(open(&cx, id).await.unwrap().is_none());
        world.run_jobs().await;
        assert!(gateway.asked().is_empty(), "its job sends nothing");
    }

}
