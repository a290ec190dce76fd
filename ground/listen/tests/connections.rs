//! Raw sockets in every state of a connection. No test waits for time to pass: limits are milliseconds where one must be met, and
//! hours where it must not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]
#![allow(clippy::disallowed_methods, reason = "the tests are the other end of the connections")]

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use gatehouse_listen::{Connections, Limits, Listener, Port};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc, watch};

const SOON: Duration = Duration::from_millis(40);
const NEVER: Duration = Duration::from_secs(3600);
/// A test that hangs fails.
const PATIENCE: Duration = Duration::from_secs(30);

fn limits() -> Limits {
    Limits { head: NEVER, idle: NEVER, grace: NEVER, linger: NEVER, stop: PATIENCE, ..Limits::default() }
}

struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    fn start(limits: Limits, connections: Connections, router: Router) -> Self {
        let port = Port::open("listen", SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = port.address().unwrap();
        let (stop, stopped) = watch::channel(false);
        let listener = Listener::new(port, connections).limits(limits);
        let task = tokio::spawn(async move { listener.serve(router, stopped).await.unwrap() });
        Self { address, stop, task }
    }

    fn with(limits: Limits) -> Self {
        Self::start(limits, Connections::new(100, 100), router())
    }

    async fn connect(&self) -> Client {
        let tcp = TcpStream::connect(self.address).await.unwrap();
        tcp.set_nodelay(true).unwrap();
        Client { tcp, read: Vec::new() }
    }
}

/// `/read` reads the body, `/refuse` does not.
fn router() -> Router {
    let read = |body: Result<Bytes, axum::extract::rejection::BytesRejection>| async move {
        match body {
            Ok(bytes) => (StatusCode::OK, bytes.len().to_string()).into_response(),
            Err(_) => StatusCode::BAD_REQUEST.into_response(),
        }
    };
    Router::new()
        .route("/", get(|| async { "here" }))
        .route("/read", post(read))
        .route("/refuse", post(|_: HeaderMap| async { (StatusCode::UNAUTHORIZED, "no") }))
}

struct Client {
    tcp: TcpStream,
    read: Vec<u8>,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Client {
    async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        // A server that ends the connection early may do so while we still send.
        drop(self.tcp.write_all(bytes.as_ref()).await);
    }

    /// The next answer on this connection.
    async fn answer(&mut self) -> Answer {
        loop {
            if let Some(answer) = self.parsed() {
                return answer;
            }
            assert!(self.more().await, "it ended after {:?}", String::from_utf8_lossy(&self.read));
        }
    }

    fn parsed(&mut self) -> Option<Answer> {
        let text = String::from_utf8_lossy(&self.read).into_owned();
        let (head, rest) = text.split_once("\r\n\r\n")?;
        let length =
            head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |l| l.parse().unwrap());
        let body = rest.get(..length)?.to_owned();
        let answer = Answer { status: head[9..12].parse().unwrap(), head: head.to_owned(), body };
        self.read.drain(..head.len() + 4 + length);
        Some(answer)
    }

    /// Reads on; `false` at the end.
    async fn more(&mut self) -> bool {
        let mut space = [0; 4 << 10];
        let read =
            tokio::time::timeout(PATIENCE, self.tcp.read(&mut space)).await.expect("it neither answers nor ends");
        let bytes = read.unwrap_or(0);
        self.read.extend_from_slice(&space[..bytes]);
        bytes > 0
    }

    async fn ends(mut self) {
        while self.more().await {}
    }

    async fn is_served(&mut self) {
        self.send("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
        assert_eq!(self.answer().await.body, "here");
    }
}

/// ALL-4: the first byte, half a preface of HTTP/2 and half a head alike
#[tokio::test]
async fn who_does_not_finish_a_head_is_sent_away_whatever_he_sent() {
    let server = Server::with(Limits { head: SOON, ..limits() });
    let started =
        ["", "P", "PRI * HTTP/2.0\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET / HTTP/1.1\r\nhost:", "\r\n"];
    for bytes in started {
        let mut client = server.connect().await;
        client.send(bytes).await;
        client.ends().await;
    }
    server.connect().await.is_served().await;
}

