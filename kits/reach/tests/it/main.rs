//! Outgoing connections against servers that mean harm.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails loudly")]
#![allow(clippy::disallowed_methods, reason = "the tests are the other end of the connections")]

use gatehouse_core::async_trait;
use gatehouse_reach::{Policy, Reach, Request, Resolve, Unreachable};
use std::io;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A resolver that gives each of its answers once, and the last one for ever.
struct Rebinding {
    answers: Vec<Vec<IpAddr>>,
    asked: AtomicUsize,
}

impl Rebinding {
    fn new(answers: &[&[&str]]) -> Arc<Self> {
        let answers = answers.iter().map(|list| list.iter().map(|ip| ip.parse().unwrap()).collect()).collect();
        Arc::new(Self { answers, asked: AtomicUsize::new(0) })
    }
}

#[async_trait]
impl Resolve for Rebinding {
    async fn resolve(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        let at = self.asked.fetch_add(1, Ordering::SeqCst).min(self.answers.len() - 1);
        Ok(self.answers[at].clone())
    }
}

/// A server on 127.0.0.1 that answers every connection with these bytes and then does what it is told.
struct Server {
    port: u16,
    heads: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone, Copy)]
enum Then {
    Close,
    /// Says nothing more and stays.
    Stay,
    /// Sends on for as long as somebody reads.
    Flood,
}

impl Server {
    async fn start(answer: impl Into<Vec<u8>>, then: Then) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let (answer, seen) = (Arc::new(answer.into()), Arc::clone(&heads));
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream, Arc::clone(&answer), Arc::clone(&seen), then));
            }
        });
        Self { port, heads }
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

async fn serve(mut stream: TcpStream, answer: Arc<Vec<u8>>, heads: Arc<Mutex<Vec<String>>>, then: Then) {
    let mut head = vec![0; 8192];
    let read = stream.read(&mut head).await.unwrap_or(0);
    heads.lock().unwrap().push(String::from_utf8_lossy(&head[..read]).into_owned());
    if stream.write_all(&answer).await.is_err() {
        return;
    }
    match then {
        Then::Close => {}
        // Ends when the client hangs up.
        Then::Stay => drop(stream.read(&mut head).await),
        Then::Flood => while stream.write_all(&[b'x'; 65_536]).await.is_ok() {},
    }
}

fn reach(policy: Policy, resolver: Arc<dyn Resolve>) -> Reach {
    Reach::with_resolver(policy, resolver).unwrap()
}

fn here() -> Policy {
    Policy { loopback: true, time: Duration::from_secs(20), ..Policy::default() }
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nset-cookie: a=b\r\n\r\nhi";

/// PRI-13
#[tokio::test]
async fn a_name_that_changes_its_mind_is_asked_once_and_connected_to_as_it_answered() {
    let server = Server::start(OK, Then::Close).await;
    // The second answer would be another machine.
    let resolver = Rebinding::new(&[&["127.0.0.1"], &["127.0.0.9"]]);
    let reach = reach(here(), Arc::clone(&resolver) as _);
    let url = format!("http://hooks.example.test:{}/a?b=c", server.port);
    let answer = reach.foreign(Request::post(&url, "application/json", b"{}".to_vec())).await.unwrap();
    assert_eq!((answer.status, answer.body.as_slice(), answer.is_success()), (200, &b"hi"[..], true));
    assert_eq!(resolver.asked.load(Ordering::SeqCst), 1);
    let head = server.heads().remove(0).to_lowercase();
    assert!(head.starts_with("post /a?b=c http/1.1\r\n"), "{head}");
    assert!(head.contains(&format!("host: hooks.example.test:{}", server.port)), "{head}");
    assert!(head.contains("user-agent: gatehouse/") && !head.contains("cookie") && !head.contains("referer"), "{head}");
    let again = reach.foreign(Request::get(&url)).await;
    assert!(again.is_err(), "the next exchange asks anew");
    assert_eq!(server.heads().len(), 1);
}

/// PRI-13
#[tokio::test]
async fn a_name_that_leads_inside_is_not_connected_to() {
    let server = Server::start(OK, Then::Close).await;
    for answers in [
        &["127.0.0.1"][..],
        &["93.184.215.14", "127.0.0.1"],
        &["10.0.0.1"],
        &["::ffff:127.0.0.1"],
        &["::1"],
        &["169.254.169.254"],
        &["fd00:ec2::254"],
        &["0.0.0.0"],
    ] {
        let policy = Policy { ports: vec![server.port], ..Policy::default() };
        let reach = reach(policy, Rebinding::new(&[answers]));
        let end = reach.foreign(Request::get(format!("https://hooks.example.test:{}/", server.port))).await;
        assert_eq!(end.unwrap_err(), Unreachable::Inside, "{answers:?}");
    }
    for url in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "127.1"] {
        let policy = Policy { ports: vec![server.port], ..Policy::default() };
        let end = Reach::new(policy).unwrap().foreign(Request::get(format!("https://{url}:{}/", server.port))).await;
        assert_eq!(end.unwrap_err(), Unreachable::Inside, "{url}");
    }
    assert_eq!(server.heads().len(), 0, "nobody has knocked");
}

