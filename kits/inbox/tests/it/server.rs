//! The listener, driven by an SMTP client of the test: what it takes, what it refuses, what it never lets through.

use crate::fixture::GENERAL;
use crate::letter::Letter;
use crate::world::{keeper, rows};
use gatehouse_core::HOUR;
use gatehouse_inbox::smtp::{self, Protocol, budget};
use gatehouse_inbox::tables::incoming_mail::State;
use gatehouse_listen::Port;
use gatehouse_testkit::{TestEngine, World, both_engines};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::watch;

/// A served port; it ends with this.
struct Served {
    address: SocketAddr,
    _stop: watch::Sender<bool>,
}

fn serve(world: &World, protocol: Protocol) -> Served {
    let port = Port::open("test", SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    let address = port.address().unwrap();
    let (stop, stopped) = watch::channel(false);
    let app = Arc::clone(&world.app);
    tokio::spawn(async move { smtp::serve(app, port, protocol, None, stopped).await });
    Served { address, _stop: stop }
}

struct Client(BufReader<TcpStream>);

impl Client {
    /// Connects and greets.
    async fn greet(served: &Served, word: &str) -> Self {
        let mut client = Self(BufReader::new(TcpStream::connect(served.address).await.unwrap()));
        assert!(client.reply().await.starts_with("220"));
        let hello = client.say(&format!("{word} mx.cust.example")).await;
        // More than is taken: what is larger than this, servers send back without our words.
        assert!(hello.contains("SIZE 125829120") && hello.contains("PIPELINING"), "{hello}");
        client
    }

    /// A whole reply.
    async fn reply(&mut self) -> String {
        let mut whole = String::new();
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).await.unwrap_or(0) == 0 {
                return whole;
            }
            let is_last = line.as_bytes().get(3) != Some(&b'-');
            whole.push_str(&line);
            if is_last {
                return whole;
            }
        }
    }

    async fn send(&mut self, bytes: &[u8]) {
        self.0.get_mut().write_all(bytes).await.unwrap();
    }

    async fn say(&mut self, line: &str) -> String {
        self.send(format!("{line}\r\n").as_bytes()).await;
        self.reply().await
    }

    async fn begin(&mut self) {
        assert!(self.say("MAIL FROM:<alice@cust.example>").await.starts_with("250"));
        assert!(self.say(&format!("RCPT TO:<{GENERAL}>")).await.starts_with("250"));
        assert!(self.say("DATA").await.starts_with("354"));
    }

    async fn mail(&mut self, raw: &[u8]) -> String {
        self.begin().await;
        self.send(raw).await;
        self.send(b".\r\n").await;
        self.reply().await
    }
}

