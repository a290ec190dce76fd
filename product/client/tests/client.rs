//! The client library against a portal: what a product sees from activation to deactivation.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod portal;
mod stage;

use std::sync::atomic::Ordering;

use gatehouse_client::{Client, DeviceFingerprint, Error, LeaseError, Renewal};
use portal::{DAY, START};
use stage::{Stage, device};

/// LIC-10 LIC-13 LIC-16 LIC-30 LIC-31
#[test]
fn a_license_goes_from_activation_over_renewal_and_block_to_deactivation() {
    let stage = Stage::new();
    let client = stage.client();
    assert!(matches!(client.status(), Err(Error::NotActivated)));

    let license = client.activate(&stage.portal.code().to_lowercase()).unwrap();
    assert!(license.has_feature("manifest") && !license.has_feature("export"));
    assert_eq!(client.status().unwrap().lease().jti, "lease-1");
    assert_eq!(stage.requests(), 1);
    {
        let world = stage.portal.world();
        let request = &world.requests[0];
        assert_eq!(request.language.as_deref(), Some("ja"));
        assert_eq!(request.body["device"]["name"], "workbench");
        assert_eq!(request.body["version"], "2.1");
        assert_eq!(request.body["time"], START);
    }

    stage.pass(14 * DAY);
    assert!(matches!(client.renew_if_due().unwrap(), Renewal::NotDue(_)));
    assert_eq!(stage.requests(), 1);

    stage.pass(DAY);
    assert!(client.status().unwrap().renewal_due());
    let Renewal::Renewed(license) = client.renew_if_due().unwrap() else { panic!("not renewed") };
    assert_eq!((license.lease().jti.as_str(), license.seconds_left()), ("lease-2", 30 * DAY as u64));

    stage.portal.world().blocked = true;
    assert!(client.status().is_ok(), "a blocked license runs on until the product asks");
    stage.pass(15 * DAY);
    let error = client.renew_if_due().unwrap_err();
    assert_eq!((error.code(), error.is_final()), ("license.blocked", true));
    assert_eq!(error.to_string(), "The server refused: license.blocked. Ask the vendor.");
    assert_eq!(client.status().unwrap_err().code(), "license.blocked");

    stage.portal.world().blocked = false;
    assert!(matches!(client.renew_if_due().unwrap(), Renewal::Renewed(_)), "an unblocked license comes back");

    client.deactivate().unwrap();
    assert!(matches!(client.status(), Err(Error::NotActivated)));
    assert!(!stage.portal.world().activations[0].active);
    client.activate(&stage.portal.code()).unwrap();
}

/// LIC-16
#[test]
fn a_product_runs_to_the_end_of_its_lease_while_the_server_is_down() {
    let mut stage = Stage::new();
    let client = stage.activated();
    stage.portal.stop();

    stage.pass(29 * DAY);
    let Renewal::Postponed { license, because } = client.renew_if_due().unwrap() else { panic!("not postponed") };
    assert_eq!((because.code(), because.is_final()), ("client.unreachable", false));
    assert_eq!(license.seconds_left(), DAY as u64);
    assert!(client.status().is_ok());

    stage.pass(DAY);
    assert!(matches!(client.status(), Err(Error::Lease(LeaseError::Expired { at })) if at == START + 30 * DAY));
    assert_eq!(client.renew_if_due().unwrap_err().code(), "client.unreachable");

    stage.portal.restart();
    let client = stage.client();
    assert!(matches!(client.renew_if_due().unwrap(), Renewal::Renewed(_)), "the end of a lease is not for good");
}

/// LIC-16
#[test]
fn a_failed_renewal_is_not_tried_again_at_once() {
    let mut stage = Stage::new();
    let client = stage.activated();
    stage.pass(16 * DAY);
    stage.portal.stop();
    assert!(matches!(client.renew_if_due().unwrap(), Renewal::Postponed { .. }));
    stage.portal.restart();

    assert!(matches!(client.renew_if_due().unwrap(), Renewal::NotDue(_)));
    assert_eq!(stage.requests(), 1);
    stage.pass(15 * 60);
    assert!(matches!(client.renew_if_due().unwrap(), Renewal::Renewed(_)));
}

