//! Signing in with the browser of this device: the way back on a loopback address, what else comes there, and what is believed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a test may listen and connect without limits")]

mod provider;

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use gatehouse_client::{Client, Error, SignIn};
use provider::{CLIENT, SUBJECT, Stage};
use serde_json::{Value, json};

/// The host and the rest of an address.
fn split(address: &str) -> (&str, &str) {
    let rest = address.strip_prefix("http://").unwrap();
    rest.split_at(rest.find('/').unwrap())
}

/// What the listener answers to these bytes; nothing, when it hangs up.
fn sent(host: &str, bytes: &str) -> String {
    let mut connection = TcpStream::connect(host).unwrap();
    // Whoever is hung up on sends in vain.
    drop(connection.write_all(bytes.as_bytes()));
    let mut answer = String::new();
    drop(connection.read_to_string(&mut answer));
    answer
}

/// What a browser does that is sent there.
fn visit(address: &str) -> String {
    let (host, target) = split(address);
    sent(
        host,
        &format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Mode: navigate\r\nAccept: text/html\r\n\r\n"),
    )
}

/// A browser whose person agrees at once.
fn agrees(stage: &Stage) -> impl Fn(&str) -> bool {
    move |address| visit(&stage.provider.agreed(address)).starts_with("HTTP/1.1 200 ")
}

/// Whether the port is closed, at once or within a moment.
fn is_closed(host: &str) -> bool {
    (0..100_000).any(|_| TcpStream::connect(host).is_err())
}

fn quick() -> SignIn {
    SignIn::new().time_limit(Duration::from_millis(50))
}

fn failed(client: &Client, sign_in: &SignIn, open: impl FnOnce(&str) -> bool) -> Error {
    let error = client.sign_in_by_browser(sign_in, open).unwrap_err();
    assert_eq!(client.account().unwrap_err().code(), "sign_in.not_signed_in");
    error
}

/// ACC-4 DEV-1
#[test]
fn the_browser_comes_back_and_the_person_is_signed_in() {
    let stage = Stage::new();
    let client = stage.client();
    let (mut opened, mut page) = (String::new(), String::new());
    let open = |address: &str| {
        address.clone_into(&mut opened);
        let back = stage.provider.agreed(address);
        assert!(back.starts_with("http://127.0.0.1:") && back.contains("/callback?code="), "{back}");
        page = visit(&back);
        let (host, _) = split(&back);
        assert!(is_closed(host), "nothing listens any more");
        true
    };
    let account = client.sign_in_by_browser(&SignIn::new().email("aiko@example.com"), open).unwrap();
    assert_eq!((account.subject.as_str(), account.shown()), (SUBJECT, "aiko@example.com"));
    assert_eq!(client.account().unwrap(), account);
    assert!(page.contains("Вернитесь в программу") && page.contains("<html lang=\"ru\">"), "{page}");
    assert!(!opened.contains("aiko") && !opened.contains("workbench"), "a reference and no more: {opened}");

    let world = stage.provider.world();
    let form = &world.asked[0].form;
    assert_eq!((world.asked[0].path.as_str(), form["client_id"].as_str()), ("/oauth/par", CLIENT));
    assert_eq!((form["login_hint"].as_str(), form["ui_locales"].as_str()), ("aiko@example.com", "ru"));
    assert_eq!((form["product"].as_str(), form["product_version"].as_str()), ("lantern", "2.1"));
    assert_eq!(form["host_name"], "workbench");
    for secret in ["state", "nonce", "code_challenge"] {
        assert_eq!(form[secret].len(), 43, "256 bits: {secret}");
    }
}

/// DEV-1
#[test]
fn each_sign_in_has_secrets_of_its_own() {
    let stage = Stage::new();
    let client = stage.client();
    for _ in 0..2 {
        client.sign_in_by_browser(&SignIn::new(), agrees(&stage)).unwrap();
    }
    let world = stage.provider.world();
    let pushed: Vec<_> = world.asked.iter().filter(|asked| asked.path == "/oauth/par").collect();
    for secret in ["state", "nonce", "code_challenge"] {
        assert_ne!(pushed[0].form[secret], pushed[1].form[secret], "{secret}");
    }
    assert_eq!(pushed[0].form["dpop_jkt"], pushed[1].form["dpop_jkt"], "one device");
    assert_eq!(world.revoked, ["refresh-3"], "who was signed in before is signed out");
}

