//! A vendor that makes key files, lists and answers by hand, with the root key of the portal of these tests.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;

use gatehouse_client::{KeyClaims, KeyKind, Serial};
use gatehouse_formats::{
    Binding, DeviceAnswer, DeviceRequest, IssuingKey, KeyRevocations, KeyTerms, Purpose, RootKey, Serials, SigningKey,
    Status, StatusClaim, StatusList, StatusReference, Statuses, Trust, bundle, by_hand, compatibility,
};
use serde_json::json;

use crate::portal::{DAY, START};

/// The issuing key for key files, by its seed.
pub const ISSUING: u8 = 12;
const PORTAL: &str = "https://portal.example.com";

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

pub fn serial(number: u32) -> Serial {
    Serials::new([7; 32]).of(number)
}

pub fn list_name(origin: &str) -> String {
    format!("{origin}/api/v1/status-lists/lantern/2026")
}

fn certificate() -> String {
    let public = key(ISSUING).public().clone();
    let certified =
        IssuingKey { public, purpose: Purpose::KeyFile, nbf: 0, exp: START + 100_000 * DAY, max_kind: None };
    certified.certify(&key(1)).unwrap()
}

fn trust() -> Trust {
    Trust::new(&[RootKey::new(key(1).public().clone())])
}

/// A license for a year from the start, which any device takes.
pub fn claims(number: u32) -> KeyClaims {
    KeyClaims {
        iss: PORTAL.into(),
        aud: "lantern".into(),
        sub: "7715043070".into(),
        jti: serial(number),
        iat: START,
        nbf: START,
        exp: START + 800 * DAY,
        lic: KeyTerms {
            kind: KeyKind::Commercial,
            product: "Lantern".into(),
            edition: "pro".into(),
            seats: 1,
            from: START,
            until: Some(START + 365 * DAY),
            grace_days: 8,
            entitlements: vec!["manifest".into()],
            account: None,
            limits: BTreeMap::from([("folders".to_owned(), 100)]),
            order_ref: None,
            holder: Some("Aurora K.K.".into()),
            holder_hash: None,
        },
        cnf: None,
        prev: None,
        reserve: false,
        compat_sha256: None,
        status: Some(StatusClaim { status_list: StatusReference { idx: number, uri: list_name(PORTAL) } }),
    }
}

/// The year after it, as a reserve key.
pub fn reserve(number: u32) -> KeyClaims {
    let mut claims = claims(number);
    claims.reserve = true;
    (claims.lic.from, claims.lic.until) = (START, Some(START + 730 * DAY));
    claims
}

pub fn file(claims: &KeyClaims) -> String {
    claims.sign(&key(ISSUING), &certificate(), &trust()).unwrap()
}

/// The archive with these key files.
pub fn archive(all: &[KeyClaims]) -> Vec<u8> {
    let list = "Lantern\n";
    let bound = |claims: &KeyClaims| KeyClaims { compat_sha256: Some(compatibility::hash(list)), ..claims.clone() };
    let files: Vec<String> = all.iter().map(|claims| file(&bound(claims))).collect();
    bundle::write(&files, list, "Read me\n", &trust()).unwrap()
}

/// A status list that says this of some key files, by their numbers.
pub fn statuses(seq: i64, iat: i64, said: &[(u32, Status)]) -> String {
    statuses_of(PORTAL, seq, iat, said)
}

pub fn statuses_of(origin: &str, seq: i64, iat: i64, said: &[(u32, Status)]) -> String {
    let mut statuses = Statuses::new(64).unwrap();
    for (number, status) in said {
        statuses.set(*number, *status);
    }
    let list = StatusList {
        iss: PORTAL.into(),
        aud: "lantern".into(),
        sub: list_name(origin),
        iat,
        exp: iat + 7 * DAY,
        ttl: 43_200,
        seq,
        statuses,
    };
    json!({ "status_list": list.sign(&key(ISSUING)).unwrap(), "issuing_keys": [certificate()] }).to_string()
}

/// What a root key says of the issuing key of these files.
pub fn revoked_keys() -> String {
    let revoked = vec![key(ISSUING).public().kid().to_owned()];
    KeyRevocations { iat: START, seq: 1, revoked }.sign(&key(1)).unwrap()
}

/// The portal's answer to a request: the key file for that device, or the time alone.
pub fn answer(request: &str, iat: i64, claims: Option<KeyClaims>) -> String {
    let asked = DeviceRequest::open(request).unwrap();
    let key_file = claims.map(|mut claims| {
        claims.cnf = Some(Binding::to(&asked.jwk.public().unwrap(), &asked.fingerprint, [5; 16]));
        (claims.iat, claims.nbf) = (iat, iat);
        file(&claims)
    });
    let answer = DeviceAnswer {
        iss: PORTAL.into(),
        aud: asked.aud.clone(),
        iat,
        nonce: asked.nonce,
        request_sha256: by_hand::request_hash(request),
        key_file,
    };
    answer.sign(&key(ISSUING), &certificate(), &trust()).unwrap()
}