/// LIC-30
#[test]
fn a_clock_set_back_warns_for_three_days_and_then_asks_for_one_online_check() {
    let mut stage = Stage::new();
    let client = stage.activated();
    for _ in 0..10 {
        stage.pass(DAY);
        client.status().unwrap();
    }

    stage.clock.fetch_sub(6 * DAY, Ordering::SeqCst);
    let license = client.status().unwrap();
    assert_eq!(license.seconds_left(), 20 * DAY as u64, "the lease gains nothing");
    assert_eq!(license.clock_warning().unwrap().code(), "client.clock_set_back");
    for _ in 0..3 {
        stage.clock.fetch_add(DAY, Ordering::SeqCst);
        client.status().unwrap();
    }
    stage.clock.fetch_add(1, Ordering::SeqCst);
    let error = client.status().unwrap_err();
    assert_eq!((error.code(), error.is_final()), ("client.clock_set_back", false));
    stage.portal.stop();
    let error = client.renew_if_due().unwrap_err();
    assert!(matches!(&error, Error::ClockSetBack { unreached: Some(_), .. }), "both are in the way: {error:?}");
    assert!(error.to_string().contains("set it right") && error.to_string().contains("cannot be reached"), "{error}");
    assert!(client.text(&error).contains("時計") && client.text(&error).contains("接続できませんでした"));

    stage.portal.restart();
    assert_eq!(client.renew().unwrap_err().code(), "device.clock_wrong", "the portal's own words, when there are some");
    stage.clock.fetch_add(3 * DAY, Ordering::SeqCst);
    assert!(client.renew().is_ok());
    assert!(client.status().is_ok());
}

/// LIC-30
#[test]
fn a_clock_set_back_less_than_a_day_does_not_make_a_lease_longer() {
    let stage = Stage::new();
    let client = stage.activated();
    stage.pass(30 * DAY - 2 * 60 * 60);
    assert_eq!(client.status().unwrap().seconds_left(), 2 * 60 * 60);
    stage.clock.fetch_sub(20 * 60 * 60, Ordering::SeqCst);
    assert_eq!(client.status().unwrap().seconds_left(), 2 * 60 * 60);
}

/// LIC-30
#[test]
fn a_clock_that_ran_a_year_ahead_does_not_consume_the_license() {
    let mut stage = Stage::new();
    let client = stage.activated();
    stage.portal.stop();
    stage.clock.fetch_add(365 * DAY, Ordering::SeqCst);
    assert_eq!(client.status().unwrap_err().code(), "lease.expired");
    stage.clock.fetch_sub(365 * DAY, Ordering::SeqCst);
    assert!(client.status().is_ok(), "nothing was lost, and without a network");

    for ahead in [25 * 60 * 60, 6 * DAY, 29 * DAY] {
        stage.clock.fetch_add(ahead, Ordering::SeqCst);
        assert!(client.status().is_ok(), "within the lease the product runs");
        stage.clock.fetch_sub(ahead, Ordering::SeqCst);
        let license = client.status().unwrap();
        assert!(license.clock_warning().is_none(), "a jump that did not last is forgotten: {ahead}");
        assert_eq!(license.seconds_left(), 30 * DAY as u64);
    }
}

/// LIC-30
#[test]
fn a_clock_that_stands_behind_asks_the_server_before_the_lease_is_half_over() {
    let stage = Stage::new();
    let client = stage.activated();
    for _ in 0..5 {
        stage.pass(DAY);
        client.status().unwrap();
    }
    // The clock ran ahead for days and is right now.
    stage.portal.world().now -= 4 * DAY;
    stage.clock.fetch_sub(4 * DAY, Ordering::SeqCst);
    assert!(client.status().unwrap().clock_warning().is_some());
    let Renewal::Renewed(license) = client.renew_if_due().unwrap() else { panic!("not renewed") };
    assert!(license.clock_warning().is_none());
    assert_eq!(license.seconds_left(), 30 * DAY as u64);
}

/// LIC-10
#[test]
fn the_state_file_of_another_device_is_refused() {
    let stage = Stage::new();
    stage.activated();
    let other = stage.builder(stage.directory.path(), device(2)).build().unwrap();
    let error = other.status().unwrap_err();
    assert_eq!((error.code(), error.is_final()), ("lease.wrong_device", true));
    stage.pass(20 * DAY);
    assert_eq!(other.renew_if_due().unwrap_err().code(), "lease.wrong_device");
    assert_eq!(stage.requests(), 1);
}

/// LIC-10
#[test]
fn a_new_network_card_and_processor_do_not_cost_the_license() {
    let stage = Stage::new();
    stage.activated();
    let mut components = device(1).components().to_vec();
    components[3] = [0xee; 32];
    components[4] = [0xef; 32];
    let changed = DeviceFingerprint::new(components).unwrap();
    assert!(stage.builder(stage.directory.path(), changed).build().unwrap().status().is_ok());
}

