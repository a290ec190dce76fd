//! Files: what goes in comes out, to whom it belongs and to nobody else, and what ends is gone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod bucket;
mod content;
mod downloads;
mod each;
mod ends;
mod full;
mod links;
mod races;
mod s3;
mod s3_server;
mod scan;
mod scanning;
mod tamper;
mod uploads;

use axum::body::Bytes;
use futures::{Stream, TryStreamExt as _};
use gatehouse_context::{Cx, subject};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Stop, Uuid};
use gatehouse_db::Migration;
use gatehouse_db::sea_orm::{EntityTrait as _, QueryOrder as _};
use gatehouse_files::tables::file;
use gatehouse_files::{Clean, FileName, Files, Kept, Purpose, PutRefusal, Received, StoredFile, UploadRefusal, Who};
use gatehouse_testkit::{TestEngine, World};
use gatehouse_web::Module;
use std::convert::Infallible;
use std::path::{Path, PathBuf};

/// A purpose of tests: anything, up to 8 MiB.
const ANYTHING: Purpose =
    Purpose { word: "test.anything", most_bytes: 8 << 20, media: &[], kept: Kept::UntilRemoved, who: Who::Owner };

/// A module that has files sent to it.
struct Receiver;

#[gatehouse_core::async_trait]
impl Module for Receiver {
    fn name(&self) -> &'static str {
        "test"
    }
    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }
    fn inventory(&self) -> Inventory {
        Inventory { module: "test", tables: Vec::new(), rules: Vec::new() }
    }
    fn file_purposes(&self) -> &'static [Purpose] {
        &[uploads::SENT]
    }
}

async fn world(engine: TestEngine) -> World {
    World::new(engine, vec![Box::new(Receiver)]).await
}

fn files(world: &World) -> &Files {
    world.app.services.get::<Files>().unwrap()
}

/// Somebody with a key.
async fn owner(cx: &Cx) -> Uuid {
    let id = cx.id();
    let tx = cx.begin().await.unwrap();
    subject::create(cx, &tx, id).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Bytes that do not repeat; the same for the same numbers.
fn bytes(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    (0..length).map(|_| next()).collect()
}

/// A content in pieces.
fn pieces(content: &[u8], length: usize) -> impl Stream<Item = Result<Bytes, Infallible>> + Send + use<> {
    let all: Vec<_> = content.chunks(length.max(1)).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    futures::stream::iter(all)
}

async fn received(cx: &Cx, owner: Uuid, content: &[u8]) -> Received {
    let files = cx.service::<Files>().unwrap();
    files.put(cx, &ANYTHING, owner, pieces(content, 10_000)).await.unwrap()
}

async fn attached(cx: &Cx, received: Received) -> Clean<StoredFile> {
    let tx = cx.begin().await.unwrap();
    let file = received.attach(cx, &tx, FileName::clean("Счёт 3.pdf")).await.unwrap();
    tx.commit().await.unwrap();
    file
}

/// A whole file of this owner.
async fn stored(cx: &Cx, owner: Uuid, content: &[u8]) -> Clean<StoredFile> {
    let received = received(cx, owner, content).await;
    attached(cx, received).await
}

async fn read(cx: &Cx, file: &Clean<StoredFile>) -> Result<Vec<u8>, String> {
    let content = cx.service::<Files>().unwrap().open(cx, file, None).await.map_err(|fault| fault.to_string())?;
    let pieces: Vec<Bytes> = content.try_collect().await.map_err(|fault| fault.to_string())?;
    Ok(pieces.concat())
}

async fn find(cx: &Cx, id: Uuid) -> Option<Clean<StoredFile>> {
    cx.service::<Files>().unwrap().find(cx, &ANYTHING, id).await.unwrap()
}

async fn rows(cx: &Cx) -> Vec<file::Model> {
    file::Entity::find().order_by_asc(file::Column::Id).all(cx.read()).await.unwrap()
}

/// What lies in the folder of files, whole or not.
fn on_disk(root: &Path) -> Vec<PathBuf> {
    let within = |folder: &Path| -> Vec<PathBuf> {
        std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
    };
    let mut all: Vec<_> = within(root).iter().flat_map(|part| within(part)).collect();
    all.sort();
    all
}

fn refused_upload<T>(result: Result<T, Stop<UploadRefusal>>) -> UploadRefusal {
    match result {
        Err(Stop::Refused(refusal)) => refusal,
        Err(Stop::Broken(fault)) => panic!("{fault}"),
        Ok(_) => panic!("it was taken"),
    }
}

fn refused<T>(result: Result<T, Stop<PutRefusal>>) -> PutRefusal {
    match result {
        Err(Stop::Refused(refusal)) => refusal,
        Err(Stop::Broken(fault)) => panic!("{fault}"),
        Ok(_) => panic!("it was taken"),
    }
}
