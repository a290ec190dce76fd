//! The vectors of key files, status lists and files carried by hand were made by a second implementation; this one must
//! agree with each of them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_formats::archive::{self, Entry};
use gatehouse_formats::compatibility::{self, Application, Group};
use gatehouse_formats::{
    ByHandError, DeviceAnswer, DeviceFingerprint, DeviceRequest, KeyClaims, KeyFileError, KeyRevocations, Receipt,
    RootKey, SaltedDevice, Serial, Serials, SigningKey, Standing, Status, StatusError, StatusList, Statuses,
    ThisDevice, Trust, TrustError, by_hand, holder_hash,
};
use serde_json::Value;

fn vectors(name: &str) -> Value {
    let text = match name {
        "key-file" => include_str!("../../../docs/formats/vectors/key-file.json"),
        "status-list" => include_str!("../../../docs/formats/vectors/status-list.json"),
        _ => include_str!("../../../docs/formats/vectors/by-hand.json"),
    };
    serde_json::from_str(text).unwrap()
}

fn roots() -> Vec<RootKey> {
    RootKey::parse_list(&vectors("key-file")["roots"].to_string()).unwrap()
}

/// The vendor's roots, less what the case says was taken back.
fn trust(case: &Value) -> Trust {
    let trust = Trust::new(&roots());
    match case["revoked_keys"].as_str() {
        Some(text) => trust.without(&KeyRevocations::open(text, &roots()).unwrap()),
        None => trust,
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn key(seed: &Value) -> SigningKey {
    SigningKey::from_seed(&hex::decode(text(seed)).unwrap().try_into().unwrap())
}

fn fingerprint(value: &Value) -> DeviceFingerprint {
    serde_json::from_value(value.clone()).unwrap()
}

fn of_trust(error: &TrustError) -> &'static str {
    match error {
        TrustError::NotSigned(_) => "not_signed",
        TrustError::LongChain { .. } => "long_chain",
        TrustError::UnknownKey { .. } => "unknown_key",
        TrustError::UntrustedKey { .. } => "untrusted_key",
        TrustError::RevokedKey { .. } => "revoked_key",
        TrustError::Signature => "signature",
        TrustError::Claims => "claims",
        TrustError::KeyOutOfDate { .. } => "key_out_of_date",
    }
}

fn of_key_file(result: &Result<(), KeyFileError>) -> &'static str {
    match result {
        Ok(()) => "ok",
        Err(KeyFileError::TooLong) => "too_long",
        Err(KeyFileError::NotAKeyFile) => "not_a_key_file",
        Err(KeyFileError::Untrusted(error)) => of_trust(error),
        Err(KeyFileError::Claim { .. }) => "claim",
        Err(KeyFileError::BeyondKey { .. }) => "beyond_key",
        Err(KeyFileError::Changed) => "changed",
        Err(KeyFileError::WrongProduct { .. }) => "wrong_product",
        Err(KeyFileError::WrongDevice) => "wrong_device",
    }
}

fn of_by_hand(error: &ByHandError) -> &'static str {
    match error {
        ByHandError::TooLong => "too_long",
        ByHandError::NotTheFile => "not_the_file",
        ByHandError::Untrusted(error) => of_trust(error),
        ByHandError::Claim { .. } => "claim",
        ByHandError::Changed => "changed",
    }
}

/// LIC-11
#[test]
fn key_files_are_judged_as_the_vectors_say() {
    for case in vectors("key-file")["cases"].as_array().unwrap() {
        let device_key = case.get("device_seed").map(key);
        let fingerprint = fingerprint(&case["fingerprint"]);
        let device = ThisDevice { key: device_key.as_ref().map(SigningKey::public), fingerprint: &fingerprint };
        let result = KeyClaims::open(text(&case["file"]), &trust(case))
            .and_then(|claims| claims.check(text(&case["product"]), device));
        assert_eq!(of_key_file(&result), case["result"], "{}: {result:?}", case["name"]);
    }
}

