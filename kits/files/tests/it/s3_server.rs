//! Files and uploads in the bucket of a server that is not ours (s3s-fs), which checks every signature.

use crate::uploads::{attached, begin, plan, send};
use crate::{Receiver, bytes, find, owner, read, stored};
use gatehouse_core::{DAY, HOUR, Secret};
use gatehouse_files::storage::{Bucket, BucketSettings};
use gatehouse_files::uploads;
use gatehouse_reach::{Policy, Reach};
use gatehouse_testkit::{TestEngine, World};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use sha2::{Digest as _, Sha256};
use std::path::Path;
use std::sync::Arc;

/// A server for as long as the test runs; where it is.
#[allow(clippy::disallowed_methods, reason = "the test is the other end of the connection")]
async fn serve(root: &Path) -> String {
    std::fs::create_dir(root.join("bucket")).unwrap();
    let mut service = S3ServiceBuilder::new(FileSystem::new(root).unwrap());
    service.set_auth(SimpleAuth::from_single("AKTEST", "secret"));
    let service = service.build();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let serving = http1::Builder::new().serve_connection(TokioIo::new(stream), service.clone());
            tokio::spawn(serving);
        }
    });
    endpoint
}

async fn world(endpoint: &str, secret: &str) -> World {
    let settings = BucketSettings {
        endpoint: endpoint.to_owned(),
        bucket: "bucket".to_owned(),
        region: "us-east-1".to_owned(),
        access_key: "AKTEST".to_owned(),
        secret_key: Secret::new(secret.to_owned()),
        prefix: "portal".to_owned(),
        ca: None,
    };
    let bucket = Arc::new(Bucket::open(&settings, &Reach::new(Policy::default()).unwrap()).unwrap());
    World::with(TestEngine::Sqlite, vec![Box::new(Receiver)], |parts| parts.storage = bucket).await
}

/// Objects, without what the server keeps for itself.
fn objects(root: &Path) -> usize {
    let within = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let shards: Vec<_> = within(&root.join("bucket/portal")).collect();
    shards.iter().flat_map(|shard| within(shard)).count()
}

/// SUP-5, ALL-6
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_and_uploads_are_kept_by_another_server() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(&serve(folder.path()).await, "secret").await;
    let cx = world.cx();
    let owner = owner(&cx).await;
    // One in a single request, one in several parts of the server's own protocol.
    for length in [0, 1, 100_000, 20 << 20] {
        let content = bytes(length.min(8 << 20), length as u64);
        let file = stored(&cx, owner, &content).await;
        assert!(read(&cx, &find(&cx, file.id).await.unwrap()).await.unwrap() == content, "{length}");
    }
    let before = objects(folder.path());
    let (content, message) = (bytes(20_000_000, 7), cx.id());
    let id = begin(&cx, &plan(owner, message, content.len() as u64)).await.unwrap();
    send(&cx, id, 0, &content[..9_000_001]).await.unwrap();
    send(&cx, id, 9_000_001, &content[9_000_001..]).await.unwrap();
    assert_eq!(objects(folder.path()), before + 4, "8,323,072 and the rest of each request");
    let coming = uploads::coming(&cx, id).await.unwrap().unwrap();
    assert_eq!(coming.sha256, Some(Sha256::digest(&content).into()));
    attached(&cx, message).await;
    assert!(crate::uploads::read(&world, id).await == content);
    let tx = cx.begin().await.unwrap();
    gatehouse_files::remove_owned(&cx, &tx, owner).await.unwrap();
    tx.commit().await.unwrap();
    world.run_jobs().await;
    world.advance(DAY + HOUR);
    world.run_jobs().await;
    assert_eq!(objects(folder.path()), 0);
}

/// PRI-13
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_key_is_refused_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(&serve(folder.path()).await, "another").await;
    let cx = world.cx();
    let owner = owner(&cx).await;
    let id = begin(&cx, &plan(owner, cx.id(), 5)).await.unwrap();
    assert!(send(&cx, id, 0, b"hello").await.is_err());
    assert_eq!(uploads::coming(&cx, id).await.unwrap().unwrap().received, 0);
    assert_eq!(objects(folder.path()), 0);
}
