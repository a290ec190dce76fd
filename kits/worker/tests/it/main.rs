//! The worker: what a parser can and cannot do, and what its faults cost the server.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod kinds;

use gatehouse_guard::Asker;
use gatehouse_worker::{Limits, Parsed, Parser, ParserProcess, Unread, Workers};
use kinds::{LIMITS, Probe, Slow, Small};
use std::path::PathBuf;

/// The example beside this test's program.
fn probe() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let program = own.parent().and_then(|folder| folder.parent()).unwrap().join("examples/worker_probe");
    assert!(program.exists(), "{} is built with the tests", program.display());
    program
}

fn workers() -> Workers {
    Workers::new(probe(), 2)
}

async fn ask(workers: &Workers, asked: &str, bytes: &[u8]) -> Result<Parsed<String>, Unread<String>> {
    workers.parse::<Probe>(&Asker::program(), &asked.to_owned(), bytes).await.unwrap()
}

async fn found(asked: &str) -> String {
    ask(&workers(), asked, b"").await.unwrap().found
}

#[tokio::test]
async fn what_a_parser_finds_and_makes_comes_back() {
    let picture = vec![7; 1 << 20];
    let parsed = ask(&workers(), "echo", &picture).await.unwrap();
    assert_eq!(parsed, Parsed { found: "echo".to_owned(), bytes: picture });
}

#[tokio::test]
async fn a_parser_refuses_with_its_own_reason() {
    assert_eq!(ask(&workers(), "refuse", b"").await, Err(Unread::Refused("not mine".to_owned())));
}

#[tokio::test]
async fn a_parser_reaches_no_file_no_network_no_process_no_thread_and_no_environment() {
    for asked in ["files", "make a file", "network", "process", "thread"] {
        let answer = found(asked).await;
        assert_ne!(answer, "possible", "{asked}");
    }
    assert_eq!(found("environment").await, "MALLOC_CONF", "nothing but the variable of its allocator");
}

#[tokio::test]
async fn what_takes_too_much_is_ended() {
    let workers = workers();
    assert_eq!(ask(&workers, "memory", b"").await, Err(Unread::TooMuch));
    assert_eq!(ask(&workers, "long answer", b"").await, Err(Unread::TooMuch));
    let slow = workers.parse::<Slow>(&Asker::program(), &String::new(), b"").await.unwrap();
    assert_eq!(slow.err(), Some(Unread::TooMuch));
    let large = workers.parse::<Small>(&Asker::program(), &String::new(), b"12345").await.unwrap();
    assert_eq!(large.err(), Some(Unread::TooLarge));
    assert_eq!(ask(&workers, "refuse", b"").await, Err(Unread::Refused("not mine".to_owned())), "the next one works");
}

#[tokio::test]
async fn a_parser_that_breaks_off_costs_one_file() {
    let workers = workers();
    for _ in 0..5 {
        assert_eq!(ask(&workers, "panic", b"a secret").await, Err(Unread::Broken));
    }
    assert!(ask(&workers, "echo", b"x").await.is_ok());
}

async fn say(workers: &Workers, process: &mut ParserProcess<Probe>, asked: &str) -> Result<String, Unread<String>> {
    let answer = workers.ask(process, &Asker::program(), &asked.to_owned(), b"the bytes").await.unwrap();
    answer.map(|parsed| parsed.found)
}

#[tokio::test]
async fn one_child_answers_several_questions_about_its_bytes_and_gets_no_others() {
    let workers = workers();
    let mut process = ParserProcess::new();
    let first = say(&workers, &mut process, "number").await.unwrap();
    assert_eq!(say(&workers, &mut process, "length").await.unwrap(), "9", "it has them still");
    assert_eq!(say(&workers, &mut process, "refuse").await, Err(Unread::Refused("not mine".to_owned())));
    assert_eq!(say(&workers, &mut process, "number").await.unwrap(), first);
    let mut other = ParserProcess::new();
    assert_ne!(say(&workers, &mut other, "number").await.unwrap(), first);
    assert_ne!(found("number").await, first);
    process.end().await.unwrap();
}

#[tokio::test]
async fn a_child_that_ends_on_a_later_question_is_replaced_once() {
    let workers = workers();
    let mut process = ParserProcess::new();
    let first = say(&workers, &mut process, "number").await.unwrap();
    assert_eq!(say(&workers, &mut process, "panic").await, Err(Unread::Broken), "the new one too");
    assert_eq!(say(&workers, &mut process, "memory").await, Err(Unread::TooMuch));
    assert_eq!(say(&workers, &mut process, "length").await.unwrap(), "9", "it has the bytes");
    assert_ne!(say(&workers, &mut process, "number").await.unwrap(), first);
}

#[tokio::test]
async fn a_child_between_two_questions_holds_no_place() {
    let workers = Workers::new(probe(), 1);
    let (mut one, mut other) = (ParserProcess::new(), ParserProcess::new());
    for _ in 0..3 {
        assert_eq!(say(&workers, &mut one, "length").await.unwrap(), "9");
        assert_eq!(say(&workers, &mut other, "length").await.unwrap(), "9");
    }
    assert!(ask(&workers, "echo", b"x").await.is_ok());
}

#[tokio::test]
async fn an_unknown_kind_is_broken() {
    struct Other;
    impl Parser for Other {
        const KIND: &'static str = "probe.other";
        const LIMITS: Limits = LIMITS;
        type Asked = String;
        type Found = String;
        type Refused = String;
        fn parse(_: String, _: &[u8]) -> Result<Parsed<String>, String> {
            Err(String::new())
        }
    }
    let answer = workers().parse::<Other>(&Asker::program(), &String::new(), b"").await.unwrap();
    assert_eq!(answer.err(), Some(Unread::Broken));
}

#[tokio::test]
async fn requests_that_go_away_give_their_places_back() {
    let workers = Workers::new(probe(), 1);
    let asker = Asker::program();
    let nothing = String::new();
    let echo = "echo".to_owned();
    {
        let slow = workers.parse::<Slow>(&asker, &nothing, b"");
        let waiting = workers.parse::<Probe>(&asker, &echo, b"");
        tokio::pin!(slow, waiting);
        // Both are begun and left: the first with its child running, the second in the line.
        assert!(futures_now(&mut slow).await.is_none());
        assert!(futures_now(&mut waiting).await.is_none());
    }
    assert!(ask(&workers, "echo", b"").await.is_ok());
}

async fn futures_now<T>(future: &mut (impl Future<Output = T> + Unpin)) -> Option<T> {
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(match std::pin::Pin::new(&mut *future).poll(context) {
            std::task::Poll::Ready(value) => Some(value),
            std::task::Poll::Pending => None,
        })
    })
    .await
}
