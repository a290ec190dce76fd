//! Signing in by device code (RFC 8628): every answer of the standard, a product that is killed, networks that lie, clocks that jump.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a test may listen without limits")]

mod provider;

use std::net::TcpListener;
use std::sync::atomic::Ordering;
use std::time::Duration;

use gatehouse_client::{Client, Error, Poll, SignIn};
use provider::{CLIENT, START, SUBJECT, Stage};

fn waits(poll: &Result<Poll, Error>) -> Option<u64> {
    match poll {
        Ok(Poll::Wait(wait)) => Some(wait.as_secs()),
        _ => None,
    }
}

/// ACC-4 DEV-1
#[test]
fn an_address_is_entered_and_the_person_says_yes_in_any_browser() {
    let stage = Stage::new();
    let client = stage.client();
    assert_eq!(client.account().unwrap_err().code(), "sign_in.not_signed_in");
    assert_eq!(client.poll_sign_in().unwrap_err().code(), "sign_in.none_begun");

    let code = client.begin_device_sign_in(&SignIn::new().email(" aiko@example.com ")).unwrap();
    assert_eq!(code.user_code, "BCDF-GHJK");
    assert_eq!(code.address, format!("{}/device", stage.provider.url()));
    assert_eq!(code.complete_address.as_deref(), Some(format!("{}?user_code=BCDF-GHJK", code.address).as_str()));
    assert_eq!(code.expires_at, START + 600);
    {
        let world = stage.provider.world();
        let form = &world.asked[0].form;
        let sent = |name: &str| form.get(name).map(String::as_str);
        assert_eq!((sent("client_id"), sent("login_hint")), (Some(CLIENT), Some("aiko@example.com")));
        assert_eq!((sent("product"), sent("product_version")), (Some("lantern"), Some("2.1")));
        assert_eq!((sent("host_name"), sent("client_secret")), (Some("workbench"), None));
        assert_eq!(world.asked[0].language.as_deref(), Some("ru"));
    }
    stage.provider.world().polls.extend(["authorization_pending", "authorization_pending"]);
    let account = client.wait_for_sign_in(|wait| stage.paused(wait)).unwrap();
    assert_eq!((account.subject.as_str(), account.since), (SUBJECT, START + 15));
    assert_eq!(account.shown(), "aiko@example.com");
    assert_eq!(client.account().unwrap(), account);
    assert_eq!(stage.provider.world().count("/oauth/token"), 3);
    assert_eq!(client.pending_sign_in().unwrap(), None);
    assert!(matches!(client.poll_sign_in(), Ok(Poll::SignedIn(_))), "who waited for the same one is told too");
}

/// ACC-4
#[test]
fn every_error_of_the_standard_is_told_apart() {
    for (error, code, is_final) in [
        ("access_denied", "sign_in.denied", true),
        ("expired_token", "sign_in.expired", false),
        ("invalid_grant", "sign_in.expired", false),
        ("invalid_client", "sign_in.client", true),
        ("unauthorized_client", "sign_in.client", true),
        ("unsupported_grant_type", "sign_in.client", true),
        ("invalid_request", "sign_in.client", true),
        ("invalid_scope", "sign_in.client", true),
        ("invalid_target", "sign_in.refused", false),
    ] {
        let stage = Stage::new();
        let client = stage.client();
        client.begin_device_sign_in(&SignIn::new()).unwrap();
        stage.provider.world().polls.push_back(error);
        let told = client.wait_for_sign_in(|wait| stage.paused(wait)).unwrap_err();
        assert_eq!((told.code(), told.is_final()), (code, is_final), "{error}");
        assert_eq!(client.pending_sign_in().unwrap(), None, "{error}");
        assert_eq!(stage.provider.world().count("/oauth/token"), 1, "{error}");

        stage.provider.world().refuses = Some(error);
        let told = client.begin_device_sign_in(&SignIn::new()).unwrap_err();
        assert_eq!(told.code(), code, "{error}");
    }
}

