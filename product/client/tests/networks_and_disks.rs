//! Networks that lie and disks that are full: a good lease runs whatever becomes of its renewal, and no seat is lost.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a test may listen without limits")]

mod portal;
mod stage;

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Duration;

use gatehouse_client::{Client, Error, LeaseError, Renewal};
use portal::DAY;
use stage::{Stage, device};

/// A server that answers every request with these bytes, or says nothing at all.
struct Liar {
    url: String,
}

impl Liar {
    fn answering(bytes: Option<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let mut held = Vec::new();
            for connection in listener.incoming() {
                let Ok(mut connection) = connection else { return };
                let Some(bytes) = bytes.clone() else {
                    held.push(connection);
                    continue;
                };
                std::thread::spawn(move || {
                    let mut request = Vec::new();
                    let mut part = [0; 4096];
                    // The head and its body come at once or not at all, from a client like ours.
                    while !is_whole(&request) {
                        match connection.read(&mut part) {
                            Ok(0) | Err(_) => return,
                            Ok(length) => request.extend_from_slice(&part[..length]),
                        }
                    }
                    drop(connection.write_all(&bytes));
                });
            }
        });
        Self { url }
    }

    fn with(status: &str, kind: &str, body: &str) -> Self {
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
        );
        Self::answering(Some([head.as_bytes(), body.as_bytes()].concat()))
    }

    /// The stage's device, in a network where this server stands in the place of the portal.
    fn client(&self, stage: &Stage) -> Client {
        let clock = std::sync::Arc::clone(&stage.clock);
        Client::builder(&self.url, "lantern", stage.portal.roots())
            .state_dir(stage.directory.path())
            .fingerprint(device(1))
            .timeout(Duration::from_secs(10))
            .clock(move || clock.load(std::sync::atomic::Ordering::SeqCst))
            .build()
            .unwrap()
    }
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

const PAGE: &str = "<!DOCTYPE html><html><title>Grand Hotel</title>Room number?</html>";