/// PRI-13
#[tokio::test]
async fn development_reaches_this_machine_and_nothing_else_that_is_not_public() {
    let reach = reach(here(), Rebinding::new(&[&["10.0.0.1"], &["93.184.215.14"], &["93.184.215.14"]]));
    assert_eq!(reach.foreign(Request::get("https://a.example.test/")).await.unwrap_err(), Unreachable::Inside);
    let in_the_clear = reach.foreign(Request::get("http://a.example.test/")).await;
    assert_eq!(in_the_clear.unwrap_err(), Unreachable::NotEncrypted, "only what stays here may be http");
    let other_port = reach.foreign(Request::get("https://a.example.test:22/")).await;
    assert_eq!(other_port.unwrap_err(), Unreachable::Port(22));
}

/// PRI-13
#[tokio::test]
async fn a_redirect_is_an_answer_and_not_an_order() {
    let inside = Server::start(OK, Then::Close).await;
    let location = format!("http://127.0.0.1:{}/", inside.port);
    let moved = format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
    let server = Server::start(moved, Then::Close).await;
    let reach = reach(here(), Rebinding::new(&[&["127.0.0.1"]]));
    let url = format!("http://hooks.example.test:{}/", server.port);
    let answer = reach.foreign(Request::get(&url)).await.unwrap();
    assert_eq!((answer.status, answer.is_success()), (302, false));
    let answer = reach.configured(Request::get(format!("http://127.0.0.1:{}/", server.port))).await.unwrap();
    assert_eq!(answer.status, 302);
    assert_eq!(inside.heads().len(), 0);
}

/// ALL-6
#[tokio::test]
async fn an_answer_has_an_end_whatever_it_says_about_its_length() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n100000\r\n";
    for head in [
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 9999999999\r\n\r\n",
        &format!("{chunked}{}\r\n100000\r\n", "x".repeat(0x10_0000)),
    ] {
        let server = Server::start(head, Then::Flood).await;
        let reach = reach(here(), Rebinding::new(&[&["127.0.0.1"]]));
        let end = reach.foreign(Request::get(format!("http://hooks.example.test:{}/", server.port))).await;
        assert_eq!(end.unwrap_err(), Unreachable::TooLarge, "{head:.60}");
    }
    let short = Server::start("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhi", Then::Close).await;
    let whole = Server::start(format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(1024 * 1024)), Then::Close).await;
    let nonsense = Server::start("SSH-2.0-x\r\n", Then::Close).await;
    let reach = reach(here(), Rebinding::new(&[&["127.0.0.1"]]));
    let ask = async |server: &Server| {
        reach.foreign(Request::get(format!("http://hooks.example.test:{}/", server.port))).await
    };
    assert_eq!(ask(&short).await.unwrap_err(), Unreachable::Lost);
    assert_eq!(ask(&nonsense).await.unwrap_err(), Unreachable::Lost);
    assert_eq!(ask(&whole).await.unwrap().body.len(), 1024 * 1024, "a whole MiB is read");
}

/// ALL-6
#[tokio::test]
async fn a_server_that_takes_its_time_is_given_up() {
    for (answer, then) in [
        ("", Then::Stay),
        ("HTTP/1.1 200 OK\r\n", Then::Stay),
        ("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhi", Then::Stay),
    ] {
        let server = Server::start(answer, then).await;
        let policy = Policy { time: Duration::from_millis(200), ..here() };
        let reach = reach(policy, Rebinding::new(&[&["127.0.0.1"]]));
        let end = reach.foreign(Request::get(format!("http://hooks.example.test:{}/", server.port))).await;
        assert_eq!(end.unwrap_err(), Unreachable::Silent, "{answer:?}");
    }
    assert_eq!(Policy::default().time, Duration::from_secs(10));
    assert_eq!(Policy::default().bytes, 1024 * 1024);
}

/// PRI-13
#[tokio::test]
async fn what_is_not_tls_or_not_trusted_is_not_talked_to() {
    let server = Server::start(OK, Then::Close).await;
    let reach = reach(here(), Rebinding::new(&[&["127.0.0.1"]]));
    for url in [format!("https://hooks.example.test:{}/", server.port), format!("https://127.0.0.1:{}/", server.port)] {
        assert!(matches!(
            reach.foreign(Request::get(&url)).await.unwrap_err(),
            Unreachable::Tls | Unreachable::Refused | Unreachable::Lost
        ));
    }
    assert!(server.heads().iter().all(|head| !head.contains("HTTP/1.1")), "nothing was said in the clear");
    let configured = reach.configured(Request::get("http://s3.example.test/")).await;
    assert_eq!(configured.unwrap_err(), Unreachable::NotEncrypted);
    let local = reach.configured(Request::get(format!("http://127.0.0.1:{}/", server.port))).await.unwrap();
    assert_eq!(local.status, 200);
}