/// ACC-4
#[test]
fn nothing_is_asked_before_its_time_and_slow_down_is_for_good() {
    let stage = Stage::new();
    stage.provider.world().interval = None;
    let client = stage.client();
    client.begin_device_sign_in(&SignIn::new()).unwrap();
    stage.provider.world().polls.extend(["slow_down", "authorization_pending", "slow_down", "server_error"]);
    assert_eq!(waits(&client.poll_sign_in()), Some(5), "the interval where the portal names none");
    stage.pass(3);
    assert_eq!(waits(&client.poll_sign_in()), Some(2));
    assert_eq!(stage.provider.world().count("/oauth/token"), 0);
    for wait in [10, 10, 15, 15] {
        stage.pass(20);
        assert_eq!(waits(&client.poll_sign_in()), Some(wait));
    }
    stage.pass(14);
    assert_eq!(waits(&client.poll_sign_in()), Some(1));
    stage.pass(1);
    assert!(matches!(client.poll_sign_in(), Ok(Poll::SignedIn(_))));
}

/// ACC-4 DEV-1
#[test]
fn a_product_that_is_killed_goes_on_waiting_after_its_restart() {
    let stage = Stage::new();
    let begun = stage.client().begin_device_sign_in(&SignIn::new()).unwrap();
    stage.provider.world().polls.extend(["authorization_pending", "slow_down"]);
    let canceled = stage.client().wait_for_sign_in(|_| false).unwrap_err();
    assert_eq!(canceled.code(), "sign_in.canceled");
    for _ in 0..2 {
        stage.pass(5);
        assert!(waits(&stage.client().poll_sign_in()).is_some(), "each time another process");
    }
    assert_eq!(stage.client().pending_sign_in().unwrap(), Some(begun));
    stage.pass(9);
    assert_eq!(waits(&stage.client().poll_sign_in()), Some(1), "the slower pace is remembered");
    stage.pass(1);
    assert!(matches!(stage.client().poll_sign_in(), Ok(Poll::SignedIn(_))));
    let asked: Vec<String> = {
        let world = stage.provider.world();
        let polls = world.asked.iter().filter(|asked| asked.path == "/oauth/token");
        polls.map(|asked| asked.form["device_code"].clone()).collect()
    };
    assert_eq!(asked, ["device-1"; 3]);
}

/// ACC-4
#[test]
fn a_lost_answer_is_asked_for_again_with_another_proof() {
    let stage = Stage::new();
    let client = stage.client();
    client.begin_device_sign_in(&SignIn::new()).unwrap();
    stage.provider.world().lose_answers = 2;
    client.wait_for_sign_in(|wait| stage.paused(wait)).unwrap();
    let world = stage.provider.world();
    let proofs: Vec<_> = world.asked.iter().filter_map(|asked| asked.proof.clone()).collect();
    assert_eq!(proofs.len(), 3);
    assert!(proofs[0] != proofs[1] && proofs[1] != proofs[2]);
}

/// ACC-4
#[test]
fn a_network_that_comes_and_goes_ends_nothing() {
    let mut stage = Stage::new();
    let client = stage.client();
    client.begin_device_sign_in(&SignIn::new()).unwrap();
    stage.provider.world().polls.push_back("authorization_pending");
    stage.provider.stop();
    for wait in [10, 20, 40, 60, 60] {
        stage.pass(60);
        assert_eq!(client.poll_sign_in().unwrap_err().code(), "client.unreachable");
        assert_eq!(waits(&client.poll_sign_in()), Some(wait), "more slowly each time");
    }
    stage.provider.restart();
    client.wait_for_sign_in(|wait| stage.paused(wait)).unwrap();

    stage.provider.stop();
    let error = client.begin_device_sign_in(&SignIn::new()).unwrap_err();
    assert!(client.sign_in_text(&error).starts_with("Портал недоступен"), "{}", client.sign_in_text(&error));
    assert!(!client.sign_in_text(&error).contains("/key-file"), "a key file signs nobody in");
}

/// ACC-4
#[test]
fn a_code_that_nobody_enters_ends_although_the_portal_never_says_so() {
    let stage = Stage::new();
    let client = stage.client();
    client.begin_device_sign_in(&SignIn::new()).unwrap();
    stage.provider.world().polls.extend(["authorization_pending"; 1_000]);
    let error = client.wait_for_sign_in(|wait| stage.paused(wait)).unwrap_err();
    assert_eq!(error.code(), "sign_in.expired");
    assert_eq!(stage.provider.world().count("/oauth/token"), 122);
}

