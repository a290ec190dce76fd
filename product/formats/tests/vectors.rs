//! The vectors in `docs/formats/vectors` were made by a second implementation; this one must agree with each of them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gatehouse_formats::{
    ActivationCode, CodeError, CodeKind, DeviceFingerprint, IssuingKey, Lease, LeaseError, ListError, Purpose,
    RevocationList, RootKey, SigningKey, revocation_list,
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Codes {
    valid: Vec<ValidCode>,
    accepted: Vec<Accepted>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
struct ValidCode {
    kind: String,
    random: String,
    canonical: String,
    shown: String,
    masked: String,
}

#[derive(Deserialize)]
struct Accepted {
    input: String,
    canonical: String,
}

#[derive(Deserialize)]
struct Refused {
    input: String,
    error: String,
    position: Option<u8>,
    suggestion: Option<char>,
    found: Option<Value>,
}

fn codes() -> Codes {
    serde_json::from_str(include_str!("../../../docs/formats/vectors/activation-code.json")).unwrap()
}

/// LIC-2
#[test]
fn codes_are_made_as_the_vectors_say() {
    for vector in codes().valid {
        let kind = match vector.kind.as_str() {
            "commercial" => CodeKind::Commercial,
            "trial" => CodeKind::Trial,
            "subscription" => CodeKind::Subscription,
            "not_for_resale" => CodeKind::NotForResale,
            other => panic!("{other}"),
        };
        let random = hex::decode(vector.random).unwrap();
        let code = ActivationCode::generate(kind, &mut |bytes: &mut [u8]| bytes.copy_from_slice(&random));
        assert_eq!(code.as_str(), vector.canonical);
        assert_eq!(code.to_string(), vector.shown);
        assert_eq!(code.masked(), vector.masked);
        assert_eq!(ActivationCode::parse(&vector.shown).unwrap().kind(), kind);
    }
}

/// LIC-2
#[test]
fn codes_are_accepted_as_the_vectors_say() {
    for vector in codes().accepted {
        let code = ActivationCode::parse(&vector.input);
        assert_eq!(code.as_ref().map(ActivationCode::as_str), Ok(vector.canonical.as_str()), "{:?}", vector.input);
    }
}

/// LIC-2
#[test]
fn codes_are_refused_as_the_vectors_say() {
    for vector in codes().refused {
        let expected = match vector.error.as_str() {
            "empty" => CodeError::Empty,
            "length" => CodeError::Length { found: vector.found.unwrap().as_u64().unwrap() as usize },
            "symbol" => CodeError::Symbol {
                position: vector.position.unwrap(),
                found: vector.found.unwrap().as_str().unwrap().chars().next().unwrap(),
            },
            "check" => CodeError::Check { position: vector.position, suggestion: vector.suggestion },
            other => panic!("{other}"),
        };
        assert_eq!(ActivationCode::parse(&vector.input), Err(expected), "{:?}", vector.input);
    }
}

#[derive(Deserialize)]
struct Leases {
    roots: Value,
    root_seed: String,
    issuing_seed: String,
    issuing_key: Value,
    certificate: String,
    claims: Value,
    lease: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    result: String,
    lease: String,
    chain: Vec<String>,
    now: i64,
    product: String,
    fingerprint: Vec<String>,
}

fn leases() -> Leases {
    serde_json::from_str(include_str!("../../../docs/formats/vectors/lease.json")).unwrap()
}

fn key(seed: &str) -> SigningKey {
    SigningKey::from_seed(&hex::decode(seed).unwrap().try_into().unwrap())
}

fn name(result: &Result<Lease, LeaseError>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(LeaseError::NotALease(_)) => "not_a_lease",
        Err(LeaseError::UnknownKey { .. }) => "unknown_key",
        Err(LeaseError::UntrustedKey { .. }) => "untrusted_key",
        Err(LeaseError::LongChain { .. }) => "long_chain",
        Err(LeaseError::KeyOutOfDate { .. }) => "key_out_of_date",
        Err(LeaseError::Signature) => "signature",
        Err(LeaseError::Claim { .. }) => "claim",
        Err(LeaseError::WrongProduct { .. }) => "wrong_product",
        Err(LeaseError::WrongDevice) => "wrong_device",
        Err(LeaseError::NotYetValid { .. }) => "not_yet_valid",
        Err(LeaseError::Expired { .. }) => "expired",
    }
}

