//! Revocation lists on the device: what a carried file ends, and what it cannot.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod portal;
mod stage;

use gatehouse_client::{Client, Error, Renewal};
use portal::{DAY, START};
use stage::{Stage, device};

/// LIC-20 LIC-30
#[test]
fn a_revocation_list_stops_a_device_without_a_network() {
    let mut stage = Stage::new();
    let client = stage.activated();
    stage.pass(60);
    let file = client.fetch_revocation_list().unwrap();
    stage.portal.stop();
    assert!(client.status().is_ok(), "fetching a list takes nothing");
    let refused = client.take_revocation_list(&file).unwrap_err();
    assert!(matches!(refused, Error::Revoked { listed } if listed == START + 60), "{refused:?}");
    assert_eq!((refused.code(), refused.is_final()), ("lease.revoked", true));
    assert_eq!(stage.client().status().unwrap_err().code(), "lease.revoked", "also after a restart");
    assert_eq!(client.renew().unwrap_err().code(), "lease.revoked", "not: the server cannot be reached");
    stage.portal.restart();
    stage.pass(60);
    let Renewal::Renewed(license) = client.renew().unwrap() else { panic!("the portal's last word is a lease") };
    assert_eq!(license.lease().iat, START + 120);
    client.take_revocation_list(&file).expect("a list older than the lease changes nothing");
}

/// LIC-20 LIC-30
#[test]
fn a_newer_revocation_list_takes_back_what_an_older_one_said_and_never_the_other_way_round() {
    let stage = Stage::new();
    let client = stage.activated();
    stage.pass(60);
    let (named, free) = {
        let world = stage.portal.world();
        (world.revocations(4, &world.activations).to_string(), world.revocations(5, &[]).to_string())
    };
    assert_eq!(client.take_revocation_list(&named).unwrap_err().code(), "lease.revoked");
    // A shell of Windows saves a text with a mark before it.
    client.take_revocation_list(&format!("\u{feff}{free}")).unwrap();
    let refused = client.take_revocation_list(&named).unwrap_err();
    assert!(matches!(refused, Error::OldList { found: 4, taken: 5 }), "{refused:?}");
    client.status().unwrap();
}

/// LIC-20 LIC-30
#[test]
fn a_revocation_list_moves_the_clocks_floor() {
    let stage = Stage::new();
    let client = stage.activated();
    let list = {
        let mut world = stage.portal.world();
        world.now += 3 * DAY;
        world.revocations(1, &[]).to_string()
    };
    let refused = client.take_revocation_list(&list).unwrap_err();
    assert_eq!(refused.code(), "client.clock_set_back", "the device's clock is three days behind the list");
}

/// LIC-20 LIC-30
#[test]
fn nothing_but_a_list_of_the_vendor_for_this_product_is_taken() {
    let stage = Stage::new();
    let client = stage.activated();
    let list = {
        let world = stage.portal.world();
        world.revocations(1, &world.activations)
    };
    let mut forged = list.clone();
    let text = forged["revocation_list"].as_str().unwrap();
    forged["revocation_list"] = format!("{}AAAA{}", &text[..text.len() - 20], &text[text.len() - 16..]).into();
    let mut alone = list.clone();
    alone["issuing_keys"] = serde_json::json!([]);
    let lease = serde_json::json!({ "revocation_list": client.status().map(|_| "a.b.c").unwrap(), "issuing_keys": [] });
    for wrong in [forged, alone, lease, serde_json::json!(1), serde_json::json!({})] {
        let refused = client.take_revocation_list(&wrong.to_string()).unwrap_err();
        assert_eq!((refused.code(), refused.is_final()), ("revocation_list.untrusted", true), "{wrong}");
    }
    let other = tempfile::tempdir().unwrap();
    let beacon = Client::builder(&stage.portal.url(), "beacon", stage.portal.roots())
        .state_dir(other.path())
        .fingerprint(device(1))
        .build()
        .unwrap();
    let refused = beacon.take_revocation_list(&list.to_string()).unwrap_err();
    assert_eq!(refused.to_string(), "the revocation list is for the product lantern");
    assert!(matches!(beacon.fetch_revocation_list(), Err(Error::Refused(problem)) if problem.status == 404));
    client.status().unwrap();
}