/// ACC-4 ALL-11
#[test]
fn a_browser_that_does_not_come_back_is_told_with_what_to_try() {
    let stage = Stage::new();
    let client = stage.client();
    let error = failed(&client, &quick(), |_| true);
    assert_eq!(error.code(), "sign_in.silent");
    let advice = error.advice("en").unwrap();
    assert!(advice.steps[0].contains("default browser") && advice.steps[1].contains("Update"), "{advice:?}");
    assert!(advice.device_code.contains("code"), "{advice:?}");

    let mut listening = None;
    let error = failed(&client, &SignIn::new(), |address| {
        listening = Some(stage.provider.agreed(address));
        false
    });
    assert_eq!((error.code(), error.advice("ja").unwrap().steps.len()), ("sign_in.not_opened", 2));
    let listening = listening.unwrap();
    let (host, _) = split(&listening);
    assert!(is_closed(host), "nobody waits any more");

    let error = failed(&client, &SignIn::new(), |address| {
        visit(&stage.provider.declined(address)).contains("Вход не выполнен")
    });
    assert_eq!((error.code(), error.is_final(), error.advice("en")), ("sign_in.denied", true, None));
}

/// DEV-1
#[test]
fn hostile_requests_are_ignored_and_the_wait_goes_on() {
    let stage = Stage::new();
    let client = stage.client();
    let open = |address: &str| {
        let back = stage.provider.agreed(address);
        let (host, target) = split(&back);
        let get = |target: &str, host_header: &str| {
            sent(host, &format!("GET {target} HTTP/1.1\r\nHost: {host_header}\r\n\r\n"))
        };
        for (what, answer, status) in [
            ("another path", get("/", host), "404"),
            ("an icon", get("/favicon.ico", host), "404"),
            ("another state", get("/callback?code=evil&state=guessed", host), "404"),
            ("an error without a state", get("/callback?error=access_denied", host), "404"),
            ("DNS rebinding", get(target, "evil.example"), "421"),
            ("another port", get(target, "127.0.0.1:1"), "421"),
            ("a whole address", get(&back, host), "404"),
            (
                "a POST",
                sent(host, &format!("POST {target} HTTP/1.1\r\nHost: {host}\r\ncontent-length: 0\r\n\r\n")),
                "405",
            ),
            ("no HTTP", sent(host, "SSH-2.0-hello\r\n\r\n"), "400"),
            ("a head without an end", sent(host, &"x".repeat(17 * 1024)), ""),
        ] {
            // Who sends too much may find the connection closed before the answer is read.
            assert!(status.is_empty() || answer.starts_with(&format!("HTTP/1.1 {status} ")), "{what}: {answer}");
            assert!(!answer.contains("evil") && !answer.contains("code-"), "{what}: {answer}");
        }
        // Some that say nothing, half a head, and a thousand in a row.
        let mut slow: Vec<TcpStream> = (0..40).map(|_| TcpStream::connect(host).unwrap()).collect();
        for connection in &mut slow {
            drop(connection.write_all(b"GET /callback?code=evil HTTP/1.1\r\nHo"));
        }
        for _ in 0..1_000 {
            drop(TcpStream::connect(host).map(|connection| connection.shutdown(Shutdown::Both)));
        }
        visit(&back).starts_with("HTTP/1.1 200 ")
    };
    assert_eq!(client.sign_in_by_browser(&SignIn::new(), open).unwrap().subject, SUBJECT);
    assert_eq!(stage.provider.world().count("/oauth/token"), 1);
}

/// DEV-1
#[test]
fn an_answer_of_another_issuer_is_not_exchanged() {
    let stage = Stage::new();
    let error = failed(&stage.client(), &SignIn::new(), |address| {
        let back = stage.provider.agreed(address);
        let (before, _) = back.split_once("&iss=").unwrap();
        visit(&format!("{before}&iss=https%3A%2F%2Fevil.example")).contains("Вход не выполнен")
    });
    assert_eq!(error.code(), "sign_in.untrusted");
    assert_eq!(stage.provider.world().count("/oauth/token"), 0);
}

