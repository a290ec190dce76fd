//! Webhooks: what is told, to whom, in which order, and what happens when nobody listens.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]
#![allow(clippy::disallowed_methods, reason = "the tests are the other end of the connections")]

mod delivering;
mod endpoints;
mod erasing;
mod failing;
mod hostile;
mod publishing;
mod replaying;
mod sink;

use gatehouse_context::{Event, Reader, subject};
use gatehouse_core::{Fault, Tone, Uuid};
use gatehouse_reach::{Policy, Reach};
use gatehouse_testkit::{TestEngine, World};
use gatehouse_webhooks::tables::{delivery, endpoint};
use gatehouse_webhooks::{Entry, Made, create, switch_on};
use sea_orm::EntityTrait as _;
use sink::Sink;
use std::time::Duration;

/// Events of a module above.
const ISSUED: Event = told("license.issued", "license");
const BLOCKED: Event = told("license.blocked", "license");
const CREATED: Event = told("order.created", "order");
const DELETED: Event = told("account.deleted", "account");
const KNOWN: &[&str] = &[ISSUED.word, BLOCKED.word, CREATED.word, DELETED.word];

const fn told(word: &'static str, record: &'static str) -> Event {
    Event { word, record, text: |_| String::new(), tone: Tone::Neutral, readers: &[Reader::Systems] }
}

async fn world(engine: TestEngine) -> World {
    let world = World::with(engine, Vec::new(), |parts| {
        let policy = Policy { loopback: true, time: Duration::from_secs(20), ..Policy::default() };
        parts.services.put(Reach::new(policy).unwrap());
        gatehouse_webhooks::services(&mut parts.services);
    })
    .await;
    subject::ensure_installation(&world.app).await.unwrap();
    world
}

fn entry(url: &str, types: &[&str]) -> Entry {
    Entry {
        name: "Accounting".to_owned(),
        url: url.to_owned(),
        types: types.iter().map(|word| (*word).to_owned()).collect(),
    }
}

/// A new endpoint of this sink, not switched on.
async fn made(world: &World, sink: &Sink, types: &[&str]) -> Made {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let made = create(&cx, &tx, &entry(&sink.url, types), KNOWN).await.unwrap();
    tx.commit().await.unwrap();
    made
}

/// An endpoint of this sink that is on.
async fn listening(world: &World, sink: &Sink, types: &[&str]) -> Made {
    let made = made(world, sink, types).await;
    switch_on(&world.cx(), made.id).await.unwrap();
    made
}

/// It happens to this record, of this account.
async fn happens(world: &World, event: &Event, subject: Uuid, account: Option<Uuid>) -> Result<(), Fault> {
    let cx = world.cx();
    let tx = cx.begin().await?;
    let line = event.about(subject);
    cx.audit(
        &tx,
        match account {
            Some(account) => line.of_account(account),
            None => line,
        },
    )
    .await?;
    tx.commit().await
}

async fn happen(world: &World, event: &Event, times: usize) {
    for _ in 0..times {
        happens(world, event, world.cx().id(), None).await.unwrap();
    }
}

async fn deliveries(world: &World) -> Vec<delivery::Model> {
    let mut rows = delivery::Entity::find().all(world.cx().read()).await.unwrap();
    rows.sort_by_key(|row| (row.endpoint_id, row.message_id));
    rows
}

async fn row(world: &World, id: Uuid) -> endpoint::Model {
    endpoint::Entity::find_by_id(id).one(world.cx().read()).await.unwrap().unwrap()
}
