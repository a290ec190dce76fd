//! What open pages hear, on any node: everything, once, in order.

use crate::*;
use axum::http::StatusCode;
use gatehouse_chat::actions::end::end;
use gatehouse_chat::queries::live::{DESK, Messages, SharedHub};
use gatehouse_chat::queries::said::Said;
use gatehouse_context::{App, RecentLooks, Services};
use gatehouse_core::Ids;
use gatehouse_db::{Db, DbConfig};
use gatehouse_testkit::{Browser, Download, both_engines, staff};
use gatehouse_web::live::{Hub, Item, Listening, Told};
use std::sync::Arc;

/// Another node over the same database, as far as hearing goes.
async fn other_node(world: &World) -> (Arc<App>, SharedHub) {
    let db = Db::open(&DbConfig::from_url(&world.database_url).unwrap()).await.unwrap();
    let app = App {
        db,
        clock: Arc::clone(&world.app.clock),
        random: Arc::clone(&world.app.random),
        ids: Ids::default(),
        keys: world.app.keys.clone(),
        settings: world.app.settings.clone(),
        listeners: Listeners::default(),
        services: Services::default(),
        looks: RecentLooks::default(),
        job_wakeup: Arc::default(),
    };
    (Arc::new(app), Hub::new(Messages, 100))
}

fn hub(world: &World) -> SharedHub {
    Arc::clone(world.cx().service::<SharedHub>().unwrap())
}

/// What is heard next, within half a minute of a busy machine.
async fn next(listening: &mut Listening<Messages>) -> Told<Said> {
    let next = tokio::time::timeout(Duration::from_secs(30), listening.next());
    next.await.expect("nothing is heard").unwrap().expect("the node stops")
}

/// The next message, whatever is whispered in between.
async fn message(listening: &mut Listening<Messages>) -> Item<Said> {
    loop {
        if let Told::Item(item) = next(listening).await {
            return item;
        }
    }
}

/// The next pieces of a stream, until one has this in it.
async fn until(stream: &mut Download, wanted: &str) -> String {
    let mut all = String::new();
    while !all.contains(wanted) {
        let piece = tokio::time::timeout(Duration::from_secs(30), stream.piece());
        all.push_str(&piece.await.expect(&all).expect("it goes on").unwrap());
    }
    all
}

fn listens(browser: Browser) -> Browser {
    browser.header("accept", "text/event-stream")
}