/// ACC-4 DEV-1
#[test]
fn clocks_that_jump_neither_end_a_sign_in_nor_hold_it_up() {
    let stage = Stage::new();
    let client = stage.client();
    client.begin_device_sign_in(&SignIn::new()).unwrap();
    stage.provider.world().polls.extend(["authorization_pending"; 2]);
    // The device's own clock alone.
    stage.clock.fetch_add(5 * 24 * 60 * 60, Ordering::SeqCst);
    assert_eq!(waits(&client.poll_sign_in()), Some(5), "whether it has ended the portal says");
    stage.clock.fetch_sub(5 * 24 * 60 * 60 + 60, Ordering::SeqCst);
    assert_eq!(waits(&client.poll_sign_in()), Some(5), "and it is not waited for until that moment comes again");
    stage.clock.store(START + 2 * 60 * 60, Ordering::SeqCst);
    assert!(matches!(client.poll_sign_in(), Ok(Poll::SignedIn(_))), "proofs are made by the portal's clock");
    assert!(stage.client().profile().is_ok(), "also those that go with an access token");
    stage.clock.store(START, Ordering::SeqCst);
    assert_eq!(stage.client().profile().unwrap().name.as_deref(), Some("Aiko"));
}

/// DEV-1
#[test]
fn a_portal_that_wants_a_nonce_in_proofs_gets_it() {
    let stage = Stage::new();
    stage.provider.world().wants_nonce = true;
    stage.signed_in();
    assert_eq!(stage.provider.world().count("/oauth/token"), 2);
}

