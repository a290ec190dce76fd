//! `kill -9` while mails come in and are answered (SUP-13): what was acknowledged is in exactly one request, once; what was not is brought again by the
//! mail server, and is no second one; every confirmation goes out.

use crate::kill::{Sink, end_leases};
use crate::server::Place;
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_db::{Db, DbConfig};
use gatehouse_testkit::postgres::empty_database;
use gatehouse_testkit::{NameServer, Says};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

pub const GENERAL: &str = "support@portal.example";
/// Mails of each of the two parts, and kills meanwhile.
const MAILS: usize = 24;
const KILLS: u64 = 8;

fn author(n: usize) -> String {
    format!("author{n}@mail.example")
}

fn letter(n: usize, to: &str, round: &str) -> String {
    format!(
        "From: {}\r\nTo: {to}\r\nSubject: Mail {n}\r\nMessage-ID: <{round}-{n}@mail.example>\r\n\
         Date: Sat, 21 Nov 2026 12:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b0\"\r\n\r\n\
         --b0\r\nContent-Type: text/plain\r\n\r\nThis is {round} {n}.\r\n\
         --b0\r\nContent-Type: text/plain; name=\"{n}.log\"\r\nContent-Disposition: attachment; filename=\"{n}.log\"\r\n\r\n\
         line of {n}\r\n--b0--\r\n",
        author(n)
    )
}

/// Brings a mail by LMTP; whether it was acknowledged.
fn bring(port: u16, n: usize, to: &str, mail: &str) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut answers = BufReader::new(stream.try_clone().unwrap());
    let mut says = |line: &str| -> Option<String> {
        if !line.is_empty() {
            stream.write_all(line.as_bytes()).ok()?;
        }
        loop {
            let mut answer = String::new();
            if answers.read_line(&mut answer).ok()? == 0 {
                return None;
            }
            // `250-` goes on, `250 ` is the last line.
            if answer.as_bytes().get(3) == Some(&b' ') {
                return Some(answer);
            }
        }
    };
    let mut talk = || -> Option<bool> {
        says("")?;
        says("LHLO mx.mail.example\r\n")?;
        says(&format!("MAIL FROM:<{}>\r\n", author(n)))?;
        says(&format!("RCPT TO:<{to}>\r\n"))?;
        says("DATA\r\n")?;
        Some(says(&format!("{mail}.\r\n"))?.starts_with("250"))
    };
    talk().unwrap_or(false)
}

pub fn rows(config: &DbConfig, text: &str) -> i64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(config).await.unwrap();
        let row = db.reader().query_one_raw(Statement::from_string(db.backend(), text)).await.unwrap().unwrap();
        db.close().await.unwrap();
        row.try_get("", "n").unwrap()
    })
}

pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..2_400 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("it did not happen: {what}");
}

/// Brings every mail to its address while the server is killed again and again; each is brought until it was acknowledged.
/// `second`: where another node takes part, which stays.
fn under_kills(place: &Place, config: &DbConfig, (port, second): (u16, Option<u16>), round: &str, to: &[String]) {
    let listen = second.map(|port| format!("127.0.0.1:{port}"));
    let other = listen.as_deref().map(|listen| place.serve_with(&[], &[("GATEHOUSE__INBOX__LMTP_LISTEN", listen)]));
    let mut open: BTreeSet<usize> = (0..to.len()).collect();
    for kill in 0..KILLS {
        end_leases(config);
        let server = place.serve(&[]);
        let (part, rest): (Vec<usize>, Vec<usize>) =
            open.iter().partition(|n| **n % 3 != usize::try_from(kill).unwrap() % 3);
        std::thread::scope(|scope| {
            let bringing = scope.spawn(|| {
                part.iter()
                    .copied()
                    .filter(|n| !bring(port, *n, &to[*n], &letter(*n, &to[*n], round)))
                    .collect::<Vec<_>>()
            });
            std::thread::sleep(Duration::from_millis(40 + 45 * kill));
            server.kill();
            open = bringing.join().unwrap().into_iter().chain(rest.clone()).collect();
        });
    }
    end_leases(config);
    let server = place.serve(&[]);
    for n in open {
        assert!(bring(port, n, &to[n], &letter(n, &to[n], round)), "the mail {n} is refused");
    }
    wait_until("every mail is read", || {
        let waiting = "select count(*) as n from incoming_mail where state <> 'read'";
        rows(config, waiting) == rows(config, "select count(*) as n from incoming_mail where state = 'receiving'")
    });
    assert_eq!(server.stop(), Some(0));
    if let Some(other) = other {
        assert_eq!(other.stop(), Some(0));
    }
}

