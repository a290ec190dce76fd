//! Files that come in parts, while the server is killed at random moments and the node changes (SUP-5): what was acknowledged is there, and the SHA-256
//! of the whole is that of the sender's.

use crate::server::{Place, Server, client};
use futures::StreamExt as _;
use gatehouse::{Config, Installed};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Role, StaffActor, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use gatehouse_files::links::{self, LIFE, MOST_BYTES, NewLink};
use gatehouse_files::tables::upload;
use gatehouse_files::{Clean, Files, Kept, Purpose, Who, uploads};
use gatehouse_testkit::postgres::empty_database;
use reqwest::Method;
use reqwest::blocking::{Body, Client, Response};
use sha2::{Digest as _, Sha256};
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Any purpose that takes PDF files: what the drill sends begins like one.
const SENT: Purpose =
    Purpose { word: "licenses.document", most_bytes: 1, media: &[], kept: Kept::UntilRemoved, who: Who::Module };
const PDF: &[u8] = b"%PDF-1.7\n";

/// A content that is nowhere: each byte follows from its place.
struct Made {
    at: u64,
    end: u64,
}

fn byte(at: u64) -> u8 {
    let far = at.wrapping_mul(2_654_435_761).to_le_bytes()[2];
    PDF.get(usize::try_from(at).unwrap_or(usize::MAX)).copied().unwrap_or(far)
}

impl Read for Made {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = buffer.len().min(usize::try_from(self.end - self.at).unwrap_or(usize::MAX));
        for (place, at) in buffer[..length].iter_mut().zip(self.at..) {
            *place = byte(at);
        }
        self.at += length as u64;
        Ok(length)
    }
}

fn sha256_of(length: u64) -> String {
    let (mut made, mut hash, mut piece) = (Made { at: 0, end: length }, Sha256::new(), vec![0; 1 << 20]);
    loop {
        match made.read(&mut piece).unwrap() {
            0 => return hex::encode(hash.finalize()),
            read => hash.update(&piece[..read]),
        }
    }
}

/// The installation of this place, in this process.
async fn installed(place: &Place) -> Installed {
    let database = place.database_url();
    std::fs::create_dir_all(place.path().join("data")).unwrap();
    let text = format!("data_dir = '{}'\ndatabase = '{database}'", place.path().join("data").display());
    Installed::open(Config::parse(&text, &Default::default()).unwrap()).await.unwrap()
}

/// The SHA-256 of the newest file as it is stored: a receipt is made of what came, and says nothing of what lies there.
fn stored(place: &Place) -> String {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let installed = installed(place).await;
        let staff = Actor::Staff(StaffActor { id: Uuid::from_u128(1), roles: vec![Role::Support] });
        let cx = Cx::program(&installed.site.app, "test").acting_as(staff);
        let whole = upload::Entity::find().filter(upload::Column::DoneAt.is_not_null());
        let id = whole.order_by_desc(upload::Column::Id).one(cx.read()).await.unwrap().unwrap().id;
        let tx = cx.begin().await.unwrap();
        uploads::attach_file(&cx, &tx, &SENT, id).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let files = cx.service::<Files>().unwrap();
        let file = files.look(&cx, &SENT, id).await.unwrap().unwrap();
        let tx = cx.begin().await.unwrap();
        let file = Clean::by_exception(&cx, &tx, file, true).await.unwrap();
        tx.commit().await.unwrap();
        let mut content = files.open(&cx, &file, None).await.unwrap();
        let mut hash = Sha256::new();
        while let Some(piece) = content.next().await {
            hash.update(piece.unwrap());
        }
        drop(cx);
        installed.close().await.unwrap();
        hex::encode(hash.finalize())
    })
}

/// A link for files of this installation.
fn link(place: &Place) -> String {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let installed = installed(place).await;
        let cx = Cx::program(&installed.site.app, "test");
        let owner = cx.id();
        let tx = cx.begin().await.unwrap();
        subject::create(&cx, &tx, owner).await.unwrap();
        let (payer, target) = (owner, cx.id());
        let new = NewLink {
            purpose: SENT,
            owner,
            payer,
            target,
            most_bytes: MOST_BYTES,
            most_files: 9,
            life: LIFE,
            pin: None,
        };
        let (_, token) = links::make(&cx, &tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        drop(cx);
        installed.close().await.unwrap();
        token.expose().clone()
    })
}

fn header(answer: &Response, name: &str) -> Option<u64> {
    answer.headers().get(name)?.to_str().ok()?.parse().ok()
}

fn ask(client: &Client, method: &str, url: &str) -> Option<Response> {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    client.request(method, url).header("tus-resumable", "1.0.0").send().ok()
}

/// A file on its way through servers that come and go.
pub struct Sender {
    client: Client,
    at: String,
    length: u64,
    /// What a server has acknowledged.
    pub acknowledged: u64,
}

impl Sender {
    fn begin(origin: &str, token: &str, length: u64) -> Self {
        let client = client();
        let url = format!("{origin}/uploads/by/{token}");
        let request = client.post(url).header("tus-resumable", "1.0.0").header("upload-length", length.to_string());
        let answer = request.send().unwrap();
        assert_eq!(answer.status(), 201);
        let at = answer.headers()["location"].to_str().unwrap().to_owned();
        Self { client, at, length, acknowledged: 0 }
    }