/// PRI-13
#[tokio::test]
async fn an_egress_proxy_gets_the_name_and_never_an_inner_address() {
    let proxy =
        Server::start("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n", Then::Close).await;
    let policy = Policy { egress_proxy: Some(format!("http://127.0.0.1:{}", proxy.port)), ..Policy::default() };
    let resolver = Rebinding::new(&[&["10.0.0.1"]]);
    let through = reach(policy, Arc::clone(&resolver) as _);
    assert!(through.foreign(Request::get("https://hooks.example.test/a")).await.is_err(), "the proxy said no");
    let head = proxy.heads().remove(0);
    assert!(head.starts_with("CONNECT hooks.example.test:443 "), "{head}");
    assert_eq!(resolver.asked.load(Ordering::SeqCst), 0, "the proxy resolves");
    for inside in ["https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://localhost/"] {
        assert_eq!(through.foreign(Request::get(inside)).await.unwrap_err(), Unreachable::Inside, "{inside}");
    }
    assert_eq!(proxy.heads().len(), 1);
    for wrong in ["proxy:3128", "https://proxy:3128", "socks5://proxy:1080", "http://"] {
        let policy = Policy { egress_proxy: Some(wrong.to_owned()), ..Policy::default() };
        assert!(Reach::new(policy).unwrap_err().to_string().starts_with("egress_proxy: "), "{wrong}");
    }
}

/// PRI-13
#[tokio::test]
async fn a_lasting_client_speaks_to_its_own_server_only_and_in_the_clear_to_this_machine_only() {
    let server = Server::start(OK, Then::Close).await;
    let reach = Reach::new(Policy::default()).unwrap();
    let own = format!("http://127.0.0.1:{}", server.port);
    let standing = reach.standing(&own, None).unwrap();
    let request = |url: String| http::Request::get(url).body(gatehouse_reach::Body::from("")).unwrap();
    let answer = standing.call(request(format!("{own}/bucket/a?b=c"))).await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    assert!(server.heads()[0].starts_with("GET /bucket/a?b=c HTTP/1.1"), "{:?}", server.heads());
    let others = ["http://127.0.0.1:9/a", "https://127.0.0.1/a", "http://localhost/a", "http://example.com/a"];
    for other in others {
        assert_eq!(standing.call(request(other.to_owned())).await.unwrap_err(), Unreachable::Refused, "{other}");
    }
    let moved = Server::start("HTTP/1.1 302 Found\r\nlocation: /b\r\ncontent-length: 0\r\n\r\n", Then::Close).await;
    let own = format!("http://127.0.0.1:{}", moved.port);
    let answer = reach.standing(&own, None).unwrap().call(request(own.clone())).await.unwrap();
    assert_eq!(answer.status().as_u16(), 302, "nobody is sent on");
    for wrong in ["http://s3.example.com", "ftp://127.0.0.1", "127.0.0.1:9000"] {
        assert!(reach.standing(wrong, None).is_err(), "{wrong}");
    }
    assert!(reach.standing("https://s3.example.com", Some("/nowhere.pem".as_ref())).is_err());
}

/// ALL-6, ALL-7
#[tokio::test]
async fn who_wants_to_know_that_there_is_an_answer_reads_its_beginning() {
    let reach = reach(here(), Rebinding::new(&[&["127.0.0.1"]]));
    let ask = async |server: &Server, bytes: usize| {
        let request = Request::get(format!("http://hooks.example.test:{}/", server.port));
        reach.foreign(request.reading(bytes)).await.map(|answer| (answer.status, answer.body.len()))
    };
    let flood = Server::start("HTTP/1.1 200 OK\r\n\r\n", Then::Flood).await;
    assert_eq!(ask(&flood, 4096).await, Ok((200, 4096)));
    assert_eq!(ask(&flood, 0).await, Ok((200, 0)));
    let short = Server::start(OK, Then::Close).await;
    assert_eq!(ask(&short, 4096).await, Ok((200, 2)));
}

/// PRI-13
#[tokio::test]
async fn an_address_is_judged_without_asking_anybody() {
    let resolver = Rebinding::new(&[&["10.0.0.1"]]);
    let strict = reach(Policy::default(), Arc::clone(&resolver) as _);
    for (url, judged) in [
        ("https://hooks.example.test/a", Ok(())),
        ("https://hooks.example.test:8443/a", Ok(())),
        ("http://hooks.example.test/", Err(Unreachable::NotEncrypted)),
        ("https://10.0.0.1/", Err(Unreachable::Inside)),
        ("https://hooks.example.test:25/", Err(Unreachable::Port(25))),
        ("hooks", Err(Unreachable::NotAnAddress)),
    ] {
        assert_eq!(strict.judge_foreign(url), judged, "{url}");
    }
    assert_eq!(resolver.asked.load(Ordering::SeqCst), 0);
}
