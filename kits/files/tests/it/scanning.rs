//! What was sent is opened by nobody before it is known to be clean, or a member of the staff wants it all the same.

use crate::owner;
use crate::uploads::{Opened, SENT, attached, begin, plan, send};
use axum::body::Bytes;
use futures::TryStreamExt as _;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_core::{Actor, Fault, Role, StaffActor, Stop, Uuid};
use gatehouse_db::PageRequest;
use gatehouse_files::fetch::{self, Viewer};
use gatehouse_files::scanning::{Clamd, Scanner, Verdict};
use gatehouse_files::{Clean, Content, FileName, Files, OpenRefusal, ScanState, SharedScanner, attach_sent_each};
use gatehouse_reach::Local;
use gatehouse_testkit::{TestEngine, World, both_engines};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// What a member of the staff gets who confirmed it.
pub async fn by_exception(world: &World, id: Uuid) -> Opened {
    let cx = world.cx();
    let staff = cx.acting_as(Actor::Staff(StaffActor { id: cx.id(), roles: vec![Role::Support] }));
    let file = cx.service::<Files>().unwrap().look(&staff, &SENT, id).await.unwrap().unwrap();
    let tx = staff.begin().await.unwrap();
    let opened = Clean::by_exception(&staff, &tx, file, true).await.unwrap();
    tx.commit().await.unwrap();
    opened
}

/// A clamd that finds what has EICAR in it, and takes no more than 10,000 bytes.
#[allow(clippy::disallowed_methods, reason = "the test is the other end of the connection")]
fn clamd(at: PathBuf) {
    let listener = tokio::net::UnixListener::bind(at).unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut command = [0; 10];
                stream.read_exact(&mut command).await.unwrap();
                assert_eq!(&command, b"zINSTREAM\0");
                let mut all = Vec::new();
                loop {
                    let length = stream.read_u32().await.unwrap();
                    if length == 0 {
                        break;
                    }
                    let mut piece = vec![0; length as usize];
                    stream.read_exact(&mut piece).await.unwrap();
                    all.extend_from_slice(&piece);
                }
                let said: &[u8] = match &all {
                    all if all.windows(5).any(|five| five == b"EICAR") => b"stream: Eicar-Test FOUND\0",
                    all if all.starts_with(b"PK") => b"stream: Heuristics.Encrypted.Zip FOUND\0",
                    _ => b"stream: OK\0",
                };
                stream.write_all(said).await.unwrap();
            });
        }
    });
}

async fn scanned(world: &World, content: &[u8]) -> (Uuid, ScanState) {
    let cx = world.cx();
    let (owner, message) = (owner(&cx).await, cx.id());
    let id = begin(&cx, &plan(owner, message, content.len() as u64)).await.unwrap();
    send(&cx, id, 0, content).await.unwrap();
    attached(&cx, message).await;
    world.run_jobs().await;
    let file = cx.service::<Files>().unwrap().look(&cx, &SENT, id).await.unwrap().unwrap();
    (id, file.scan)
}

/// Fails at what begins with FAIL, and finds nothing in the rest.
struct Fails;

#[gatehouse_core::async_trait]
impl Scanner for Fails {
    async fn scan(&self, content: Content) -> Result<Verdict, Fault> {
        let pieces: Vec<Bytes> = content.try_collect().await?;
        if pieces.concat().starts_with(b"FAIL") { Err(Fault::busy("it broke off")) } else { Ok(Verdict::Clean) }
    }

    fn place(&self) -> String {
        "the test".to_owned()
    }
}

/// SUP-5: a file that makes the scanner fail is waited for by nobody
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_at_which_the_scanner_fails_keeps_none_of_the_others_waiting() {
    let scanner = SharedScanner(Arc::new(Fails));
    let world = World::with(TestEngine::Sqlite, Vec::new(), |parts| parts.services.put(scanner)).await;
    let (poisoned, state) = scanned(&world, b"FAIL").await;
    assert_eq!(state, ScanState::Quarantined);
    let (_, state) = scanned(&world, b"nothing").await;
    assert_eq!(state, ScanState::Clean);
    assert!(world.cx().service::<Files>().unwrap().find(&world.cx(), &SENT, poisoned).await.unwrap().is_none());
}

