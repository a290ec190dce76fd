//! A device that is never online: request, answer, receipt, and the time by hand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod portal;
mod stage;
mod vendor;

use std::sync::atomic::Ordering;

use gatehouse_client::{Client, Error};
use gatehouse_formats::{DeviceRequest, KeyClaims, Receipt, RootKey, Trust};
use portal::{DAY, START};
use stage::{Stage, device};
use vendor::{answer, claims, file, key, serial};

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().code().to_owned()
}

fn activated() -> (Stage, Client) {
    let stage = Stage::new();
    let client = stage.client();
    let request = client.request_file().unwrap();
    client.take_answer(&answer(&request, START, Some(claims(1)))).unwrap();
    (stage, client)
}

/// LIC-32
#[test]
fn a_device_is_activated_by_a_file_carried_out_and_back() {
    let mut stage = Stage::new();
    stage.portal.stop();
    let client = stage.client();
    let request = client.request_file().unwrap();
    let asked = DeviceRequest::open(&request).unwrap();
    assert_eq!((asked.aud.as_str(), asked.name.as_deref(), asked.serial), ("lantern", Some("workbench"), None));
    let reply = answer(&request, START + 3_600, Some(claims(1)));
    stage.pass(7_200);
    assert_eq!(client.take_answer(&reply).unwrap().claims().jti, serial(1));
    assert!(stage.client().key_status().is_ok());
    assert_eq!(code(client.take_answer(&reply)), "answer.other", "an answer is taken once");
    assert_eq!(DeviceRequest::open(&client.request_file().unwrap()).unwrap().serial, Some(serial(1)));
}

/// LIC-32
#[test]
fn an_answer_is_of_no_use_on_another_device_or_to_another_request() {
    let stage = Stage::new();
    let (first, second) = (stage.client(), tempfile::tempdir().unwrap());
    let other = stage.builder(second.path(), device(2)).build().unwrap();
    let request = first.request_file().unwrap();
    let reply = answer(&request, START, Some(claims(1)));
    assert_eq!(code(other.take_answer(&reply)), "answer.other");
    other.request_file().unwrap();
    assert_eq!(code(other.take_answer(&reply)), "answer.other");
    let in_it = reply_key_file(&reply);
    assert_eq!(code(other.take_key_file(&in_it)), "key_file.wrong_device", "nor is the key file in it");
    first.request_file().unwrap();
    assert_eq!(code(first.take_answer(&reply)), "answer.other", "a newer request was made");
    assert_eq!(code(first.take_answer("x")), "answer.untrusted");
}

fn reply_key_file(reply: &str) -> String {
    let trust = Trust::new(&[RootKey::new(key(1).public().clone())]);
    gatehouse_formats::DeviceAnswer::open(reply, &trust).unwrap().key_file.unwrap()
}

/// LIC-13 LIC-32
#[test]
fn a_device_gives_its_seat_back_by_a_receipt_and_does_not_run_on_it_again() {
    let (stage, client) = activated();
    let request = client.request_file().unwrap();
    let reply = answer(&request, START + 60, Some(claims(2)));
    let key_file = reply_key_file(&reply);
    client.take_answer(&reply).unwrap();
    let receipt = client.give_key_up().unwrap().unwrap();
    let trust = Trust::new(&[RootKey::new(key(1).public().clone())]);
    let of_file = KeyClaims::open(&key_file, &trust).unwrap();
    assert!(Receipt::open(&receipt).unwrap().is_of(&of_file));
    assert_eq!(code(client.key_status()), "client.not_activated");
    assert_eq!(client.give_key_up().unwrap().unwrap(), receipt, "a lost receipt is written again");
    assert_eq!(code(stage.client().take_key_file(&key_file)), "key_file.given_up");
    let request = client.request_file().unwrap();
    assert!(client.take_answer(&answer(&request, START + 120, Some(claims(3)))).is_ok(), "a new file is a new right");
}

/// LIC-13
#[test]
fn a_reserve_key_is_given_up_by_a_receipt_of_its_own() {
    let (_stage, client) = activated();
    let request = client.request_file().unwrap();
    client.take_answer(&answer(&request, START, Some(vendor::reserve(2)))).unwrap();
    let given_up = |receipt: Option<String>| Receipt::open(&receipt.unwrap()).unwrap().jti;
    assert_eq!(given_up(client.give_key_up().unwrap()), serial(1));
    assert_eq!(client.key_status().unwrap().claims().jti, serial(2));
    assert_eq!(given_up(client.give_key_up().unwrap()), serial(2));
    assert_eq!(code(client.key_status()), "client.not_activated");
}

/// LIC-13
#[test]
fn a_file_that_any_device_takes_is_forgotten_without_a_receipt() {
    let stage = Stage::new();
    let client = stage.client();
    client.take_key_file(&file(&claims(1))).unwrap();
    assert_eq!(client.give_key_up().unwrap(), None);
    assert_eq!(code(client.give_key_up()), "client.not_activated");
}

/// LIC-30 LIC-32
#[test]
fn an_answer_tells_a_device_the_time_whose_clock_ran_ahead_for_weeks() {
    let (stage, client) = activated();
    for _ in 0..60 {
        stage.clock.fetch_add(DAY, Ordering::SeqCst);
        client.key_status().unwrap();
    }
    stage.clock.fetch_sub(58 * DAY, Ordering::SeqCst);
    for _ in 0..5 {
        stage.clock.fetch_add(DAY - 60, Ordering::SeqCst);
        drop(client.key_status());
    }
    assert_eq!(code(client.key_status()), "client.clock_set_back");
    let request = client.request_file().unwrap();
    let license = client.take_answer(&answer(&request, START + 6 * DAY, None)).unwrap();
    assert!(license.clock_warning().is_none());
    assert_eq!(license.seconds_left() / DAY as u64, 358, "the license lost nothing: {}", license.seconds_left());
    assert!(stage.client().key_status().unwrap().clock_warning().is_none(), "the second mark is put in order too");
}

/// LIC-30 LIC-32
#[test]
fn an_answer_that_was_kept_back_does_not_turn_the_clock_back() {
    let (stage, client) = activated();
    let request = client.request_file().unwrap();
    let kept = answer(&request, START, None);
    for _ in 0..100 {
        stage.pass(DAY);
        client.key_status().unwrap();
    }
    stage.clock.fetch_sub(100 * DAY, Ordering::SeqCst);
    assert_eq!(code(client.take_answer(&kept)), "answer.late");
    assert_eq!(client.key_status().unwrap().seconds_left(), 265 * DAY as u64);
}

/// LIC-32
#[cfg(unix)]
#[test]
fn the_devices_key_is_made_once_and_read_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let stage = Stage::new();
    let client = stage.client();
    let jwk = |request: &str| DeviceRequest::open(request).unwrap().jwk;
    let first = jwk(&client.request_file().unwrap());
    assert_eq!(jwk(&stage.client().request_file().unwrap()), first);
    let mode = std::fs::metadata(stage.directory.path().join("keys.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
