//! Mailboxes by IMAP, at a server of the test: which mails are new is told by their numbers, and each is taken once.

use crate::fixture::GENERAL;
use crate::letter::Letter;
use crate::world::{Keeper, keeper, rows, workers};
use gatehouse_core::{MINUTE, Secret};
use gatehouse_inbox::{Inbox, Mailbox, Receiver};
use gatehouse_reach::{Policy, Reach};
use gatehouse_testkit::{TestEngine, World};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What lies in the mailbox.
#[derive(Default)]
struct Lying {
    validity: u32,
    mails: BTreeMap<u32, Vec<u8>>,
    /// This one is never handed over.
    broken: Option<u32>,
    /// This one is too large.
    large: Option<u32>,
    said: Vec<String>,
}

#[derive(Clone)]
struct Server {
    lying: Arc<Mutex<Lying>>,
    address: SocketAddr,
}

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self { address: listener.local_addr().unwrap(), lying: Arc::default() };
        server.lying.lock().unwrap().validity = 1;
        let own = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(own.clone().serve(stream));
            }
        });
        server
    }

    fn put(&self, uid: u32, letter: &Letter) {
        self.lying.lock().unwrap().mails.insert(uid, letter.build());
    }

    async fn serve(self, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        stream.get_mut().write_all(b"* OK ready\r\n").await.unwrap();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return;
            }
            let answer = self.answer(line.trim_end());
            stream.get_mut().write_all(&answer).await.unwrap();
        }
    }

    fn answer(&self, line: &str) -> Vec<u8> {
        let mut lying = self.lying.lock().unwrap();
        let (tag, command) = line.split_once(' ').unwrap_or((line, ""));
        lying.said.push(command.to_owned());
        let ok = format!("{tag} OK done\r\n");
        let words: Vec<&str> = command.split(' ').collect();
        match words.as_slice() {
            ["LOGIN", _, "\"wrong\""] => format!("{tag} NO wrong\r\n").into_bytes(),
            ["EXAMINE", ..] => format!(
                "* {} EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY {}] x\r\n* OK [UIDNEXT 100] x\r\n{tag} OK [READ-ONLY] done\r\n",
                lying.mails.len(),
                lying.validity
            )
            .into_bytes(),
            ["UID", "SEARCH", "UID", range] => {
                let from: u32 = range.trim_end_matches(":*").parse().unwrap();
                // `n:*` names the last one even where its number is smaller.
                let last = lying.mails.keys().next_back().copied();
                let found = lying.mails.keys().copied().filter(|uid| *uid >= from || Some(*uid) == last);
                let found: Vec<String> = found.map(|uid| uid.to_string()).collect();
                format!("* SEARCH {}\r\n{ok}", found.join(" ")).into_bytes()
            }
            ["UID", "FETCH", uid, what @ ..] => {
                let uid: u32 = uid.parse().unwrap();
                let Some(mail) = lying.mails.get(&uid) else { return ok.into_bytes() };
                if what.join(" ").contains("BODY.PEEK[HEADER]") {
                    let end = mail.windows(4).position(|four| four == b"\r\n\r\n").map_or(mail.len(), |at| at + 4);
                    let head = format!("* 1 FETCH (UID {uid} BODY[HEADER] {{{end}}}\r\n");
                    return [head.as_bytes(), &mail[..end], b")\r\n", ok.as_bytes()].concat();
                }
                if what.join(" ").contains("BODY.PEEK[]") && lying.broken == Some(uid) {
                    return format!("{tag} NO it cannot be read\r\n").into_bytes();
                }
                if what.join(" ").contains("BODY.PEEK[]") {
                    let head = format!("* 1 FETCH (UID {uid} BODY[] {{{}}}\r\n", mail.len());
                    return [head.as_bytes(), mail, b")\r\n", ok.as_bytes()].concat();
                }
                let size = if lying.large == Some(uid) { 40_000_000 } else { mail.len() };
                format!("* 1 FETCH (UID {uid} RFC822.SIZE {size})\r\n{ok}").into_bytes()
            }
            ["LOGOUT"] => format!("* BYE bye\r\n{ok}").into_bytes(),
            _ => ok.into_bytes(),
        }
    }
}

