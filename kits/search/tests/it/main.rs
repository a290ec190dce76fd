//! The index of texts on both engines: who finds what, in which order, and what is left of an erased one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod bounded;
mod erased;
mod languages;
mod paged;
mod readers;
mod suggested;

use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_db::{ListKey, PageRequest};
use gatehouse_search::{Found, Mark, Query, Sought, Text, found, put};
use gatehouse_testkit::{TestEngine, World};

const KIND: &str = "probe.text";

async fn world(engine: TestEngine) -> World {
    World::new(engine, Vec::new()).await
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0000 + number)
}

/// Indexes a text of one person for staff.
async fn add(cx: &Cx, number: u128, title: &str, body: &str) {
    add_for(cx, number, &[Mark::staff()], title, body).await;
}

async fn add_for(cx: &Cx, number: u128, marks: &[Mark], title: &str, body: &str) {
    let tx = cx.begin().await.unwrap();
    let text = Text { kind: KIND, about: id(number), part: "", subject: id(1), marks, title, body };
    put(cx, &tx, &text).await.unwrap();
    tx.commit().await.unwrap();
}

async fn search(cx: &Cx, readers: &[Mark], words: &str, request: &PageRequest) -> Found {
    let query = Query::parse(words);
    found(cx, cx.read(), &Sought { kind: KIND, readers, all_of: &[], query: &query }, request).await.unwrap()
}

/// The things that staff find, newest first.
async fn by_staff(cx: &Cx, words: &str) -> Vec<Uuid> {
    let found = search(cx, &[Mark::staff()], words, &first(cx, 50)).await;
    found.page.items.into_iter().map(|hit| hit.about_id).collect()
}

fn first(cx: &Cx, size: u64) -> PageRequest {
    PageRequest::open(ListKey::new(&cx.app.keys, "probe"), None, None, size).unwrap()
}

fn after(cx: &Cx, size: u64, cursor: &str) -> PageRequest {
    PageRequest::open(ListKey::new(&cx.app.keys, "probe"), Some(cursor), None, size).unwrap()
}

fn before(cx: &Cx, size: u64, cursor: &str) -> PageRequest {
    PageRequest::open(ListKey::new(&cx.app.keys, "probe"), None, Some(cursor), size).unwrap()
}