both_engines! {
    /// SUP-20
    async fn everything_is_heard_once_and_in_order_on_every_node(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let (app, far_hub) = other_node(&world).await;
        let near_hub = hub(&world);
        let known = row(&world, chat).await.last_seq;
        let mut near = near_hub.listen(&world.app, chat, (known, known), 9).unwrap();
        let mut far = far_hub.listen(&app, chat, (0, known), 9).unwrap();
        for n in 0..30 {
            if n % 2 == 0 { says(&world, ada, chat, &format!("message {n}")).await } else { answers(&world, chat, &format!("message {n}")).await };
        }
        for expected in known + 1..=known + 30 {
            let item = message(&mut near).await;
            assert_eq!((item.number, item.item.text.as_str()), (expected, format!("message {}", expected - known - 1).as_str()));
        }
        // The embedded engine tells another process nothing: there it is the look that finds what is new.
        for expected in 1..=known + 30 {
            assert_eq!(message(&mut far).await.number, expected);
        }
        says(&world, ada, chat, "later").await;
        far_hub.look(&app).await.unwrap();
        assert_eq!(message(&mut far).await.item.text, "later");
        // Whoever comes back hears what they missed.
        drop(near);
        let mut again = near_hub.listen(&world.app, chat, (known + 28, known + 31), 9).unwrap();
        for expected in known + 29..=known + 31 {
            assert_eq!(message(&mut again).await.number, expected);
        }
    }

    /// SUP-20
    async fn whoever_is_far_behind_misses_nothing_either(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let hub = hub(&world);
        let mut slow = hub.listen(&world.app, chat, (0, 3), 9).unwrap();
        assert_eq!(message(&mut slow).await.number, 1);
        let mut quick = hub.listen(&world.app, chat, (3, 3), 9).unwrap();
        for n in 0..300 {
            answers(&world, chat, &format!("{n}")).await;
        }
        for expected in 4..=303 {
            assert_eq!(message(&mut quick).await.number, expected);
        }
        for expected in 2..=303 {
            assert_eq!(message(&mut slow).await.number, expected);
        }
    }

    /// SUP-20
    async fn a_number_that_never_was_keeps_nobody_from_hearing(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let hub = hub(&world);
        let mut liar = hub.listen(&world.app, chat, (i64::MAX, 3), 9).unwrap();
        let mut other = hub.listen(&world.app, chat, (3, 3), 9).unwrap();
        answers(&world, chat, "Good afternoon.").await;
        assert_eq!(message(&mut other).await.number, 4);
        assert_eq!(message(&mut liar).await.number, 4);
    }

    /// SUP-20
    async fn pages_that_listen_have_an_end(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let hub = Hub::new(Messages, 3);
        let first = hub.listen(&world.app, chat, (0, 3), 2).unwrap();
        let second = hub.listen(&world.app, chat, (0, 3), 2).unwrap();
        assert!(hub.listen(&world.app, chat, (0, 3), 2).is_err(), "of one chat");
        let third = hub.listen(&world.app, DESK, (0, 0), 2).unwrap();
        assert!(hub.listen(&world.app, DESK, (0, 0), 2).is_err(), "in all");
        drop((first, third));
        assert_eq!(hub.listeners(), 1);
        assert!(hub.listen(&world.app, chat, (0, 3), 2).is_ok());
        drop(second);
    }

    /// SUP-20, ALL-8
    async fn a_page_hears_messages_and_who_types_and_its_end(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let mut page = crate::pages::signed_in(&world, ADA).await;
        let at = format!("/chat/{chat}/events?after=2");
        page.get(&at).await.expect(StatusCode::BAD_REQUEST);
        let mut own = listens(page.clone());
        let mut heard = own.open(&at).await;
        assert_eq!(heard.status, StatusCode::OK);
        let beginning = until(&mut heard, "id: 3").await;
        assert!(beginning.contains("retry: 1000") && beginning.contains("event: moved") && !beginning.contains("id: 2\n"), "{beginning}");
        answers(&world, chat, "Line one\nline two").await;
        let told = until(&mut heard, "id: 4").await;
        assert!(told.contains(r"Line one\nline two") && told.contains("\"side\":\"other\""), "{told}");
        // A stream that was cut off goes on where its browser says.
        let mut again = listens(page.clone()).header("last-event-id", "3").open(&at).await;
        let replayed = until(&mut again, "id: 4").await;
        assert!(!replayed.contains("id: 3\n"), "{replayed}");

        let mut clerk = listens(staff(&world, "support"));
        let mut console = clerk.open(&format!("/staff/chats/{chat}/events?after=4")).await;
        until(&mut console, "retry").await;
        let before = world.dump().await;
        page.post(&format!("/chat/{chat}/typing"), &[]).await.expect(StatusCode::OK);
        assert!(until(&mut console, "event: typing").await.contains("Ada Canary is typing"));
        clerk.post(&format!("/staff/chats/{chat}/typing"), &[]).await.expect(StatusCode::OK);
        assert!(until(&mut heard, "event: typing").await.contains("is typing"));
        assert_eq!(world.dump().await.lines().count(), before.lines().count(), "no row tells who types");

        let mut list = clerk.open("/staff/chats/events").await;
        until(&mut list, "retry").await;
        end(&world.cx_of(ada), chat, None).await.unwrap();
        assert!(until(&mut heard, "id: 5").await.contains("The chat has ended."));
        until(&mut list, "event: moved").await;

        customer(&world, "bob@example.com").await;
        let mut bob = listens(crate::pages::signed_in(&world, "bob@example.com").await);
        bob.get(&at).await.expect(StatusCode::NOT_FOUND);
        listens(world.browser()).get(&at).await.expect(StatusCode::NOT_FOUND);
        listens(staff(&world, "marketing")).get(&format!("/staff/chats/{chat}/events")).await.expect(StatusCode::FORBIDDEN);
    }

    /// SUP-20
    async fn a_node_that_stops_ends_its_streams(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let mut page = listens(crate::pages::signed_in(&world, ADA).await);
        let mut heard = page.open(&format!("/chat/{chat}/events?after=3")).await;
        until(&mut heard, "retry").await;
        world.app.db.news().end();
        let end = tokio::time::timeout(Duration::from_secs(30), heard.piece()).await.expect("it ends");
        assert!(end.is_none());
    }
}