/// LIC-10
#[test]
fn an_activation_whose_answer_got_lost_takes_one_seat_under_one_key() {
    let stage = Stage::new();
    stage.portal.world().lose_answers = 1;
    stage.client().activate(&stage.portal.code()).unwrap();
    let world = stage.portal.world();
    assert_eq!((world.requests.len(), world.activations.len()), (2, 1));
    assert_eq!(world.requests[0].idempotency_key, world.requests[1].idempotency_key);
    assert!(world.requests[0].idempotency_key.is_some());
}

/// LIC-10
#[test]
fn an_activation_repeated_after_a_crash_is_the_same_request() {
    let stage = Stage::new();
    stage.portal.world().lose_answers = 2;
    assert_eq!(stage.client().activate(&stage.portal.code()).unwrap_err().code(), "client.unreachable");
    stage.pass(60);
    stage.client().activate(&stage.portal.code()).unwrap();

    let world = stage.portal.world();
    assert_eq!((world.requests.len(), world.activations.len()), (3, 1));
    assert_eq!(world.requests[0].idempotency_key, world.requests[2].idempotency_key);
    assert_eq!(world.requests[0].body, world.requests[2].body);
    drop(world);

    stage.client().activate(&stage.portal.code()).unwrap();
    let world = stage.portal.world();
    assert_ne!(world.requests[2].idempotency_key, world.requests[3].idempotency_key, "an answered key is done with");
}

/// LIC-16
#[test]
fn a_renewal_whose_answer_got_lost_is_asked_again_with_the_old_token() {
    let stage = Stage::new();
    let client = stage.activated();
    stage.pass(15 * DAY);
    stage.portal.world().lose_answers = 1;
    assert!(matches!(client.renew_if_due().unwrap(), Renewal::Renewed(_)));
    stage.pass(15 * DAY);
    assert!(matches!(client.renew_if_due().unwrap(), Renewal::Renewed(_)));
}

/// LIC-2
#[test]
fn a_mistyped_code_is_found_without_asking_the_server() {
    let stage = Stage::new();
    let mut code = stage.portal.code().into_bytes();
    code[7] = if code[7] == b'A' { b'B' } else { b'A' };
    let error = stage.client().activate(std::str::from_utf8(&code).unwrap()).unwrap_err();
    assert_eq!((error.code(), error.is_final(), error.position()), ("code.mistyped", true, Some(7)));
    assert_eq!(stage.requests(), 0);
}

/// LIC-10
#[test]
fn the_second_device_of_a_license_for_one_is_refused_and_nothing_is_kept() {
    let stage = Stage::new();
    stage.activated();
    let other = tempfile::tempdir().unwrap();
    let client = stage.builder(other.path(), device(2)).build().unwrap();
    let error = client.activate(&stage.portal.code()).unwrap_err();
    assert_eq!((error.code(), error.is_final()), ("license.no_seat_free", true));
    assert_eq!(error.problem().unwrap().status, 409);
    assert_eq!(error.problem().unwrap().instance.as_deref(), Some("request-1"));
    assert!(matches!(client.status(), Err(Error::NotActivated)));
    assert!(!other.path().join("activation.json").exists());
}

/// LIC-13
#[test]
fn a_seat_freed_from_the_account_ends_the_license_at_the_next_renewal() {
    let stage = Stage::new();
    let client = stage.activated();
    stage.portal.world().activations[0].active = false;
    stage.pass(15 * DAY);
    assert_eq!(client.renew_if_due().unwrap_err().code(), "activation.deactivated");
    assert!(matches!(client.status(), Err(Error::NotActivated)));
}

/// LIC-13
#[test]
fn deactivating_without_a_network_keeps_the_license() {
    let mut stage = Stage::new();
    let client = stage.activated();
    stage.portal.stop();
    assert_eq!(client.deactivate().unwrap_err().code(), "client.unreachable");
    assert!(client.status().is_ok());
}

/// LIC-10
#[test]
fn an_issuing_key_changed_between_two_renewals_is_fetched() {
    let stage = Stage::new();
    let client = stage.activated();
    stage.portal.world().issuing = 3;
    stage.portal.world().leave_out_keys = true;
    stage.pass(15 * DAY);
    assert!(matches!(client.renew_if_due().unwrap(), Renewal::Renewed(_)));
    assert!(client.status().is_ok());
}

