//! Addresses that lead inside: refused when they are typed, and when a name leads there later (G6).

use super::{ISSUED, KNOWN, deliveries, entry, happen};
use gatehouse_context::subject;
use gatehouse_core::async_trait;
use gatehouse_reach::{Policy, Reach, Resolve};
use gatehouse_testkit::hostile::{ANSWERED, WRITTEN};
use gatehouse_testkit::{TestEngine, World};
use gatehouse_webhooks::tables::delivery::State;
use gatehouse_webhooks::tables::endpoint;
use gatehouse_webhooks::{ChallengeRefusal, EndpointRefusal, create, switch_on};
use sea_orm::entity::prelude::*;
use std::io;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// A resolver that answers what it was told last.
#[derive(Default)]
struct Told(Mutex<Vec<IpAddr>>);

impl Told {
    fn say(&self, addresses: &[&str]) {
        *self.0.lock().unwrap() = addresses.iter().map(|address| address.parse().unwrap()).collect();
    }
}

#[async_trait]
impl Resolve for Told {
    async fn resolve(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        Ok(self.0.lock().unwrap().clone())
    }
}

/// A world as an operator has it, who lets nothing reach this machine; and how often its one port was knocked at.
async fn strict(resolver: &Arc<Told>) -> (World, u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let knocks = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&knocks);
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    let policy = Policy { ports: vec![443, 8443, port], ..Policy::default() };
    let resolver = Arc::clone(resolver) as Arc<dyn Resolve>;
    let world = World::with(TestEngine::Sqlite, Vec::new(), |parts| {
        parts.services.put(Reach::with_resolver(policy, resolver).unwrap());
        gatehouse_webhooks::services(&mut parts.services);
    })
    .await;
    subject::ensure_installation(&world.app).await.unwrap();
    (world, port, knocks)
}

/// ALL-7, PRI-13
#[tokio::test]
async fn an_address_that_leads_inside_becomes_no_webhook() {
    let (world, _, knocks) = strict(&Arc::default()).await;
    let cx = world.cx();
    for url in WRITTEN {
        let tx = cx.begin().await.unwrap();
        let refused = create(&cx, &tx, &entry(url, &["*"]), KNOWN).await.unwrap_err();
        let Some(EndpointRefusal::Invalid(invalid)) = refused.refusal() else { panic!("{url}: {refused:?}") };
        assert!(
            invalid.rest.is_empty() && gatehouse_core::Refusal::field(&invalid.first) == Some("url"),
            "{url}: {invalid:?}"
        );
        tx.rollback().await.unwrap();
    }
    const { assert!(WRITTEN.len() >= 60) };
    assert_eq!(knocks.load(Ordering::SeqCst), 0);
}

/// ALL-7, PRI-13
#[tokio::test]
async fn a_name_that_leads_inside_is_neither_challenged_nor_told_anything() {
    let resolver = Arc::new(Told::default());
    let (world, port, knocks) = strict(&resolver).await;
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let url = format!("https://hooks.example.test:{port}/");
    let made = create(&cx, &tx, &entry(&url, &["*"]), KNOWN).await.unwrap();
    tx.commit().await.unwrap();
    for answer in ANSWERED {
        resolver.say(answer);
        let refused = switch_on(&cx, made.id).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&ChallengeRefusal::NoAnswer("inside")), "{answer:?}");
    }
    // It was on, and its name changes its mind: each message looks anew, and finds it inside.
    endpoint::Entity::update_many()
        .col_expr(endpoint::Column::State, Expr::value(endpoint::State::On))
        .exec(cx.db().writer())
        .await
        .unwrap();
    for (tries, answer) in (1..).zip(ANSWERED) {
        resolver.say(answer);
        happen(&world, &ISSUED, 1).await;
        endpoint::Entity::update_many()
            .col_expr(endpoint::Column::NextAt, Expr::value(0_i64))
            .exec(cx.db().writer())
            .await
            .unwrap();
        world.advance(8 * gatehouse_core::HOUR);
        world.run_jobs().await;
        let first = deliveries(&world).await.remove(0);
        assert_eq!((first.state, first.last_status, first.attempts), (State::Waiting, None, tries), "{answer:?}");
        assert_eq!(first.last_trouble.as_deref(), Some("inside"), "{answer:?}");
        endpoint::Entity::update_many()
            .col_expr(endpoint::Column::State, Expr::value(endpoint::State::On))
            .exec(cx.db().writer())
            .await
            .unwrap();
    }
    assert_eq!(knocks.load(Ordering::SeqCst), 0, "nobody has knocked");
}