/// ACC-4
#[test]
fn answers_that_are_none_of_the_portals_change_nothing() {
    const PAGE: &str = "<!DOCTYPE html><html><title>Grand Hotel</title>Room number?</html>";
    let huge = format!(r#"{{"error":"access_denied","x":"{}"}}"#, "x".repeat(1_000_000));
    let answers: [(u16, &'static str, &str); 14] = [
        (200, "text/html", PAGE),
        (200, "application/json", PAGE),
        (200, "application/json", ""),
        (200, "application/json", "[]"),
        (200, "application/json", r#"{"access_token":7,"token_type":"DPoP"}"#),
        (200, "application/json", r#"{"error":"access_denied"}"#),
        (204, "application/json", ""),
        (302, "text/html", PAGE),
        (400, "text/html", r#"{"error":"access_denied"}"#),
        (400, "application/json", r#"{"error":["access_denied"]}"#),
        (400, "application/json", &huge),
        (404, "text/html", PAGE),
        (502, "application/json", r#"{"error":"access_denied"}"#),
        (511, "text/html", PAGE),
    ];
    for (status, kind, body) in answers {
        let stage = Stage::new();
        let client = stage.client();
        let what = format!("{status} {kind} {}", &body[..body.len().min(40)]);
        let instead = |path: &'static str| stage.provider.world().instead.insert(path, (status, kind, body.to_owned()));
        instead("/oauth/device_authorization");
        let error = client.begin_device_sign_in(&SignIn::new()).unwrap_err();
        assert!(matches!(error, Error::Answer { .. }), "{what}: {error:?}");
        stage.provider.world().instead.clear();

        let code = client.begin_device_sign_in(&SignIn::new()).unwrap();
        instead("/oauth/token");
        stage.pass(5);
        let error = client.poll_sign_in().unwrap_err();
        assert!(matches!(error, Error::Answer { .. }) && !error.is_final(), "{what}: {error:?}");
        assert_eq!(client.pending_sign_in().unwrap(), Some(code), "{what}");
        stage.provider.world().instead.clear();
        client.wait_for_sign_in(|wait| stage.paused(wait)).unwrap();
    }
}

/// ACC-4
#[test]
fn tokens_that_cannot_be_used_sign_nobody_in() {
    for body in [
        r#"{"access_token":"","token_type":"DPoP","refresh_token":"r","id_token":"x"}"#,
        r#"{"access_token":"a b","token_type":"DPoP","refresh_token":"r","id_token":"x"}"#,
        r#"{"access_token":"a","token_type":"mac","refresh_token":"r","id_token":"x"}"#,
        r#"{"access_token":"a","token_type":"DPoP","refresh_token":"r"}"#,
        r#"{"access_token":"a","token_type":"DPoP","refresh_token":"r","id_token":"a.b.c"}"#,
    ] {
        let stage = Stage::new();
        let client = stage.client();
        client.begin_device_sign_in(&SignIn::new()).unwrap();
        stage.provider.world().instead.insert("/oauth/token", (200, "application/json", body.to_owned()));
        let error = client.wait_for_sign_in(|wait| stage.paused(wait)).unwrap_err();
        assert_eq!(error.code(), "sign_in.untrusted", "{body}");
        assert_eq!(client.account().unwrap_err().code(), "sign_in.not_signed_in");
    }
}

/// ACC-4
#[test]
fn a_busy_portal_is_asked_again_when_it_says() {
    let stage = Stage::new();
    let client = stage.client();
    client.begin_device_sign_in(&SignIn::new()).unwrap();
    let body = r#"{"code":"rate.limited","title":"Too many","final":false,"retry_after":90}"#;
    stage.provider.world().instead.insert("/oauth/token", (429, "application/problem+json", body.to_owned()));
    stage.pass(5);
    let error = client.poll_sign_in().unwrap_err();
    assert_eq!((error.code(), error.retry_after()), ("rate.limited", Some(Duration::from_secs(90))));
    stage.provider.world().instead.clear();
    assert_eq!(waits(&client.poll_sign_in()), Some(90));
    let body = r#"{"error":"temporarily_unavailable"}"#.to_owned();
    stage.provider.world().instead.insert("/oauth/token", (503, "application/json", body));
    stage.pass(90);
    assert_eq!(client.poll_sign_in().unwrap_err().code(), "sign_in.busy");
    stage.provider.world().instead.clear();
    client.wait_for_sign_in(|wait| stage.paused(wait)).unwrap();
}

/// ACC-4
#[test]
fn a_portal_that_says_nothing_is_not_waited_for_long() {
    let stage = Stage::new();
    stage.client().begin_device_sign_in(&SignIn::new()).unwrap();
    // It takes connections and answers none.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = gatehouse_client::RootKey::new(gatehouse_formats::SigningKey::from_seed(&[1; 32]).public().clone());
    let clock = std::sync::Arc::clone(&stage.clock);
    let client = Client::builder(&format!("http://{}", silent.local_addr().unwrap()), "lantern", vec![root])
        .client_id(CLIENT)
        .state_dir(stage.directory.path())
        .fingerprint(gatehouse_client::DeviceFingerprint::new(vec![[9; 32]]).unwrap())
        .timeout(Duration::from_millis(50))
        .clock(move || clock.load(Ordering::SeqCst))
        .build()
        .unwrap();
    stage.pass(5);
    assert_eq!(client.poll_sign_in().unwrap_err().code(), "client.unreachable");
    assert!(client.pending_sign_in().unwrap().is_some());
}

/// ACC-4
#[test]
fn a_sign_in_that_is_canceled_is_forgotten() {
    let stage = Stage::new();
    let client = stage.client();
    client.begin_device_sign_in(&SignIn::new()).unwrap();
    (0..2).for_each(|_| client.cancel_sign_in().unwrap());
    assert_eq!(client.pending_sign_in().unwrap(), None);
    assert_eq!(client.poll_sign_in().unwrap_err().code(), "sign_in.none_begun");
    assert!(!stage.directory.path().join("account.json").exists());
}

/// ACC-4
#[test]
fn a_product_without_a_client_is_told_so() {
    let stage = Stage::new();
    let client = stage.builder(stage.directory.path()).client_id("").build().unwrap();
    assert_eq!(client.begin_device_sign_in(&SignIn::new()).unwrap_err().code(), "client.setup");
    assert_eq!(client.sign_in_by_browser(&SignIn::new(), |_| true).unwrap_err().code(), "client.setup");
    assert_eq!(stage.provider.world().asked.len(), 0);
}

/// ACC-4 DEV-1
#[tokio::test(flavor = "multi_thread")]
async fn the_asynchronous_client_signs_in_by_the_same_rules() {
    let stage = tokio::task::spawn_blocking(Stage::new).await.unwrap();
    let client = stage.builder(stage.directory.path()).build_async().unwrap();
    client.begin_device_sign_in(&SignIn::new()).await.unwrap();
    stage.provider.world().polls.extend(["authorization_pending", "slow_down"]);
    stage.provider.world().lose_answers = 1;
    let account = client.wait_for_sign_in(|wait| std::future::ready(stage.paused(wait))).await.unwrap();
    assert_eq!(client.account().unwrap(), account);
    stage.pass(900);
    assert_eq!(client.profile().await.unwrap().name.as_deref(), Some("Aiko"));
    client.authorize("GET", "https://api.example.com/x").await.unwrap();
    client.sign_out().await.unwrap();
    assert_eq!(client.account().unwrap_err().code(), "sign_in.not_signed_in");
    assert_eq!(stage.provider.world().revoked.len(), 1);
    tokio::task::spawn_blocking(move || drop(stage)).await.unwrap();
}