/// LIC-13 LIC-30
#[test]
fn a_page_of_a_hotels_network_is_no_answer_to_anything() {
    let long = "x".repeat(30_000_000);
    let pages = [
        ("200 OK", "text/html", PAGE),
        ("200 OK", "application/json", r#"{"ok":true}"#),
        ("200 OK", "application/json", ""),
        ("200 OK", "text/plain", long.as_str()),
        ("201 Created", "application/json", "{}"),
        ("302 Found", "text/html", PAGE),
        ("401 Unauthorized", "text/html", PAGE),
        ("403 Forbidden", "text/html", PAGE),
        ("404 Not Found", "text/html", PAGE),
        ("404 Not Found", "application/json", r#"{"code":"activation.unknown","final":true}"#),
        ("200 OK", "application/problem+json", r#"{"code":"activation.unknown","final":true}"#),
        ("407 Proxy Authentication Required", "text/html", PAGE),
        ("410 Gone", "text/html", PAGE),
        ("511 Network Authentication Required", "text/html", PAGE),
        ("502 Bad Gateway", "text/html", PAGE),
    ];
    let stage = Stage::new();
    stage.activated();
    stage.pass(16 * DAY);
    let stored = stage.stored();
    for (status, kind, body) in pages {
        let client = Liar::with(status, kind, body).client(&stage);
        let what = format!("{status} {kind} {}", &body[..body.len().min(40)]);
        let is_no_answer = |error: &Error| matches!(error, Error::Answer { .. }) && !error.is_final();
        let error = client.deactivate().unwrap_err();
        assert!(is_no_answer(&error), "{what}: {error:?}");
        assert_eq!(stage.stored(), stored, "{what}");
        let error = client.activate(&stage.portal.code()).unwrap_err();
        assert!(is_no_answer(&error), "{what}: {error:?}");
        let error = client.fetch_revocation_list().unwrap_err();
        assert!(is_no_answer(&error), "{what}: {error:?}");
        let Renewal::Postponed { because, .. } = client.renew().unwrap() else { panic!("{what}") };
        assert!(is_no_answer(&because), "{what}: {because:?}");
        std::fs::write(stage.directory.path().join("license.json"), &stored).unwrap();
    }
    assert_eq!(stage.seats(), [true]);
    stage.client().deactivate().unwrap();
    assert_eq!(stage.seats(), [false]);
}

/// LIC-13
#[test]
fn a_seat_that_a_hotel_says_to_have_freed_stays_noted() {
    let stage = Stage::new();
    let client = stage.activated();
    let second = stage.portal.another_code();
    stage.portal.world().is_hotel = true;
    client.activate(&second).unwrap();
    assert_eq!(stage.seats(), [true, true]);
    stage.portal.world().is_hotel = false;
    client.renew().unwrap();
    assert_eq!(stage.seats(), [false, true]);
}

/// LIC-16
#[test]
fn a_good_lease_runs_although_its_renewal_cannot_be_stored() {
    let mut stage = Stage::new();
    let client = stage.activated();
    stage.pass(16 * DAY);
    // In the way of every write, for root too.
    let obstacle = stage.directory.path().join("license.json.new");
    std::fs::create_dir_all(obstacle.join("full")).unwrap();
    let is_state = |renewal: &Renewal| matches!(renewal, Renewal::Postponed { because: Error::State { .. }, .. });
    let renewal = client.renew_if_due().unwrap();
    assert!(is_state(&renewal), "{renewal:?}");
    assert!(renewal.license().seconds_left() > 29 * DAY as u64, "what the portal has just signed holds for this run");
    stage.portal.stop();
    let renewal = client.renew_if_due().unwrap();
    assert!(matches!(&renewal, Renewal::Postponed { because: Error::Unreachable(_), .. }), "{renewal:?}");
    assert!(client.status().is_ok());

    // The old lease is over: what the portal signs now is good for this run all the same.
    stage.portal.restart();
    stage.pass(15 * DAY);
    let renewal = stage.client().renew_if_due().unwrap();
    assert!(is_state(&renewal), "{renewal:?}");
    std::fs::remove_dir_all(obstacle).unwrap();
    assert!(matches!(stage.client().renew_if_due().unwrap(), Renewal::Renewed(_)));
}

/// LIC-16
#[test]
fn a_folder_of_another_user_does_not_stop_a_good_lease() {
    let stage = Stage::new();
    let client = stage.activated();
    stage.pass(16 * DAY);
    let lock = stage.directory.path().join("license.lock");
    std::fs::remove_file(&lock).unwrap();
    std::fs::create_dir(&lock).unwrap();
    let renewal = client.renew_if_due().unwrap();
    assert!(matches!(&renewal, Renewal::Postponed { because: Error::State { .. }, .. }), "{renewal:?}");
    assert_eq!(stage.requests(), 1, "what cannot be noted is not asked");
    stage.pass(15 * DAY);
    assert_eq!(client.renew_if_due().unwrap_err().code(), "client.state", "the lease is over");
}

/// LIC-13 LIC-16
#[test]
fn a_license_that_ended_is_refused_although_that_cannot_be_stored() {
    let stage = Stage::new();
    let client = stage.activated();
    stage.pass(16 * DAY);
    stage.portal.world().blocked = true;
    std::fs::create_dir_all(stage.directory.path().join("license.json.new/full")).unwrap();
    assert_eq!(client.renew_if_due().unwrap_err().code(), "license.blocked");
}

/// LIC-16
#[test]
fn twenty_starts_at_once_all_run_and_renew_once() {
    let stage = Stage::new();
    stage.activated();
    stage.pass(16 * DAY);
    // One of them holds the lock for as long as its answer takes.
    let lock = std::fs::File::open(stage.directory.path().join("license.lock")).unwrap();
    lock.lock().unwrap();
    let renewal = stage.client().renew_if_due().unwrap();
    assert!(matches!(&renewal, Renewal::Postponed { because: Error::Busy, .. }), "{renewal:?}");
    lock.unlock().unwrap();

    std::thread::scope(|scope| {
        let starts: Vec<_> = (0..20).map(|_| scope.spawn(|| stage.client().renew_if_due().unwrap())).collect();
        starts.into_iter().for_each(|start| drop(start.join().unwrap()));
    });
    let renewals = stage.portal.world().requests.iter().filter(|request| request.path == "renew").count();
    assert_eq!(renewals, 1);
}

/// LIC-13
#[test]
fn a_copied_folder_frees_nobodys_seat() {
    let stage = Stage::new();
    let client = stage.activated();
    let copy = tempfile::tempdir().unwrap();
    std::fs::copy(stage.directory.path().join("license.json"), copy.path().join("license.json")).unwrap();
    let thief = stage.builder(copy.path(), device(2)).build().unwrap();
    let error = thief.deactivate().unwrap_err();
    assert!(matches!(error, Error::Lease(LeaseError::WrongDevice)), "{error:?}");
    assert_eq!((stage.seats(), stage.requests()), (vec![true], 1));

    // Whoever leaves out that check is told by the portal, which has the fingerprint.
    client.deactivate().unwrap();
    let world = stage.portal.world();
    assert_eq!(world.requests[1].body["device"]["fingerprint"].as_array().unwrap().len(), 5);
}

/// LIC-30
#[test]
fn an_old_answer_given_again_does_not_set_the_clocks_floor_back() {
    let stage = Stage::new();
    let client = stage.activated();
    stage.pass(16 * DAY);
    client.renew().unwrap();
    let stored = stage.stored();
    // A server of the owner's own that plays what the portal signed two weeks ago.
    stage.portal.world().now -= 14 * DAY;
    stage.clock.fetch_sub(14 * DAY - 60, std::sync::atomic::Ordering::SeqCst);
    let error = client.renew().unwrap_err();
    assert_eq!(error.code(), "lease.untrusted", "{error:?}");
    assert_eq!(stage.stored(), stored);
}

/// LIC-30
#[test]
fn a_time_that_is_told_and_not_signed_moves_nothing() {
    for off in [-5 * DAY, -121, 121, 400 * DAY] {
        let stage = Stage::new();
        let client = stage.activated();
        stage.pass(16 * DAY);
        stage.portal.world().told_time_off = off;
        let renewal = client.renew_if_due().unwrap();
        assert!(matches!(&renewal, Renewal::Postponed { because: Error::Lease(_), .. }), "{off}: {renewal:?}");
        assert_eq!(client.status().unwrap().lease().jti, "lease-1");
    }
}

/// LIC-16
#[test]
fn a_portal_that_says_nothing_holds_no_start_up_for_long() {
    let stage = Stage::new();
    stage.activated();
    stage.pass(16 * DAY);
    let silent = Liar::answering(None);
    let clock = std::sync::Arc::clone(&stage.clock);
    let client = Client::builder(&silent.url, "lantern", stage.portal.roots())
        .state_dir(stage.directory.path())
        .fingerprint(device(1))
        // Whoever waited for this would wait for the end of the test run.
        .timeout(Duration::from_secs(24 * 60 * 60))
        .renewal_timeout(Duration::from_millis(50))
        .clock(move || clock.load(std::sync::atomic::Ordering::SeqCst))
        .build()
        .unwrap();
    let renewal = client.renew_if_due().unwrap();
    assert!(matches!(&renewal, Renewal::Postponed { because: Error::Unreachable(_), .. }), "{renewal:?}");
    assert!(matches!(client.renew_if_due().unwrap(), Renewal::NotDue(_)), "and for a while it is not asked again");
}

/// LIC-30
#[test]
fn a_false_servers_words_reach_no_terminal() {
    let stage = Stage::new();
    let body = serde_json::json!({
        "code": "license.blocked", "final": true, "title": "\u{1b}[2J", "detail": "\u{1b}]0;owned\u{7}Call\r\n+1\u{202e}234",
        "next": "line\u{2028}feed", "instance": "x".repeat(100_000),
    });
    let client = Liar::with("422 Unprocessable Content", "application/problem+json", &body.to_string()).client(&stage);
    let error = client.activate(&stage.portal.code()).unwrap_err();
    let problem = error.problem().unwrap();
    assert_eq!(problem.detail, "]0;owned Call +1234");
    assert_eq!(problem.next.as_deref(), Some("line feed"));
    assert_eq!(problem.instance.as_ref().unwrap().len(), 500);
    assert!(!format!("{error} {} {error:?}", client.text(&error)).contains(['\u{1b}', '\u{202e}', '\n']));

    let body = r#"{"code":"license\u001b[2J","final":true}"#;
    let client = Liar::with("422 Unprocessable Content", "application/problem+json", body).client(&stage);
    assert!(matches!(client.activate(&stage.portal.code()), Err(Error::Answer { status: 422 })));
}

/// LIC-10
#[test]
fn the_region_is_told_at_the_activation() {
    let stage = Stage::new();
    let client = stage.builder(stage.directory.path(), device(1)).region("JP").build().unwrap();
    client.activate(&stage.portal.code()).unwrap();
    assert_eq!(stage.portal.world().requests[0].body["region"], "JP");
}