/// ALL-4
#[tokio::test]
async fn a_further_request_may_come_late_but_not_slowly() {
    let server = Server::with(Limits { head: SOON, ..limits() });
    let mut idle = server.connect().await;
    idle.is_served().await;
    let mut halfway = server.connect().await;
    halfway.is_served().await;
    halfway.send("GET / HT").await;
    // Its head began after the other one became idle, and had its time.
    halfway.ends().await;
    idle.is_served().await;
}

/// ALL-4
#[tokio::test]
async fn who_is_idle_for_too_long_is_sent_away() {
    let server = Server::with(Limits { idle: SOON, ..limits() });
    let mut client = server.connect().await;
    client.is_served().await;
    client.ends().await;
}

/// The usual pools of proxies keep idle connections for 60 seconds; the server must not close first.
#[test]
fn the_usual_limits_outlast_the_pools_of_proxies() {
    let usual = Limits::default();
    assert_eq!(usual.head, Duration::from_secs(5));
    assert!((75..=90).contains(&usual.idle.as_secs()));
}

/// ALL-4
#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let server = Server::with(Limits { grace: SOON, linger: SOON, ..limits() });
    for (path, status) in [("/read", 400), ("/refuse", 401)] {
        for sent in ["", "a"] {
            let mut client = server.connect().await;
            client.send(format!("POST {path} HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n{sent}")).await;
            let answer = client.answer().await;
            assert_eq!(answer.status, status, "{path} {sent}");
            assert!(answer.head.contains("connection: close"), "{}", answer.head);
            client.ends().await;
        }
    }
}

/// ALL-4: a grace that is used up is filled again by what comes, at the least rate
#[tokio::test]
async fn a_body_that_comes_fast_enough_is_read_to_its_end() {
    let server = Server::with(Limits { grace: Duration::from_secs(20), rate: 1, ..limits() });
    let mut client = server.connect().await;
    client.send("POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 20\r\n\r\n").await;
    for _ in 0..20 {
        tokio::task::yield_now().await;
        client.send("a").await;
    }
    assert_eq!(client.answer().await.body, "20");
    client.is_served().await;
}

/// ALL-4
#[tokio::test]
async fn who_does_not_read_his_answer_is_sent_away() {
    let (kept, mut ended) = mpsc::channel::<()>(1);
    let kept = Arc::new(std::sync::Mutex::new(Some(kept)));
    // More than any buffer on the way holds; the end of the body is noticed by what it keeps.
    let endless = move || {
        let kept = kept.lock().unwrap().take();
        async move {
            Body::from_stream(futures::stream::repeat_with(move || {
                let _held = &kept;
                Ok::<_, std::io::Error>(Bytes::from_static(&[0; 64 << 10]))
            }))
        }
    };
    let server = Server::start(
        Limits { grace: SOON, ..limits() },
        Connections::new(9, 9),
        Router::new().route("/", get(endless)),
    );
    let mut client = server.connect().await;
    client.send("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    assert!(tokio::time::timeout(PATIENCE, ended.recv()).await.expect("it is sent for ever").is_none());
    drop(client);
}

/// ALL-7
#[tokio::test]
async fn a_refused_request_never_breaks_the_next_one_of_its_connection() {
    let server = Server::with(limits());
    for size in [0, 1, 17, 1_000, 60_000, 64 << 10] {
        let mut client = server.connect().await;
        let body = "x".repeat(size);
        for _ in 0..40 {
            client.send(format!("POST /refuse HTTP/1.1\r\nhost: a\r\ncontent-length: {size}\r\n\r\n")).await;
            client.send(&body).await;
            let refused = client.answer().await;
            assert_eq!((refused.status, refused.body.as_str()), (401, "no"));
            assert!(!refused.head.contains("connection: close"), "{size}");
            client.is_served().await;
        }
        for _ in 0..40 {
            let chunk = if size == 0 { String::new() } else { format!("{size:x}\r\n{body}\r\n") };
            client.send("POST /refuse HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n").await;
            client.send(format!("{chunk}0\r\n\r\n")).await;
            assert_eq!(client.answer().await.status, 401);
            client.is_served().await;
        }
    }
}

/// ALL-7
#[tokio::test]
async fn a_client_with_a_large_body_that_is_refused_reads_so_and_that_the_connection_ends() {
    let server = Server::with(Limits { linger: PATIENCE, ..limits() });
    let body = "x".repeat(200_000);
    for _ in 0..40 {
        let mut client = server.connect().await;
        client.send(format!("POST /refuse HTTP/1.1\r\nhost: a\r\ncontent-length: {}\r\n\r\n", body.len())).await;
        client.send(&body).await;
        let refused = client.answer().await;
        assert_eq!(refused.status, 401);
        assert!(refused.head.contains("connection: close"), "{}", refused.head);
        client.tcp.shutdown().await.unwrap();
        client.ends().await;
        let mut client = server.connect().await;
        client.send("POST /refuse HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n").await;
        client.send(format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len())).await;
        assert!(client.answer().await.head.contains("connection: close"));
    }
}