/// LIC-10
#[test]
fn leases_are_judged_as_the_vectors_say() {
    let vectors = leases();
    let roots = RootKey::parse_list(&vectors.roots.to_string()).unwrap();
    for case in vectors.cases {
        let device = DeviceFingerprint::parse(&case.fingerprint).unwrap();
        let result = Lease::verify(&case.lease, &case.chain, &roots, case.now, &case.product, &device);
        assert_eq!(name(&result), case.result, "{}: {result:?}", case.name);
    }
}

/// LIC-10 LIC-31
#[test]
fn leases_and_certificates_are_signed_byte_for_byte_as_the_vectors_say() {
    let vectors = leases();
    let issuing = key(&vectors.issuing_seed);
    let lease: Lease = serde_json::from_value(vectors.claims.clone()).unwrap();
    assert_eq!(lease.sign(&issuing).unwrap(), vectors.lease);
    assert_eq!(serde_json::to_value(&lease).unwrap(), vectors.claims);

    let certified = IssuingKey {
        public: issuing.public().clone(),
        purpose: Purpose::Lease,
        nbf: vectors.issuing_key["nbf"].as_i64().unwrap(),
        exp: vectors.issuing_key["exp"].as_i64().unwrap(),
        max_kind: None,
    };
    assert_eq!(issuing.public().kid(), vectors.issuing_key["kid"]);
    assert_eq!(certified.certify(&key(&vectors.root_seed)).unwrap(), vectors.certificate);
}

#[derive(Deserialize)]
struct Lists {
    entries: Vec<ListEntry>,
    claims: Value,
    list: String,
    cases: Vec<ListCase>,
}

#[derive(Deserialize)]
struct ListEntry {
    activation: String,
    entry: String,
}

#[derive(Deserialize)]
struct ListCase {
    name: String,
    result: String,
    list: String,
    chain: Vec<String>,
    product: String,
}

fn lists() -> Lists {
    serde_json::from_str(include_str!("../../../docs/formats/vectors/revocation-list.json")).unwrap()
}

/// LIC-20
#[test]
fn revocation_lists_are_judged_as_the_vectors_say() {
    let vectors = leases();
    let roots = RootKey::parse_list(&vectors.roots.to_string()).unwrap();
    let lease = Lease::open(&vectors.lease, std::slice::from_ref(&vectors.certificate), &roots).unwrap();
    for case in lists().cases {
        let result = RevocationList::open(&case.list, &case.chain, &roots, &case.product);
        let name = match &result {
            Ok(list) if list.revokes(&lease) => "revoked",
            Ok(list) if list.covers(&lease) => "not_revoked",
            Ok(_) => "not_covered",
            Err(ListError::NotAList(_)) => "not_a_list",
            Err(ListError::UntrustedKey) => "untrusted_key",
            Err(ListError::Signature) => "signature",
            Err(ListError::Claim { .. }) => "claim",
            Err(ListError::KeyOutOfDate) => "key_out_of_date",
            Err(ListError::WrongProduct { .. }) => "wrong_product",
        };
        assert_eq!(name, case.result, "{}: {result:?}", case.name);
    }
}

/// LIC-20
#[test]
fn revocation_lists_are_signed_byte_for_byte_as_the_vectors_say() {
    let vectors = lists();
    for pair in vectors.entries {
        assert_eq!(revocation_list::entry(&pair.activation), pair.entry);
    }
    let list: RevocationList = serde_json::from_value(vectors.claims.clone()).unwrap();
    assert_eq!(list.sign(&key(&leases().issuing_seed)).unwrap(), vectors.list);
    assert_eq!(serde_json::to_value(&list).unwrap(), vectors.claims);
}
