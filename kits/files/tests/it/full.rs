//! A full disk.

use crate::uploads::{begin, plan, send};
use crate::{ANYTHING, bytes, files, on_disk, owner, pieces, rows};
use gatehouse_core::{Fault, Stop, SystemRandom, async_trait};
use gatehouse_files::storage::{Blob, Folder, Found, Storage, Stored, Writing};
use gatehouse_files::uploads::coming;
use gatehouse_testkit::{TestEngine, World};
use sha2::{Digest as _, Sha256};
use std::ops::Range;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A storage that has room for so many bytes of each file that is begun now.
struct Narrow(Folder, Arc<AtomicUsize>);

struct NarrowWriting(Box<dyn Writing>, usize);

#[async_trait]
impl Storage for Narrow {
    async fn write(&self, blob: Blob) -> Result<Box<dyn Writing>, Fault> {
        Ok(Box::new(NarrowWriting(self.0.write(blob).await?, self.1.load(Ordering::SeqCst))))
    }
    async fn read(&self, blob: Blob, range: Range<u64>) -> Result<Option<Stored>, Fault> {
        self.0.read(blob, range).await
    }
    async fn length(&self, blob: Blob) -> Result<Option<u64>, Fault> {
        self.0.length(blob).await
    }
    async fn remove(&self, blob: Blob) -> Result<(), Fault> {
        self.0.remove(blob).await
    }
    async fn list(&self, shard: u8) -> Result<Vec<Found>, Fault> {
        self.0.list(shard).await
    }
    fn place(&self) -> String {
        self.0.place()
    }
}

#[async_trait]
impl Writing for NarrowWriting {
    async fn add(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.1 = self.1.checked_sub(bytes.len()).ok_or_else(|| Fault::busy("full"))?;
        self.0.add(bytes).await
    }
    async fn finish(self: Box<Self>) -> Result<(), Fault> {
        if self.1 < 1_000 { Err(Fault::busy("full")) } else { self.0.finish().await }
    }
}

/// ALL-6
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_storage_passes_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("files");
    let storage = Arc::new(Narrow(Folder::new(&root), Arc::new(AtomicUsize::new(1 << 20))));
    let world = World::with(TestEngine::Sqlite, Vec::new(), |parts| parts.storage = storage).await;
    let cx = world.cx();
    let owner = owner(&cx).await;
    // In the middle, and with the very last bytes.
    for length in [3 << 20, (1 << 20) - 400] {
        let content = pieces(&bytes(length, 1), 100_000);
        let Err(Stop::Broken(fault)) = files(&world).put(&cx, &ANYTHING, owner, content).await else { panic!("taken") };
        assert!(fault.is_busy(), "{fault}");
        assert_eq!((rows(&cx).await.len(), on_disk(&root).len()), (0, 0));
    }
    crate::stored(&cx, owner, &bytes(500_000, 1)).await;
}

/// SUP-5, ALL-6
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_waits_for_room_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("files");
    let room = Arc::new(AtomicUsize::new(16 << 20));
    let storage = Arc::new(Narrow(Folder::new(&root), Arc::clone(&room)));
    let world = World::with(TestEngine::Sqlite, Vec::new(), |parts| parts.storage = storage).await;
    let cx = world.cx();
    let owner = owner(&cx).await;
    let content = bytes(20_000_000, 1);
    let id = begin(&cx, &plan(owner, cx.id(), content.len() as u64)).await.unwrap();
    send(&cx, id, 0, &content[..9_000_000]).await.unwrap();
    for full in [4 << 20, 900] {
        room.store(full, Ordering::SeqCst);
        let Err(Stop::Broken(fault)) = send(&cx, id, 9_000_000, &content[9_000_000..]).await else { panic!("taken") };
        assert!(fault.is_busy(), "{fault}");
        assert_eq!(coming(&cx, id).await.unwrap().unwrap().received, 9_000_000);
        assert_eq!(on_disk(&root).len(), 2, "nothing of what was not taken is left");
    }
    room.store(16 << 20, Ordering::SeqCst);
    send(&cx, id, 9_000_000, &content[9_000_000..]).await.unwrap();
    assert_eq!(coming(&cx, id).await.unwrap().unwrap().sha256, Some(Sha256::digest(&content).into()));
}

/// ALL-6
#[cfg(unix)]
#[test]
fn the_system_says_that_a_file_may_not_grow_and_nothing_is_left() {
    // A limit of a file's length, which the process that meets it survives.
    let limited = "trap '' XFSZ; ulimit -f 512; exec \"$0\" --exact full::a_process_with_a_limit --ignored";
    let status = Command::new("sh").args(["-c", limited]).arg(std::env::current_exe().unwrap()).status().unwrap();
    assert!(status.success());
}

/// In a process whose files may have a few hundred KiB.
#[ignore = "run by the test above, in a process with a limit"]
#[tokio::test]
async fn a_process_with_a_limit() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("files");
    let storage = Folder::new(&root);
    let mut writing = storage.write(Blob::random(&SystemRandom)).await.unwrap();
    let fault = loop {
        if let Err(fault) = writing.add(&bytes(100_000, 1)).await {
            break fault;
        }
        assert_eq!(on_disk(&root).len(), 1);
    };
    assert!(fault.is_busy(), "{fault}");
    assert!(on_disk(&root).is_empty(), "at once, and not when it is dropped");
    assert!(writing.add(b"more").await.is_err());
    let mut short = storage.write(Blob::random(&SystemRandom)).await.unwrap();
    short.add(b"short").await.unwrap();
    short.finish().await.unwrap();
    assert_eq!(on_disk(&root).len(), 1);
}