/// RFC 9110, 10.1.1
#[tokio::test]
async fn who_asks_before_he_sends_a_body_is_refused_without_it() {
    let server = Server::with(Limits { linger: SOON, ..limits() });
    let mut client = server.connect().await;
    client.send("POST /refuse HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\nexpect: 100-continue\r\n\r\n").await;
    let refused = client.answer().await;
    assert_eq!(refused.status, 401);
    assert!(refused.head.contains("connection: close"), "{}", refused.head);
    client.ends().await;
    let mut client = server.connect().await;
    client.send("POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\nexpect: 100-continue\r\n\r\n").await;
    assert_eq!(client.answer().await.status, 100);
    client.send("0123456789").await;
    assert_eq!(client.answer().await.body, "10");
    client.is_served().await;
}

/// ALL-4
#[tokio::test]
async fn silent_connections_keep_nobody_out() {
    for (all, each) in [(5, 100), (100, 5)] {
        let server = Server::start(limits(), Connections::new(all, each), router());
        let mut silent = Vec::new();
        for _ in 0..40 {
            let mut client = server.connect().await;
            client.send("P").await;
            silent.push(client);
            server.connect().await.is_served().await;
        }
        // The oldest made room.
        for client in silent.drain(..30) {
            client.ends().await;
        }
    }
}

/// ALL-4
#[tokio::test]
async fn a_stop_ends_what_is_idle_and_waits_for_what_is_answered() {
    let (asked, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let slow = {
        let (asked, go) = (Arc::clone(&asked), Arc::clone(&go));
        move || async move {
            asked.notify_one();
            go.notified().await;
            "slow"
        }
    };
    let server = Server::start(limits(), Connections::new(9, 9), router().route("/slow", get(slow)));
    let mut idle = server.connect().await;
    idle.is_served().await;
    let silent = server.connect().await;
    let mut busy = server.connect().await;
    busy.send("GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await;
    asked.notified().await;
    server.stop.send(true).unwrap();
    idle.ends().await;
    silent.ends().await;
    go.notify_one();
    assert_eq!(busy.answer().await.body, "slow");
    busy.ends().await;
    server.task.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err(), "the port is free again");
}

/// ALL-9
#[tokio::test]
async fn a_port_that_is_taken_is_said_with_its_key_and_address() {
    let taken = Port::open("listen", SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    let address = taken.address().unwrap();
    let error = Port::open("metrics_listen", address).err().unwrap().to_string();
    assert!(error.starts_with(&format!("metrics_listen: {address} cannot be opened: ")), "{error}");
}
