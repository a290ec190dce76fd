//! Fingerprints against the vectors of a second implementation.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gatehouse_client::{collect_fingerprint, fingerprint_component};
use serde_json::Value;

/// LIC-10
#[test]
fn components_are_hashed_as_the_vectors_say() {
    let vectors: Value = serde_json::from_str(include_str!("../../../docs/formats/vectors/fingerprint.json")).unwrap();
    let components = vectors["components"].as_array().unwrap();
    assert_eq!(components.len(), 10);
    for vector in components {
        let text = |name: &str| vector[name].as_str().unwrap();
        let hash = fingerprint_component(text("product"), text("kind"), text("value"));
        assert_eq!(hex::encode(hash), text("hash"));
    }
}

/// LIC-10
#[test]
fn the_fingerprint_of_this_device_stays_the_same() {
    // A container without a machine id and without a network card has none; then both say so.
    match (collect_fingerprint("lantern"), collect_fingerprint("lantern")) {
        (Ok(first), Ok(second)) => assert_eq!(first, second),
        (first, second) => assert!(first.is_err() && second.is_err()),
    }
}
