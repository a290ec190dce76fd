//! The service for leaked passwords, played by a small server on this machine.
#![allow(clippy::disallowed_methods, reason = "the tests are the other end of the connections")]

use gatehouse_core::Secret;
use gatehouse_guard::Asker;
use gatehouse_passwords::{Cost, HashPool, LeakService, PasswordError};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// `Correct-Horse-7`, and the part of its SHA-1 that is not told.
const LEAKED: &str = "Correct-Horse-7";

/// What the server does with a request.
#[derive(Clone)]
enum Does {
    /// Answers with these lines.
    Answers(String),
    /// Answers with this status.
    Refuses(&'static str),
    /// Says nothing.
    Waits,
}

struct Service {
    url: String,
    heads: Arc<Mutex<Vec<String>>>,
}

async fn service(does: Does) -> Service {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/range", listener.local_addr().unwrap());
    let heads = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&heads);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (does, seen) = (does.clone(), Arc::clone(&seen));
            tokio::spawn(async move {
                let mut head = vec![0; 8192];
                let read = stream.read(&mut head).await.unwrap_or(0);
                seen.lock().unwrap().push(String::from_utf8_lossy(&head[..read]).into_owned());
                let answer = match does {
                    Does::Answers(lines) => {
                        format!(
                            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{lines}",
                            lines.len()
                        )
                    }
                    Does::Refuses(status) => {
                        format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                    }
                    Does::Waits => return drop(stream.read(&mut head).await),
                };
                drop(stream.write_all(answer.as_bytes()).await);
            });
        }
    });
    Service { url, heads }
}

/// The SHA-1 of a text, in two parts, by another implementation than the one that is tested.
fn parts(text: &str) -> (String, String) {
    let hash = plain_sha1(text.as_bytes());
    (hash[..5].to_owned(), hash[5..].to_owned())
}

/// FIPS 180-4, 6.1.2, as it is written there.
fn plain_sha1(message: &[u8]) -> String {
    let mut state: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    let mut bytes = message.to_vec();
    bytes.push(0x80);
    while bytes.len() % 64 != 56 {
        bytes.push(0);
    }
    bytes.extend((message.len() as u64 * 8).to_be_bytes());
    for block in bytes.chunks(64) {
        let mut w: Vec<u32> = block.chunks(4).map(|four| u32::from_be_bytes(four.try_into().unwrap())).collect();
        for t in 16..80 {
            w.push((w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16]).rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (t, word) in w.iter().enumerate() {
            let (f, k) = match t {
                0..20 => ((b & c) | (!b & d), 0x5a82_7999),
                20..40 => (b ^ c ^ d, 0x6ed9_eba1),
                40..60 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let next = a.rotate_left(5).wrapping_add(f).wrapping_add(e).wrapping_add(k).wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (kept, new) in state.iter_mut().zip([a, b, c, d, e]) {
            *kept = kept.wrapping_add(new);
        }
    }
    state.iter().map(|word| format!("{word:08X}")).collect()
}

fn pool(url: &str) -> HashPool {
    HashPool::new(1, Cost::Cheap).with_leak_service(LeakService::new(url).unwrap())
}

async fn judged(pool: &HashPool, password: &str) -> Result<(), Vec<PasswordError>> {
    pool.check(&Asker::program(), Secret::new(password.to_owned()), "ada@example.com", &[]).await.unwrap()
}

/// ACC-5
#[tokio::test]
async fn five_digits_of_the_hash_are_told_and_the_rest_is_compared_here() {
    let (told, rest) = parts(LEAKED);
    let lines = format!("0000000000000000000000000000000000A:5\r\n{rest}:42\r\n");
    let service = service(Does::Answers(lines)).await;
    let pool = pool(&service.url);
    assert_eq!(judged(&pool, LEAKED).await, Err(vec![PasswordError::Leaked]));
    let heads = service.heads.lock().unwrap().clone();
    let (line, rest_of_head) = heads[0].split_once("\r\n").unwrap();
    assert_eq!(line, format!("GET /range/{told} HTTP/1.1"), "nothing else of the password is told");
    assert!(rest_of_head.to_lowercase().contains("add-padding: true"), "{rest_of_head}");
    assert!(!heads[0].contains(&rest) && !heads[0].contains(LEAKED));
}

/// ACC-5
#[tokio::test]
async fn what_the_service_does_not_know_and_made_up_lines_refuse_nothing() {
    let (_, rest) = parts(LEAKED);
    for lines in [String::new(), format!("{rest}:0\r\n"), "no lines at all".to_owned()] {
        let service = service(Does::Answers(lines)).await;
        assert_eq!(judged(&pool(&service.url), LEAKED).await, Ok(()));
        assert_eq!(service.heads.lock().unwrap().len(), 1);
    }
}

/// ACC-5
#[tokio::test]
async fn the_shipped_lists_and_the_rules_come_first_and_ask_nobody() {
    let service = service(Does::Answers(String::new())).await;
    let pool = pool(&service.url);
    for bad in ["Password1!", "short", "ada@example.com"] {
        assert!(judged(&pool, bad).await.is_err(), "{bad}");
    }
    assert!(service.heads.lock().unwrap().is_empty());
}

/// ACC-5
#[tokio::test]
async fn a_service_that_refuses_is_away_or_says_nothing_keeps_nobody_out() {
    for status in ["503 Service Unavailable", "429 Too Many Requests", "302 Found"] {
        let service = service(Does::Refuses(status)).await;
        assert_eq!(judged(&pool(&service.url), LEAKED).await, Ok(()), "{status}");
    }
    assert_eq!(judged(&pool("http://127.0.0.1:9/range"), LEAKED).await, Ok(()), "nothing listens there");
    let silent = service(Does::Waits).await;
    let before = std::time::Instant::now();
    assert_eq!(judged(&pool(&silent.url), LEAKED).await, Ok(()));
    let waited = before.elapsed();
    assert!(waited >= Duration::from_secs(1) && waited < Duration::from_secs(6), "{waited:?}");
}
