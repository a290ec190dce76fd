//! A receiver on this machine that answers as it is told, and remembers what it was sent.

use gatehouse_core::{Moment, Secret, Uuid};
use gatehouse_webhooks::model::message::{CHALLENGE, read_id};
use gatehouse_webhooks::model::secret::signature;
use serde_json::Value;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};

/// A message that came.
#[derive(Clone, Debug)]
pub struct Came {
    head: String,
    /// The body, byte for byte.
    pub text: String,
    /// The body.
    pub body: Value,
}

impl Came {
    pub fn header(&self, name: &str) -> String {
        let start = format!("{name}: ");
        self.head.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_default().trim().to_owned()
    }

    pub fn id(&self) -> Uuid {
        read_id(&self.header("webhook-id")).unwrap()
    }

    pub fn kind(&self) -> &str {
        self.body["type"].as_str().unwrap()
    }

    pub fn sequence(&self) -> i64 {
        self.body["sequence"].as_i64().unwrap()
    }

    /// Which of its signatures are of this secret.
    pub fn signed_by(&self, secret: &Secret<String>) -> Vec<bool> {
        let at = Moment::from_seconds(self.header("webhook-timestamp").parse().unwrap());
        let own = signature(secret, &self.header("webhook-id"), at, self.text.as_bytes()).unwrap();
        self.header("webhook-signature").split(' ').map(|one| one == own).collect()
    }
}

/// How it answers.
#[derive(Clone, Debug)]
pub enum Answers {
    /// With this status, and these lines of a head.
    Status(u16, &'static str),
    /// With this status to messages of this type, and 204 to others.
    Refuses(&'static str, u16),
    /// Not at all: it keeps the connection.
    Silence,
    /// To a challenge with another token; to the rest with 204.
    WrongToken,
    /// To a challenge rightly, but not before this is told.
    Held(Arc<Notify>),
}

pub struct Sink {
    pub url: String,
    answers: Arc<Mutex<Answers>>,
    came: watch::Sender<Vec<Came>>,
}

impl Sink {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hooks?token=abc", listener.local_addr().unwrap());
        let answers = Arc::new(Mutex::new(Answers::Status(204, "")));
        let came = watch::Sender::new(Vec::new());
        let (told, heard) = (Arc::clone(&answers), came.clone());
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(talk(stream, Arc::clone(&told), heard.clone()));
            }
        });
        Self { url, answers, came }
    }

    pub fn answers(&self, answers: Answers) {
        *self.answers.lock().unwrap() = answers;
    }

    /// What came, the challenges left out.
    pub fn came(&self) -> Vec<Came> {
        self.came.borrow().iter().filter(|came| came.kind() != CHALLENGE).cloned().collect()
    }

    pub fn challenges(&self) -> Vec<Came> {
        self.came.borrow().iter().filter(|came| came.kind() == CHALLENGE).cloned().collect()
    }

    /// Waits until a challenge came.
    pub async fn challenged(&self) {
        let mut looking = self.came.subscribe();
        let any = |all: &Vec<Came>| all.iter().any(|came| came.kind() == CHALLENGE);
        drop(looking.wait_for(any).await.unwrap());
    }

    /// Waits until so many messages came.
    pub async fn heard(&self, count: usize) {
        let mut looking = self.came.subscribe();
        let enough = |all: &Vec<Came>| all.iter().filter(|came| came.kind() != CHALLENGE).count() >= count;
        drop(looking.wait_for(enough).await.unwrap());
    }
}

async fn talk(mut stream: TcpStream, answers: Arc<Mutex<Answers>>, heard: watch::Sender<Vec<Came>>) {
    let Some(came) = read(&mut stream).await else { return };
    let (kind, token) = (came.kind().to_owned(), came.body["data"]["challenge"].as_str().unwrap_or("").to_owned());
    heard.send_modify(|all| all.push(came));
    let told = answers.lock().unwrap().clone();
    let (status, head, body) = match told {
        Answers::Status(204, "") if kind == CHALLENGE => (200, "", format!("{{\"challenge\":\"{token}\"}}")),
        Answers::Refuses(..) if kind == CHALLENGE => (200, "", token),
        Answers::WrongToken if kind == CHALLENGE => (200, "", format!("{token}0")),
        Answers::Status(status, head) => (status, head, "x".repeat(if status == 204 { 0 } else { 9_000 })),
        Answers::Refuses(refused, status) if refused == kind => (status, "", String::new()),
        Answers::Refuses(..) | Answers::WrongToken => (204, "", String::new()),
        Answers::Held(gate) => {
            gate.notified().await;
            (200, "", token)
        }
        Answers::Silence => {
            // Ends when the other side hangs up.
            drop(stream.read(&mut [0; 16]).await);
            return;
        }
    };
    let length = if status == 204 { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    let text = format!("HTTP/1.1 {status} x\r\n{length}{head}connection: close\r\n\r\n{body}");
    drop(stream.write_all(text.as_bytes()).await);
}

async fn read(stream: &mut TcpStream) -> Option<Came> {
    let mut bytes = Vec::new();
    loop {
        let mut part = [0; 4096];
        let read = stream.read(&mut part).await.unwrap_or(0);
        if read == 0 {
            return None;
        }
        bytes.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let head = head.to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
        if body.len() >= length.unwrap_or(0) {
            // Signatures are in upper and lower case.
            let whole = text.split_once("\r\n\r\n").unwrap().0;
            let lines = whole.lines().map(|line| match line.split_once(": ") {
                Some((name, value)) => format!("{}: {value}", name.to_lowercase()),
                None => line.to_owned(),
            });
            let head = lines.collect::<Vec<_>>().join("\n");
            return Some(Came { head, text: body.to_owned(), body: serde_json::from_str(body).unwrap() });
        }
    }
}