    /// Where the server is; never before what it had acknowledged.
    fn offset(&self, origin: &str) -> Option<u64> {
        let answer = ask(&self.client, "HEAD", &format!("{origin}{}", self.at))?;
        assert_eq!(answer.status(), 200);
        let offset = header(&answer, "upload-offset").unwrap();
        assert!(offset >= self.acknowledged, "{offset} of {}", self.acknowledged);
        Some(offset)
    }

    /// Sends up to `most` bytes; the receipt, when it is whole. `None`: the server is gone, or somebody else was faster.
    fn send(&mut self, origin: &str, most: u64) -> Option<String> {
        let from = self.offset(origin)?;
        let end = (from + most).min(self.length);
        let body = Body::sized(Made { at: from, end }, end - from);
        let request = self.client.patch(format!("{origin}{}", self.at)).timeout(Duration::from_secs(600));
        let request = request.header("tus-resumable", "1.0.0").header("upload-offset", from.to_string());
        let answer = request.header("content-type", "application/offset+octet-stream").body(body).send().ok()?;
        if [409, 503].contains(&answer.status().as_u16()) {
            return None;
        }
        assert_eq!(answer.status(), 204, "{}", answer.text().unwrap_or_default());
        self.acknowledged = header(&answer, "upload-offset").unwrap();
        assert_eq!(self.acknowledged, end);
        Some(answer.headers().get("upload-sha256")?.to_str().ok()?.to_owned())
    }
}

/// Sends a file of this length to nodes of which one by turns is killed at a random moment, so often. Answers how often it was killed in the middle
/// of a request, and the most bytes that a restart had to be sent again.
pub fn torture(place: &Place, nodes: usize, length: u64, kills: u32) -> (u32, u64) {
    let token = link(place);
    let mut servers: Vec<Option<Server>> = (0..nodes).map(|_| Some(place.serve(&[]))).collect();
    let mut sender = Sender::begin(&servers[0].as_ref().unwrap().origin, &token, length);
    let (mut hit, mut killed, mut turn, mut again) = (0, 0, 0, 0);
    let share = length / u64::from(kills + 1);
    let receipt = loop {
        let node = turn % nodes;
        turn += 1;
        let server = servers[node].take().unwrap_or_else(|| place.serve(&[]));
        let origin = server.origin.clone();
        if killed == kills {
            servers[node] = Some(server);
            match sender.send(&origin, length) {
                Some(receipt) => break receipt,
                None => continue,
            }
        }
        // A moment within what is about to be sent.
        let moment = Duration::from_millis(u64::from(std::process::id() ^ (turn as u32 * 7_919)) % 900);
        let is_sent = Arc::new(AtomicBool::new(false));
        let killer = std::thread::spawn({
            let is_sent = Arc::clone(&is_sent);
            move || {
                std::thread::sleep(moment);
                let was_sending = !is_sent.load(Ordering::SeqCst);
                server.kill();
                was_sending
            }
        });
        let before = sender.acknowledged;
        drop(sender.send(&origin, share + share / 2));
        is_sent.store(true, Ordering::SeqCst);
        killed += 1;
        hit += u32::from(killer.join().unwrap());
        again = again.max(sender.acknowledged.saturating_sub(before));
    };
    drop(servers);
    let sent = sha256_of(length);
    assert_eq!(receipt, sent, "the bytes are those that were sent");
    assert_eq!(stored(place), sent, "and they are stored");
    (hit, again)
}

/// Two send the same upload to two nodes at once. One of them is stopped at each part, and the file is right.
pub fn at_once(place: &Place, length: u64) {
    let token = link(place);
    let nodes = [place.serve(&[]), place.serve(&[])];
    let first = Sender::begin(&nodes[0].origin, &token, length);
    let done = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for node in &nodes {
            let (at, done) = (first.at.clone(), &done);
            scope.spawn(move || {
                let mut sender = Sender { client: client(), at, length, acknowledged: 0 };
                while done.load(Ordering::SeqCst) == 0 {
                    if sender.send(&node.origin, length / 5).is_some() {
                        done.store(1, Ordering::SeqCst);
                    } else if sender.offset(&node.origin) == Some(length) {
                        break;
                    }
                }
            });
        }
    });
    let head = ask(&client(), "HEAD", &format!("{}{}", nodes[1].origin, first.at)).unwrap();
    let sent = sha256_of(length);
    assert_eq!(head.headers()["upload-sha256"], sent.as_str());
    drop(nodes);
    assert_eq!(stored(place), sent);
}

/// SUP-5, ALL-6
#[test]
fn a_file_is_whole_although_the_server_was_killed_on_the_embedded_database() {
    torture(&Place::new(), 1, 24 << 20, 3);
}

/// SUP-5, ALL-6
#[test]
fn a_file_is_whole_although_nodes_were_killed_and_changed() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(empty_database()).unwrap();
    let place = Place::new().set("DATABASE", database.url());
    torture(&place, 2, 24 << 20, 3);
    at_once(&place, 12 << 20);
}