/// LIC-10
#[test]
fn a_portal_of_another_vendor_cannot_activate_the_product() {
    let stage = Stage::new();
    let foreign = gatehouse_formats::SigningKey::from_seed(&[77; 32]);
    let roots = vec![gatehouse_client::RootKey::new(foreign.public().clone())];
    let client = Client::builder(&stage.portal.url(), "lantern", roots)
        .state_dir(stage.directory.path())
        .fingerprint(device(1))
        .clock(|| START)
        .build()
        .unwrap();
    assert_eq!(client.activate(&stage.portal.code()).unwrap_err().code(), "lease.untrusted");
    assert!(matches!(client.status(), Err(Error::NotActivated)));
}

/// LIC-30
#[test]
fn a_lease_changed_in_the_state_file_is_refused() {
    let stage = Stage::new();
    let client = stage.activated();
    let path = stage.directory.path().join("license.json");
    let mut state: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let lease = state["lease"].as_str().unwrap().to_owned();
    let (text, signature) = lease.rsplit_once('.').unwrap();
    let flipped = if signature.starts_with('A') { 'B' } else { 'A' };
    state["lease"] = format!("{text}.{flipped}{}", &signature[1..]).into();
    std::fs::write(&path, state.to_string()).unwrap();
    assert!(matches!(client.status(), Err(Error::Lease(LeaseError::Signature))));
}

/// LIC-30
#[test]
fn a_half_written_new_state_left_by_a_crash_is_ignored_and_replaced() {
    let stage = Stage::new();
    let client = stage.activated();
    let aside = stage.directory.path().join("license.json.new");
    std::fs::write(&aside, r#"{"activation":"#).unwrap();
    assert_eq!(client.status().unwrap().lease().jti, "lease-1");
    stage.pass(15 * DAY);
    client.renew_if_due().unwrap();
    assert_eq!(client.status().unwrap().lease().jti, "lease-2");
    assert!(!aside.exists());
}

/// LIC-30
#[test]
fn an_answer_that_is_no_portals_is_told_from_a_refusal() {
    let stage = Stage::new();
    let client = stage.activated();
    let path = stage.directory.path().join("license.json");
    let state = std::fs::read_to_string(&path).unwrap();
    let activation = stage.portal.world().activations[0].id.clone();
    std::fs::write(&path, state.replace(&format!("\"{activation}\""), "\"no/such/route\"")).unwrap();
    stage.pass(15 * DAY);
    let Renewal::Postponed { because, .. } = client.renew_if_due().unwrap() else { panic!("not postponed") };
    assert!(matches!(because, Error::Answer { status: 404 }));
}

/// LIC-30
#[test]
fn a_code_is_never_sent_to_another_device_without_tls() {
    let build = |url: &str| {
        let roots =
            vec![gatehouse_client::RootKey::new(gatehouse_formats::SigningKey::from_seed(&[1; 32]).public().clone())];
        Client::builder(url, "lantern", roots).state_dir("unused").fingerprint(device(1))
    };
    for refused in [
        "http://portal.example.com",
        "ftp://portal.example.com",
        "https://portal.example.com/path",
        "https://user@portal.example.com",
        "portal.example.com",
    ] {
        assert!(matches!(build(refused).build(), Err(Error::Setup(_))), "{refused}");
    }
    assert!(build("http://portal.example.com").allow_plain_http(true).build().is_ok());
    for accepted in
        ["http://127.0.0.1:8080", "http://localhost:8080/", "http://[::1]:8080", "https://portal.example.com"]
    {
        assert!(build(accepted).build().is_ok(), "{accepted}");
    }
}

/// LIC-30
#[tokio::test(flavor = "multi_thread")]
async fn the_asynchronous_client_keeps_the_same_rules() {
    let stage = tokio::task::spawn_blocking(Stage::new).await.unwrap();
    let client = stage.builder(stage.directory.path(), device(1)).build_async().unwrap();
    stage.portal.world().lose_answers = 1;
    client.activate(&stage.portal.code()).await.unwrap();
    assert!(client.status().is_ok());
    stage.pass(15 * DAY);
    assert!(matches!(client.renew_if_due().await.unwrap(), Renewal::Renewed(_)));
    assert!(matches!(client.renew().await.unwrap(), Renewal::Renewed(_)));
    client.deactivate().await.unwrap();
    assert!(matches!(client.status(), Err(Error::NotActivated)));
    assert_eq!(stage.portal.world().activations.len(), 1);
    tokio::task::spawn_blocking(move || drop(stage)).await.unwrap();
}