/// Where answers to each request go, by its author: from the confirmations.
fn reply_addresses(sink: &Sink) -> BTreeMap<String, String> {
    let received = sink.received.lock().unwrap();
    let mails = received.iter().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    mails
        .filter_map(|mail| {
            let reply_to = mail["headers"]["reply-to"].as_str()?.trim_matches(['<', '>']).to_owned();
            Some((mail["to"][0].as_str()?.to_owned(), reply_to))
        })
        .collect()
}

fn torture(place: &Place, sink: &Sink, config: &DbConfig, port: (u16, Option<u16>)) {
    assert!(place.run(&["migrate", "--new"]).status.success());
    under_kills(place, config, port, "question", &vec![GENERAL.to_owned(); MAILS]);
    let questions = i64::try_from(MAILS).unwrap();
    for (text, expected) in [
        ("select count(*) as n from request", questions),
        ("select count(distinct number) as n from request", questions),
        ("select count(*) as n from request_message", questions),
        ("select count(*) as n from request_file where message_id is not null", questions),
        ("select count(*) as n from request_file where message_id is null", 0),
        ("select count(*) as n from message_ref", questions),
        ("select count(*) as n from job where kind = 'inbox.read' and dead_at is not null", 0),
    ] {
        assert_eq!(rows(config, text), expected, "{text}");
    }
    let server = place.serve(&[]);
    wait_until("everybody has their number", || reply_addresses(sink).len() == MAILS);
    assert_eq!(server.stop(), Some(0));
    let addresses = reply_addresses(sink);
    let to: Vec<String> = (0..MAILS).map(|n| addresses[&author(n)].clone()).collect();
    under_kills(place, config, port, "answer", &to);
    for (text, expected) in [
        ("select count(*) as n from request", questions),
        ("select count(*) as n from request_message where not unconfirmed", 2 * questions),
        (
            "select count(*) as n from request r where r.messages <> (select count(*) from request_message m where m.request_id = r.id)",
            0,
        ),
        (
            "select count(*) as n from request r where r.last_event <> (select count(*) from request_event e where e.request_id = r.id)",
            0,
        ),
        ("select count(*) as n from message_ref", 2 * questions),
    ] {
        assert_eq!(rows(config, text), expected, "{text}");
    }
}

/// A place into which mail comes, a name server that knows nothing, and the port.
pub fn place(sink: &Sink, names: &NameServer) -> (Place, u16) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let place = Place::new()
        .set("MAIL", &format!("smtp://127.0.0.1:{}", sink.port))
        .set("RATE_LIMITS", "false")
        .set("NAME_SERVERS", &names.address().to_string())
        .set("INBOX__ADDRESS", GENERAL)
        .set("INBOX__LMTP_LISTEN", &format!("127.0.0.1:{port}"));
    (place, port)
}

pub fn with_names() -> (tokio::runtime::Runtime, NameServer) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let names = runtime.block_on(NameServer::start());
    names.says(Says::NoRecords);
    (runtime, names)
}

/// SUP-13, ALL-4
#[test]
fn kills_lose_and_double_no_mail_on_the_embedded_database() {
    let (sink, (_runtime, names)) = (Sink::start(), with_names());
    let (place, port) = place(&sink, &names);
    let config = DbConfig::Sqlite(place.path().join("data/gatehouse.db"));
    torture(&place, &sink, &config, (port, None));
}

/// SUP-13, ALL-4, ALL-6
#[test]
fn kills_lose_and_double_no_mail_on_two_nodes_of_postgresql() {
    let (sink, (runtime, names)) = (Sink::start(), with_names());
    let database = runtime.block_on(empty_database()).unwrap();
    let (place, port) = place(&sink, &names);
    let place = place.set("DATABASE", database.url());
    let second = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    torture(&place, &sink, &DbConfig::from_url(database.url()).unwrap(), (port, Some(second)));
}