/// ACC-4 DEV-1
#[test]
fn an_id_token_that_is_not_of_this_sign_in_signs_nobody_in() {
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 6] = [
        ("issuer", |claims| claims["iss"] = json!("https://evil.example")),
        ("audience", |claims| claims["aud"] = json!("ghc_another")),
        ("nonce", |claims| claims["nonce"] = json!("another")),
        ("no nonce", |claims| drop(claims.as_object_mut().unwrap().remove("nonce"))),
        ("no subject", |claims| claims["sub"] = json!("")),
        ("claims of another kind", |claims| claims["exp"] = json!("tomorrow")),
    ];
    for (what, change) in changes {
        let stage = Stage::new();
        stage.provider.world().claims = change;
        let error = failed(&stage.client(), &SignIn::new(), agrees(&stage));
        assert_eq!(error.code(), "sign_in.untrusted", "{what}");
        assert_eq!(stage.provider.world().revoked, ["refresh-3"], "{what}: what it gave is ended");
    }
    let stage = Stage::new();
    stage.provider.world().signing = 41;
    assert_eq!(failed(&stage.client(), &SignIn::new(), agrees(&stage)).code(), "sign_in.untrusted");
}

/// DEV-1
#[test]
fn a_code_is_used_once_whatever_becomes_of_its_answer() {
    let stage = Stage::new();
    let client = stage.client();
    stage.provider.world().lose_answers = 1;
    assert_eq!(failed(&client, &SignIn::new(), agrees(&stage)).code(), "client.unreachable");
    assert_eq!(stage.provider.world().count("/oauth/token"), 1);
    let late = |address: &str| {
        let back = stage.provider.agreed(address);
        stage.pass(61);
        visit(&back).starts_with("HTTP/1.1 200 ")
    };
    assert_eq!(failed(&client, &SignIn::new(), late).code(), "sign_in.expired");
}

/// DEV-1
#[test]
fn tokens_that_came_are_kept_while_the_keys_cannot_be_had() {
    let stage = Stage::new();
    stage.provider.world().instead.insert("/oauth/jwks", (200, "text/html", "<html>Room number?</html>".to_owned()));
    let error = failed(&stage.client(), &SignIn::new(), agrees(&stage));
    assert!(matches!(error, Error::Answer { status: 200 }), "{error:?}");
    assert!(matches!(stage.client().poll_sign_in(), Err(Error::Answer { .. })));
    stage.provider.world().instead.clear();
    // Another process, after a restart.
    stage.client().wait_for_sign_in(|wait| stage.paused(wait)).unwrap();
    assert_eq!(stage.client().account().unwrap().subject, SUBJECT);
    assert_eq!(stage.provider.world().count("/oauth/token"), 1);
}

/// ACC-4
#[test]
fn a_portal_that_refuses_or_is_not_there_opens_no_browser() {
    let mut stage = Stage::new();
    let client = stage.client();
    let opens = |_: &str| -> bool { panic!("a browser") };
    for (error, code) in [
        ("invalid_client", "sign_in.client"),
        ("invalid_redirect_uri", "sign_in.client"),
        ("server_error", "sign_in.refused"),
    ] {
        stage.provider.world().refuses = Some(error);
        assert_eq!(failed(&client, &SignIn::new(), opens).code(), code);
    }
    for reference in ["", "with a blank", "\u{1b}[2J"] {
        let body = json!({ "request_uri": reference, "expires_in": 60 }).to_string();
        stage.provider.world().instead.insert("/oauth/par", (201, "application/json", body));
        assert_eq!(failed(&client, &SignIn::new(), opens).code(), "sign_in.untrusted", "{reference}");
    }
    stage.provider.stop();
    assert_eq!(failed(&client, &SignIn::new(), opens).code(), "client.unreachable");
}

/// ACC-4 DEV-1
#[tokio::test(flavor = "multi_thread")]
async fn the_asynchronous_client_waits_for_the_browser_too() {
    let stage = tokio::task::spawn_blocking(Stage::new).await.unwrap();
    let client = stage.builder(stage.directory.path()).build_async().unwrap();
    let error = client.sign_in_by_browser(&quick(), |_| true).await.unwrap_err();
    assert_eq!(error.code(), "sign_in.silent");
    let browser = client.begin_browser_sign_in(&SignIn::new()).await.unwrap();
    let back = stage.provider.agreed(browser.address());
    let page = std::thread::spawn(move || visit(&back));
    let account = client.finish_browser_sign_in(browser).await.unwrap();
    assert_eq!(account.subject, SUBJECT);
    assert!(page.join().unwrap().starts_with("HTTP/1.1 200 "));
    tokio::task::spawn_blocking(move || drop(stage)).await.unwrap();
}
