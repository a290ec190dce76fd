//! A device that is activated with a second code: the first seat is given back, and never forgotten.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod portal;
mod stage;

use gatehouse_client::{Error, Renewal};
use portal::DAY;
use stage::{Stage, device};

/// LIC-13
#[test]
fn a_second_code_on_a_device_gives_the_first_seat_back() {
    let stage = Stage::new();
    let client = stage.activated();
    client.activate(&stage.portal.another_code()).unwrap();
    assert_eq!(stage.seats(), [false, true]);
    let (act, first) = {
        let world = stage.portal.world();
        assert_eq!(world.requests.last().unwrap().body["renew_token"], world.activations[0].token);
        (world.activations[1].id.clone(), world.activations[0].token.clone())
    };
    assert_eq!(client.status().unwrap().lease().act, act);
    assert!(!stage.stored().contains(&first), "a seat that is given back is forgotten");
    client.activate(&stage.portal.code()).unwrap();
    assert_eq!(stage.seats(), [false, false, true], "and back again");
}

/// LIC-13
#[test]
fn a_seat_that_could_not_be_given_back_is_given_back_after_the_next_renewal() {
    let stage = Stage::new();
    stage.activated();
    stage.portal.world().frees_no_seat = true;
    stage.client().activate(&stage.portal.another_code()).unwrap();
    assert_eq!(stage.seats(), [true, true], "the new license is not held up by the old one");
    assert!(stage.stored().contains(&stage.portal.world().activations[0].token));

    // Another process, as after a crash between the two steps.
    let client = stage.client();
    stage.pass(15 * DAY);
    assert!(matches!(client.renew_if_due().unwrap(), Renewal::Renewed(_)));
    assert_eq!(stage.seats(), [true, true], "still noted");
    stage.portal.world().frees_no_seat = false;
    stage.pass(15 * DAY);
    assert!(matches!(client.renew_if_due().unwrap(), Renewal::Renewed(_)));
    assert_eq!(stage.seats(), [false, true]);
    let asked = stage.requests();
    client.renew().unwrap();
    assert_eq!(stage.requests(), asked + 1, "given back once");
}

/// LIC-13
#[test]
fn a_seat_that_the_server_does_not_know_any_more_is_forgotten() {
    let stage = Stage::new();
    let client = stage.activated();
    stage.portal.world().activations[0].token = "of another time".to_owned();
    client.activate(&stage.portal.another_code()).unwrap();
    let state: serde_json::Value = serde_json::from_str(&stage.stored()).unwrap();
    assert_eq!(state["releases"], serde_json::json!([]));
}

/// LIC-13
#[test]
fn a_seat_that_is_taken_again_before_it_was_given_back_is_kept() {
    let stage = Stage::new();
    let client = stage.activated();
    stage.portal.world().frees_no_seat = true;
    client.activate(&stage.portal.another_code()).unwrap();
    client.activate(&stage.portal.code()).unwrap();
    stage.portal.world().frees_no_seat = false;
    client.renew().unwrap();
    assert_eq!(stage.seats(), [true, false]);
}

/// LIC-13
#[test]
fn deactivating_gives_replaced_seats_back_too_or_keeps_the_license() {
    let stage = Stage::new();
    let client = stage.activated();
    stage.portal.world().frees_no_seat = true;
    client.activate(&stage.portal.another_code()).unwrap();
    assert_eq!(client.deactivate().unwrap_err().code(), "service.unavailable");
    assert!(client.status().is_ok());
    stage.portal.world().frees_no_seat = false;
    client.deactivate().unwrap();
    assert_eq!(stage.seats(), [false, false]);
    assert!(matches!(client.status(), Err(Error::NotActivated)));
}

/// LIC-13
#[test]
fn a_replaced_seat_is_not_forgotten_when_the_new_one_is_freed_from_the_account() {
    let stage = Stage::new();
    let client = stage.activated();
    stage.portal.world().frees_no_seat = true;
    client.activate(&stage.portal.another_code()).unwrap();
    stage.portal.world().activations[1].active = false;
    assert_eq!(client.renew().unwrap_err().code(), "activation.deactivated");
    assert_eq!(client.status().unwrap_err().code(), "activation.deactivated");
    stage.portal.world().frees_no_seat = false;
    assert_eq!(client.renew().unwrap_err().code(), "activation.deactivated");
    assert_eq!(stage.seats(), [false, false]);
    assert!(matches!(client.status(), Err(Error::NotActivated)));
}

/// LIC-13
#[test]
fn a_state_copied_from_another_device_does_not_cost_that_device_its_seat() {
    let stage = Stage::new();
    stage.activated();
    let other = stage.builder(stage.directory.path(), device(2)).build().unwrap();
    other.activate(&stage.portal.another_code()).unwrap();
    assert_eq!(stage.seats(), [true, true]);
    assert!(other.status().is_ok());
}

/// LIC-30 LIC-13
#[tokio::test(flavor = "multi_thread")]
async fn the_asynchronous_client_gives_a_replaced_seat_back_too() {
    let stage = tokio::task::spawn_blocking(Stage::new).await.unwrap();
    let (first, second) = (stage.portal.code(), stage.portal.another_code());
    let client = stage.builder(stage.directory.path(), device(1)).build_async().unwrap();
    client.activate(&first).await.unwrap();
    stage.portal.world().frees_no_seat = true;
    client.activate(&second).await.unwrap();
    assert_eq!(stage.seats(), [true, true]);
    assert_eq!(client.deactivate().await.unwrap_err().code(), "service.unavailable");
    stage.portal.world().frees_no_seat = false;
    assert!(matches!(client.renew().await.unwrap(), Renewal::Renewed(_)));
    assert_eq!(stage.seats(), [false, true]);
    client.deactivate().await.unwrap();
    assert_eq!(stage.seats(), [false, false]);
    tokio::task::spawn_blocking(move || drop(stage)).await.unwrap();
}