both_engines! {
    /// SUP-13: a mail is there once its sender was told so
    async fn a_mail_comes_by_lmtp_and_is_there_before_it_is_acknowledged(world: World) {
        let served = serve(&world, Protocol::Lmtp);
        let mut client = Client::greet(&served, "LHLO").await;
        assert!(client.say("XFORWARD ADDR=192.0.2.9 HELO=mx.cust.example").await.starts_with("250"));
        assert!(client.say("MAIL FROM:<alice@cust.example>").await.starts_with("250"));
        for to in [GENERAL, "support+x@portal.example"] {
            assert!(client.say(&format!("RCPT TO:<{to}>")).await.starts_with("250"));
        }
        assert!(client.say("DATA").await.starts_with("354"));
        client.send(&Letter::new("Hello").text("..\nT").build()).await;
        client.send(b".\r\n").await;
        // A reply for each recipient, of one mail.
        assert!(client.reply().await.starts_with("250") && client.reply().await.starts_with("250"));
        let kept = rows(&world.cx()).await;
        assert_eq!((kept.len(), kept[0].state), (1, State::Waiting));
        assert!(client.say("QUIT").await.starts_with("221"));
        world.run_jobs().await;
        assert_eq!(keeper(&world).got.lock().unwrap()[0].1, ".\nT");
    }

    /// SUP-13: 552 with the address of the upload page
    async fn a_mail_that_is_too_large_is_told_where_large_files_go(world: World) {
        let served = serve(&world, Protocol::Smtp);
        let mut client = Client::greet(&served, "EHLO").await;
        let said = client.say("MAIL FROM:<alice@cust.example> SIZE=40000000").await;
        assert!(said.starts_with("552 5.3.4") && said.contains("https://portal.example/support/upload"), "{said}");
        client.begin().await;
        client.send(b"Subject: x\r\n\r\n").await;
        let line = [vec![b'x'; 998], b"\r\n".to_vec()].concat();
        for _ in 0..32 * 1_049 {
            client.send(&line).await;
        }
        client.send(b".\r\n").await;
        let said = client.reply().await;
        assert!(said.starts_with("552 5.3.4") && said.contains("https://portal.example/support/upload"), "{said}");
        assert!(rows(&world.cx()).await.is_empty(), "nothing of it is left");
        // The connection goes on.
        assert!(client.mail(&Letter::new("small").text("T").build()).await.starts_with("250"));
    }

    /// SUP-13: half a mail is none
    async fn a_mail_whose_sender_goes_away_is_not_kept(world: World) {
        let served = serve(&world, Protocol::Smtp);
        let mut client = Client::greet(&served, "EHLO").await;
        client.begin().await;
        client.send(b"Subject: x\r\n\r\nhalf").await;
        drop(client);
        // The next one is served all the same, and when it is taken the first one's end was seen.
        let mut client = Client::greet(&served, "EHLO").await;
        assert!(client.mail(&Letter::new("whole").text("T").build()).await.starts_with("250"));
        for _ in 0..200 {
            if rows(&world.cx()).await.len() == 1 {
                break;
            }
            tokio::task::yield_now().await;
        }
        world.run_jobs().await;
        assert_eq!(keeper(&world).subjects(), ["whole"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_words_are_refused_and_nothing_is_relayed() {
    let world = crate::world(TestEngine::Sqlite).await;
    let served = serve(&world, Protocol::Smtp);
    let mut client = Client::greet(&served, "EHLO").await;
    assert!(client.say("RCPT TO:<support@portal.example>").await.starts_with("503"));
    assert!(client.say("DATA").await.starts_with("503"));
    assert!(client.say("MAIL FROM:<eve@x.example>").await.starts_with("250"));
    assert!(client.say("RCPT TO:<somebody@else.example>").await.starts_with("550"), "no relay");
    assert!(client.say("RCPT TO:<sales@portal.example>").await.starts_with("550"));
    assert!(client.say("AUTH PLAIN AGEAYg==").await.starts_with("502"));
    assert!(client.say("LHLO x").await.starts_with("500"));
    assert!(client.say("STARTTLS").await.starts_with("500"), "it is not configured");
    assert!(client.say("RSET").await.starts_with("250"));
    for n in 0..20 {
        let said = client.say("GET / HTTP/1.1").await;
        if said.starts_with("421") {
            assert!(n < 10);
            return;
        }
    }
    panic!("it is answered for ever");
}

/// security.md G3: who brings nothing makes room for who brings mails
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_that_bring_no_mail_come_to_an_end() {
    let world = crate::world(TestEngine::Sqlite).await;
    let served = serve(&world, Protocol::Smtp);
    let mut client = Client::greet(&served, "EHLO").await;
    for _ in 0..90 {
        assert!(client.say("NOOP").await.starts_with("250"));
    }
    // A mail counts anew.
    assert!(client.mail(&Letter::new("Hello").text("T").build()).await.starts_with("250"));
    for n in 0..smtp::MOST_IDLE {
        let command = ["NOOP", "RSET", "EHLO mx.cust.example"][n % 3];
        assert!(client.say(command).await.starts_with("250"));
    }
    assert!(client.say("NOOP").await.starts_with("421"));
    assert!(client.reply().await.is_empty(), "it is closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_may_come_all_at_once_and_nothing_hides_in_a_mail() {
    let world = crate::world(TestEngine::Sqlite).await;
    let served = serve(&world, Protocol::Smtp);
    let mut client = Client::greet(&served, "EHLO").await;
    let hidden = "Subject: one\r\n\r\nT\r\n.\nMAIL FROM:<eve@x.example>\nRCPT TO:<support@portal.example>\nDATA\nSubject: two\n\nT\r\n.\r\n";
    let all = format!("MAIL FROM:<a@b.example>\r\nRCPT TO:<{GENERAL}>\r\nDATA\r\n{hidden}NOOP\r\nQUIT\r\n");
    client.send(all.as_bytes()).await;
    for wanted in ["250", "250", "354", "250", "250", "221"] {
        let said = client.reply().await;
        assert!(said.starts_with(wanted), "{wanted}: {said}");
    }
    assert_eq!(rows(&world.cx()).await.len(), 1);
}

/// SUP-13: who can reach the port does not fill the storage
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_at_the_port_brings_so_many_mails_and_so_many_bytes() {
    let world = World::with(TestEngine::Sqlite, Vec::new(), |parts| parts.limits = true).await;
    let cx = world.cx();
    let (many, large) = ("203.0.113.5".parse().unwrap(), "198.51.100.7".parse().unwrap());
    assert_eq!((0..200).filter(|_| budget::admits(&cx, many).unwrap()).count(), 100);
    for _ in 0..10 {
        assert!(budget::admits(&cx, large).unwrap());
        budget::took(&cx, large, 30 << 20).unwrap();
    }
    assert!(!budget::admits(&cx, large).unwrap(), "300 MiB");
    world.advance(HOUR);
    assert!(
        budget::admits(&cx, many).unwrap() && budget::admits(&cx, large).unwrap(),
        "nothing is lost: they come again"
    );
}

/// SUP-13: where one mail came from says nothing of the next one
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_knows_of_one_mail_is_not_believed_of_the_next() {
    let world = crate::world(TestEngine::Sqlite).await;
    let served = serve(&world, Protocol::Lmtp);
    let mut client = Client::greet(&served, "LHLO").await;
    assert!(client.say("XFORWARD ADDR=192.0.2.9 HELO=mx.cust.example").await.starts_with("250"));
    assert!(client.mail(&Letter::new("one").text("T").build()).await.starts_with("250"));
    assert!(client.mail(&Letter::new("two").text("T").build()).await.starts_with("250"));
    world.run_jobs().await;
    let mut from = keeper(&world).from.lock().unwrap().clone();
    from.sort();
    assert_eq!(from, [None, Some("192.0.2.9".parse().unwrap())]);
}
