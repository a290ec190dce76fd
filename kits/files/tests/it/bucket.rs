//! Files in a bucket: the same as in a folder.

use crate::s3::Server;
use crate::{ANYTHING, attached, bytes, files, find, owner, pieces, read, rows, stored};
use axum::body::Bytes;
use axum::http::StatusCode;
use futures::StreamExt as _;
use gatehouse_core::{DAY, HOUR, Secret, Stop};
use gatehouse_files::seal::{CHUNK, sealed_length};
use gatehouse_files::storage::{Bucket, BucketSettings};
use gatehouse_files::{Purpose, PutRefusal};
use gatehouse_reach::{Policy, Reach};
use gatehouse_testkit::{TestEngine, World};
use std::sync::Arc;

fn settings(endpoint: &str) -> BucketSettings {
    BucketSettings {
        endpoint: endpoint.to_owned(),
        bucket: "bucket".to_owned(),
        region: "eu-test-1".to_owned(),
        access_key: "AKTEST".to_owned(),
        secret_key: Secret::new("secret".to_owned()),
        prefix: "portal/files".to_owned(),
        ca: None,
    }
}

fn open(endpoint: &str) -> Result<Bucket, String> {
    let reach = Reach::new(Policy::default()).unwrap();
    Bucket::open(&settings(endpoint), &reach).map_err(|fault| fault.to_string())
}

async fn world() -> (World, Server) {
    let server = Server::start().await;
    let bucket = Arc::new(open(&server.endpoint).unwrap());
    (World::with(TestEngine::Sqlite, Vec::new(), |parts| parts.storage = bucket).await, server)
}

/// ALL-9, PRI-13
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contents_of_every_length_come_back_from_a_bucket() {
    let (world, server) = world().await;
    let cx = world.cx();
    let owner = owner(&cx).await;
    let large = Purpose { most_bytes: 64 << 20, ..ANYTHING };
    for length in [0, 1, CHUNK, CHUNK + 1, 5 << 20, 20 << 20] {
        let content = bytes(length, length as u64);
        let received = files(&world).put(&cx, &large, owner, pieces(&content, 300_000)).await.unwrap();
        let file = attached(&cx, received).await;
        assert!(read(&cx, &find(&cx, file.id).await.unwrap()).await.unwrap() == content, "{length}");
    }
    let largest = find(&cx, rows(&cx).await[5].id).await.unwrap();
    let part = files(&world).open(&cx, &largest, Some(9_000_000..9_000_010)).await.unwrap();
    let part: Vec<Bytes> = part.map(Result::unwrap).collect().await;
    assert_eq!(part.concat(), bytes(20 << 20, 20 << 20)[9_000_000..9_000_010]);
    let kept = server.kept.lock().unwrap();
    assert!(kept.uploads.is_empty());
    let lengths: Vec<u64> = kept.objects.values().map(|object| object.len() as u64).collect();
    assert!(lengths.contains(&sealed_length(20 << 20)), "{lengths:?}");
    for key in kept.objects.keys() {
        let name = key.strip_prefix("portal/files/").unwrap();
        assert_eq!((name.len(), &name[..2]), (35, &name[3..5]), "{key}");
    }
    assert!(kept.asked.iter().filter(|line| line.contains("partNumber")).count() >= 3, "{:?}", kept.asked);
}

/// PRI-2, PRI-3
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_ends_goes_out_of_the_bucket_too() {
    let (world, server) = world().await;
    let cx = world.cx();
    let owner = owner(&cx).await;
    let file = stored(&cx, owner, &bytes(100, 1)).await;
    let other = stored(&cx, owner, &bytes(100, 2)).await;
    server.kept.lock().unwrap().objects.insert(format!("portal/files/aa/{}", "a".repeat(32)), vec![1]);
    let tx = cx.begin().await.unwrap();
    gatehouse_files::remove(&cx, &tx, file.id).await.unwrap();
    tx.commit().await.unwrap();
    world.run_jobs().await;
    assert_eq!(server.kept.lock().unwrap().objects.len(), 2, "the leftover is new");
    world.advance(DAY + HOUR);
    world.run_jobs().await;
    assert_eq!(server.kept.lock().unwrap().objects.len(), 1);
    assert!(read(&cx, &other).await.is_ok());
    // Too long, when two parts are there already.
    let endless = futures::stream::repeat_with(|| Ok::<_, String>(Bytes::from(vec![7; 1 << 20])));
    let most = Purpose { most_bytes: 20 << 20, ..ANYTHING };
    assert_eq!(
        crate::refused(files(&world).put(&cx, &most, owner, endless).await),
        PutRefusal::TooLarge { most: 20 << 20 }
    );
    while !server.kept.lock().unwrap().uploads.is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(rows(&cx).await.len(), 1);
}

/// ALL-6
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_away_passes_and_one_that_refuses_does_not() {
    let (world, server) = world().await;
    let cx = world.cx();
    let owner = owner(&cx).await;
    let file = stored(&cx, owner, b"there").await;
    for (status, is_busy) in [(StatusCode::SERVICE_UNAVAILABLE, true), (StatusCode::FORBIDDEN, false)] {
        server.kept.lock().unwrap().answer = Some(status);
        let put = files(&world).put(&cx, &ANYTHING, owner, pieces(b"content", 3)).await;
        let Err(Stop::Broken(fault)) = put else { panic!("{status}") };
        assert_eq!(fault.is_busy(), is_busy, "{fault}");
        assert!(!fault.to_string().contains("secret"), "{fault}");
        assert!(read(&cx, &file).await.is_err());
    }
    server.kept.lock().unwrap().answer = None;
    server.kept.lock().unwrap().objects.values_mut().for_each(Vec::clear);
    assert!(read(&cx, &file).await.is_err(), "it was cut");
    server.kept.lock().unwrap().objects.clear();
    assert!(read(&cx, &file).await.unwrap_err().contains("missing"));
    assert_eq!(rows(&cx).await.len(), 1, "nothing is left of what was not taken");
}

/// PRI-13
#[tokio::test]
async fn a_bucket_is_spoken_to_in_the_clear_on_this_machine_only() {
    assert!(open("https://s3.example.com").is_ok());
    assert!(open("http://localhost:9000").is_ok());
    for endpoint in ["http://s3.example.com", "ftp://s3.example.com", "s3.example.com", ""] {
        assert!(open(endpoint).is_err(), "{endpoint}");
    }
}