/// LIC-11 LIC-12
#[test]
fn key_files_are_written_byte_for_byte_as_the_vectors_say() {
    let vectors = vectors("key-file");
    let claims: KeyClaims = serde_json::from_value(vectors["claims"].clone()).unwrap();
    let issuing = key(&vectors["issuing_seed"]);
    for _ in 0..2 {
        let file = claims.sign(&issuing, text(&vectors["certificate"]), &Trust::new(&roots())).unwrap();
        assert_eq!(file, text(&vectors["file"]), "a lost file is made again the same");
    }
    assert_eq!(serde_json::to_value(&claims).unwrap(), vectors["claims"]);
    assert_eq!(KeyClaims::open(text(&vectors["file"]), &Trust::new(&roots())).unwrap(), claims);
}

/// LIC-11
#[test]
fn the_term_and_its_grace_are_those_of_the_vectors() {
    let vectors = vectors("key-file");
    let claims: KeyClaims = serde_json::from_value(vectors["claims"].clone()).unwrap();
    for case in vectors["standing"].as_array().unwrap() {
        let name = match claims.standing(case["now"].as_i64().unwrap()) {
            Standing::NotYet { .. } => "not_yet",
            Standing::InForce => "in_force",
            Standing::Grace { .. } => "grace",
            Standing::Ended { .. } => "ended",
        };
        assert_eq!(name, case["result"], "{case}");
    }
}

/// LIC-11
#[test]
fn serial_numbers_hashes_and_salted_devices_are_those_of_the_vectors() {
    let vectors = vectors("key-file");
    let serials = Serials::new(hex::decode(text(&vectors["serials"]["key"])).unwrap().try_into().unwrap());
    for pair in vectors["serials"]["pairs"].as_array().unwrap() {
        let count = u32::try_from(pair[0].as_u64().unwrap()).unwrap();
        assert_eq!(serials.of(count).to_string(), text(&pair[1]));
        assert_eq!(serials.count(Serial::parse(text(&pair[1])).unwrap()), count);
    }
    let holder = &vectors["holder"];
    assert_eq!(holder_hash(text(&holder["license"]), text(&holder["holder"])), text(&holder["hash"]));
    let salted = &vectors["salted"];
    let salt = hex::decode(text(&salted["salt"])).unwrap().try_into().unwrap();
    let device = SaltedDevice::new(&fingerprint(&salted["fingerprint"]), salt);
    assert_eq!(serde_json::to_value(device).unwrap(), salted["device"]);
}

/// LIC-11
#[test]
fn the_compatibility_list_and_the_archive_are_those_of_the_vectors() {
    let vectors = vectors("key-file");
    let optional = |value: &Value| value.as_str().map(str::to_owned);
    let application = |value: &Value| Application {
        name: text(&value["name"]).to_owned(),
        platform: text(&value["platform"]).to_owned(),
        versions: optional(&value["versions"]),
        link: optional(&value["link"]),
    };
    let group = |value: &Value| Group {
        serial: Serial::parse(text(&value["serial"])).unwrap(),
        title: text(&value["title"]).to_owned(),
        applications: value["applications"].as_array().unwrap().iter().map(application).collect(),
    };
    let expected = &vectors["compatibility"];
    let groups: Vec<Group> = expected["groups"].as_array().unwrap().iter().map(group).collect();
    let list = compatibility::write(&groups).unwrap();
    assert_eq!(list, text(&expected["text"]));
    assert_eq!(compatibility::hash(&list), text(&expected["sha256"]));
    assert_eq!(vectors["claims"]["compat_sha256"], expected["sha256"], "the key file is bound to its list");

    let claims: KeyClaims = serde_json::from_value(vectors["claims"].clone()).unwrap();
    let entry = |name: &str, content: &str| Entry { name: name.to_owned(), content: content.as_bytes().to_vec() };
    let entries = [
        entry("README.txt", text(&vectors["archive"]["readme"])),
        entry(compatibility::COMPATIBILITY_LIST, &list),
        entry(&claims.jti.file_name(), text(&vectors["file"])),
    ];
    let archive = archive::write(&entries).unwrap();
    assert_eq!(URL_SAFE_NO_PAD.encode(&archive), text(&vectors["archive"]["base64url"]));
    let read = archive::read(&archive).unwrap();
    let names: Vec<&str> = read.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, [claims.jti.file_name().as_str(), "Compatibility_List.txt", "README.txt"]);
}