/// SUP-5, SUP-13
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_attached_to_a_mail_is_scanned() {
    let scanner = SharedScanner(Arc::new(Fails));
    let world = World::with(TestEngine::Sqlite, Vec::new(), |parts| parts.services.put(scanner)).await;
    let (cx, name) = (world.cx(), FileName::clean("a.log"));
    let (owner, files) = (owner(&cx).await, cx.service::<Files>().unwrap());
    let content = [(name.clone(), Bytes::from_static(b"nothing"))];
    let received = files.put_each(&cx, &SENT, owner, &content).await.unwrap();
    let tx = cx.begin().await.unwrap();
    let sent = received.into_iter().map(|one| (one, name.clone())).collect();
    let ids = attach_sent_each(&cx, &tx, sent).await.unwrap();
    tx.commit().await.unwrap();
    assert!(files.find(&cx, &SENT, ids[0]).await.unwrap().is_none(), "not yet");
    world.run_jobs().await;
    assert_eq!(files.find(&cx, &SENT, ids[0]).await.unwrap().unwrap().scan, ScanState::Clean);
}

/// SUP-5
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scanner_decides_who_opens_it() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("clamd.ctl");
    clamd(socket.clone());
    let scanner = SharedScanner(Arc::new(Clamd::at(Local::Unix(socket))));
    let world = World::with(TestEngine::Sqlite, Vec::new(), |parts| parts.services.put(scanner)).await;
    let cx = world.cx();
    let files = cx.service::<Files>().unwrap();
    let (clean, state) = scanned(&world, b"nothing").await;
    assert_eq!(state, ScanState::Clean);
    let file = files.find(&cx, &SENT, clean).await.unwrap().unwrap();
    assert_eq!(crate::read(&cx, &file).await.unwrap(), b"nothing");
    let (infected, state) = scanned(&world, b"X5O EICAR-STANDARD").await;
    assert_eq!(state, ScanState::Infected);
    assert!(files.find(&cx, &SENT, infected).await.unwrap().is_none());
    let staff = cx.acting_as(Actor::Staff(StaffActor { id: cx.id(), roles: vec![Role::Administrator] }));
    let tx = staff.begin().await.unwrap();
    let file = files.look(&staff, &SENT, infected).await.unwrap().unwrap();
    assert_eq!(file.scan_said.as_deref(), Some("Eicar-Test"));
    let opened = Clean::by_exception(&staff, &tx, file, true).await;
    assert!(matches!(opened, Err(Stop::Refused(OpenRefusal::Infected))));
    drop(tx);
    let (closed, state) = scanned(&world, b"PK\x03\x04 secret").await;
    assert_eq!(state, ScanState::NotScannable);
    assert!(files.find(&cx, &SENT, closed).await.unwrap().is_none());
    by_exception(&world, closed).await;
}

both_engines! {
    /// SUP-5
    async fn without_a_scanner_staff_open_it_by_exception_and_the_log_says_so(world: World) {
        let (id, state) = scanned(&world, b"PK\x03\x04").await;
        assert_eq!(state, ScanState::Quarantined);
        let cx = world.cx();
        let files = cx.service::<Files>().unwrap();
        assert!(files.find(&cx, &SENT, id).await.unwrap().is_none());
        let file = files.look(&cx, &SENT, id).await.unwrap().unwrap();
        let tx = cx.begin().await.unwrap();
        assert!(matches!(Clean::by_exception(&cx, &tx, file.clone(), true).await, Err(Stop::Broken(_))), "no staff");
        let staff = cx.acting_as(Actor::Staff(StaffActor { id: cx.id(), roles: vec![Role::Support] }));
        let asked = Clean::by_exception(&staff, &tx, file.clone(), false).await;
        assert!(matches!(asked, Err(Stop::Refused(OpenRefusal::NotConfirmed))));
        drop(tx);
        let opened = by_exception(&world, id).await;
        assert_eq!(crate::read(&cx, &opened).await.unwrap(), b"PK\x03\x04");
        let filter = AuditFilter { kind: Some("file".to_owned()), ..AuditFilter::default() };
        let lines = list(&cx, &filter, &PageRequest::default()).await.unwrap();
        assert_eq!(lines.items.iter().filter(|line| line.kind == "file.opened_unscanned").count(), 1);
        // A link is for this file and person, for ten minutes, and says that it is an exception.
        let viewer = Viewer { person: cx.id(), session: cx.id(), roles: Some(vec![Role::Support]) };
        let address = fetch::address(&cx, &SENT, &opened, &viewer).unwrap();
        let token = address.strip_prefix("http://localhost:8080/f/").unwrap();
        let said = fetch::read(&cx, token).unwrap();
        assert_eq!((said.file, &said.viewer), (id, &viewer));
        assert!(said.opens(file).is_some());
        assert!(fetch::read(&cx, &token[1..]).is_none());
        world.advance(11 * gatehouse_core::MINUTE);
        assert!(fetch::read(&cx, token).is_none(), "it is over");
    }
}