/// A world that reads this mailbox; `password` lets in or not.
async fn reading(engine: TestEngine, server: &Server, password: &str) -> World {
    let mailbox = Mailbox {
        name: "main".to_owned(),
        host: "127.0.0.1".to_owned(),
        port: server.address.port(),
        tls: false,
        user: "support".to_owned(),
        password: Secret::new(password.to_owned()),
        folder: "INBOX".to_owned(),
    };
    let inbox = Inbox { general: GENERAL.to_owned(), mailboxes: vec![mailbox], ..Inbox::default() };
    World::with(engine, Vec::new(), |parts| {
        parts.services.put(workers());
        let keeper = Keeper::default();
        parts.services.put(keeper.clone());
        parts.services.put(Receiver(Arc::new(keeper)));
        parts.services.put(Reach::new(Policy::default()).unwrap());
        parts.services.put(inbox);
    })
    .await
}

async fn minute(world: &World) {
    world.advance(MINUTE);
    world.run_jobs().await;
}

/// SUP-13: by UID and UIDVALIDITY, never by who has read it (freescout 3406)
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_mail_of_a_mailbox_is_taken_once_on_sqlite() {
    each_mail_is_taken_once(TestEngine::Sqlite).await;
}

/// SUP-13
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_mail_of_a_mailbox_is_taken_once_on_postgres() {
    each_mail_is_taken_once(TestEngine::Postgres).await;
}

async fn each_mail_is_taken_once(engine: TestEngine) {
    let server = Server::start().await;
    let world = reading(engine, &server, "right").await;
    server.put(3, &Letter::new("one").text("T"));
    server.put(7, &Letter::new("two").text("T"));
    minute(&world).await;
    minute(&world).await;
    assert_eq!(rows(&world.cx()).await.len(), 2);
    server.put(8, &Letter::new("three").text("T"));
    minute(&world).await;
    assert_eq!(rows(&world.cx()).await.len(), 3);
    let said = server.lying.lock().unwrap().said.join("\n");
    assert!(said.contains("EXAMINE") && !said.contains("SELECT"), "nothing is changed there: {said}");
    assert!(!said.to_lowercase().contains("seen") && !said.contains("STORE"), "{said}");
    // Another validity: all numbers are new, and so are all mails.
    server.lying.lock().unwrap().validity = 2;
    minute(&world).await;
    assert_eq!(rows(&world.cx()).await.len(), 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailbox_that_lets_nobody_in_stops_nothing() {
    let server = Server::start().await;
    server.put(1, &Letter::new("one").text("T"));
    let world = reading(TestEngine::Sqlite, &server, "wrong").await;
    minute(&world).await;
    assert!(rows(&world.cx()).await.is_empty());
    assert!(keeper(&world).subjects().is_empty());
}

/// SUP-13: one mail that its server cannot hand over keeps the others out for some minutes, and not for ever (freescout 4293)
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_that_cannot_be_fetched_is_passed_over() {
    let server = Server::start().await;
    let world = reading(TestEngine::Sqlite, &server, "right").await;
    server.put(3, &Letter::new("poisoned").text("T"));
    server.put(4, &Letter::new("behind it").text("T"));
    server.lying.lock().unwrap().broken = Some(3);
    for _ in 0..4 {
        minute(&world).await;
        assert!(keeper(&world).subjects().is_empty());
    }
    minute(&world).await;
    minute(&world).await;
    assert_eq!(keeper(&world).subjects(), ["behind it"]);
    server.put(5, &Letter::new("the next").text("T"));
    minute(&world).await;
    assert_eq!(keeper(&world).subjects(), ["behind it", "the next"]);
}

/// SUP-13: what is too large stays there; its sender is told, and nothing waits for it
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_that_is_too_large_stays_and_its_sender_is_told() {
    let server = Server::start().await;
    let world = reading(TestEngine::Sqlite, &server, "right").await;
    server.put(3, &Letter::new("a dump").text("T"));
    server.put(4, &Letter::new("behind it").text("T"));
    server.lying.lock().unwrap().large = Some(3);
    minute(&world).await;
    minute(&world).await;
    assert_eq!(keeper(&world).subjects(), ["behind it"]);
    assert_eq!(*keeper(&world).too_large.lock().unwrap(), ["alice@cust.example"], "once");
}