/// LIC-20
#[test]
fn statuses_are_packed_as_the_standard_shows() {
    let example = &vectors("status-list")["example"];
    let expected: Vec<u8> = serde_json::from_value(example["statuses"].clone()).unwrap();
    let mut statuses = Statuses::new(12).unwrap();
    for (place, bits) in (0..).zip(&expected) {
        assert!(statuses.set(place, Status::of_bits(*bits)));
    }
    assert_eq!(hex::encode(statuses.as_bytes()), text(&example["bytes"]));
    assert_eq!(Statuses::unpack(text(&example["lst"])).unwrap(), statuses);
    assert_eq!(Statuses::unpack(&statuses.compressed().unwrap()).unwrap(), statuses);
    for (place, bits) in (0..).zip(&expected) {
        assert_eq!(statuses.get(place).map(Status::bits), Some(*bits));
    }
    assert!(statuses.get(12).is_none() && !statuses.set(12, Status::Revoked));
}

/// LIC-20
#[test]
fn status_lists_are_judged_as_the_vectors_say() {
    let claims: KeyClaims = serde_json::from_value(vectors("key-file")["claims"].clone()).unwrap();
    for case in vectors("status-list")["cases"].as_array().unwrap() {
        let chain: Vec<String> = serde_json::from_value(case["chain"].clone()).unwrap();
        let result = StatusList::open(text(&case["list"]), &chain, &trust(case), text(&case["product"]));
        let name = match &result {
            Ok(list) => match list.status_of(&claims) {
                Some(Status::Valid) => "valid",
                Some(Status::Revoked) => "revoked",
                Some(Status::Suspended) => "suspended",
                Some(Status::Grace) => "grace",
                None => "not_covered",
            },
            Err(StatusError::Untrusted(error)) => of_trust(error),
            Err(StatusError::Claim { .. }) => "claim",
            Err(StatusError::WrongProduct { .. }) => "wrong_product",
            Err(StatusError::Statuses) => "statuses",
        };
        assert_eq!(name, case["result"], "{}: {:?}", case["name"], result.err());
    }
}

/// LIC-32
#[test]
fn requests_answers_and_receipts_are_judged_as_the_vectors_say() {
    let vectors = vectors("by-hand");
    for case in vectors["requests"].as_array().unwrap() {
        let result = DeviceRequest::open(text(&case["file"]));
        let name = result.as_ref().err().map_or("ok", of_by_hand);
        assert_eq!(name, case["result"], "{}: {result:?}", case["name"]);
    }
    let (nonce, hash) = (text(&vectors["request_claims"]["nonce"]), text(&vectors["request_sha256"]));
    for case in vectors["answers"].as_array().unwrap() {
        let result = DeviceAnswer::open(text(&case["file"]), &trust(case));
        let name = match &result {
            Ok(answer) if answer.is_to(nonce, hash) => "ok",
            Ok(_) => "other_request",
            Err(error) => of_by_hand(error),
        };
        assert_eq!(name, case["result"], "{}: {result:?}", case["name"]);
    }
    let key_file = KeyClaims::open(text(&vectors["bound_key_file"]), &Trust::new(&roots())).unwrap();
    for case in vectors["receipts"].as_array().unwrap() {
        let result = Receipt::open(text(&case["file"]));
        let name = match &result {
            Ok(receipt) if receipt.is_of(&key_file) => "ok",
            Ok(_) => "other_file",
            Err(error) => of_by_hand(error),
        };
        assert_eq!(name, case["result"], "{}: {result:?}", case["name"]);
    }
}

/// LIC-32
#[test]
fn requests_answers_and_receipts_are_written_byte_for_byte_as_the_vectors_say() {
    let (vectors, keys) = (vectors("by-hand"), vectors("key-file"));
    let device = key(&vectors["device_seed"]);
    let request: DeviceRequest = serde_json::from_value(vectors["request_claims"].clone()).unwrap();
    assert_eq!(request.sign(&device).unwrap(), text(&vectors["request"]));
    assert_eq!(by_hand::request_hash(text(&vectors["request"])), text(&vectors["request_sha256"]));
    let answer: DeviceAnswer = serde_json::from_value(vectors["answer_claims"].clone()).unwrap();
    let (issuing, certificate) = (key(&keys["issuing_seed"]), text(&keys["certificate"]));
    assert_eq!(answer.sign(&issuing, certificate, &Trust::new(&roots())).unwrap(), text(&vectors["answer"]));
    let receipt: Receipt = serde_json::from_value(vectors["receipt_claims"].clone()).unwrap();
    assert_eq!(receipt.sign(&device).unwrap(), text(&vectors["receipt"]));
}
