//! Leases, keys and fingerprints: what must hold for any input.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gatehouse_formats::fingerprint::MAX_COMPONENTS;
use gatehouse_formats::jws::{self, Unverified};
use gatehouse_formats::{
    DeviceBinding, DeviceFingerprint, FingerprintError, IssuingKey, JwsError, KeyError, Lease, LeaseError,
    LicenseTerms, ListError, PublicKey, Purpose, RevocationList, RootKey, SigningKey, revocation_list,
};
use proptest::prelude::*;

const NOW: i64 = 1_795_219_200;

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

fn device(components: &[u8]) -> DeviceFingerprint {
    DeviceFingerprint::new(components.iter().map(|byte| [*byte; 32]).collect()).unwrap()
}

fn lease(device: DeviceFingerprint) -> Lease {
    Lease {
        iss: "https://portal.example.com".into(),
        aud: "lantern".into(),
        sub: "GH-1".into(),
        jti: "a".into(),
        act: "b".into(),
        iat: NOW,
        nbf: NOW,
        exp: NOW + 100,
        renew_after: NOW + 50,
        lic: LicenseTerms {
            edition: "pro".into(),
            seats: 1,
            until: None,
            features: vec!["manifest".into()],
            block: None,
            account: None,
        },
        cnf: DeviceBinding::to(device),
    }
}

fn chain(issuing: &SigningKey, root: &SigningKey) -> Vec<String> {
    let key = IssuingKey {
        public: issuing.public().clone(),
        purpose: Purpose::Lease,
        nbf: NOW - 1,
        exp: NOW + 1,
        max_kind: None,
    };
    vec![key.certify(root).unwrap()]
}

fn roots(root: &SigningKey) -> Vec<RootKey> {
    vec![RootKey::new(root.public().clone())]
}

/// LIC-10
#[test]
fn an_issuing_key_can_be_changed_without_touching_the_root_keys_in_products() {
    let root = key(1);
    for issuing in [key(2), key(3)] {
        let text = lease(device(&[1])).sign(&issuing).unwrap();
        let verified =
            Lease::verify(&text, &chain(&issuing, &root), &roots(&root), NOW, "lantern", &device(&[1])).unwrap();
        assert_eq!(verified.lic.features, ["manifest"]);
    }
}

/// LIC-10
#[test]
fn a_root_key_cannot_sign_a_lease_itself() {
    let root = key(1);
    let text = lease(device(&[1])).sign(&root).unwrap();
    let result = Lease::open(&text, &chain(&key(2), &root), &roots(&root));
    assert!(matches!(result, Err(LeaseError::UnknownKey { .. })));
}

/// LIC-10
#[test]
fn a_text_longer_than_16_kib_is_neither_written_nor_read() {
    let mut long = lease(device(&[1]));
    long.lic.features = (0..64).map(|index| format!("{index:0200}")).collect();
    assert_eq!(long.sign(&key(2)), Err(LeaseError::NotALease(JwsError::TooLong)));
    assert!(matches!(Unverified::parse(&"A".repeat(jws::MAX_INPUT + 1)), Err(JwsError::TooLong)));
}

/// LIC-10
#[test]
fn a_lease_that_a_product_would_refuse_is_not_signed() {
    let mut wrong = lease(device(&[1]));
    wrong.renew_after = wrong.exp + 1;
    assert_eq!(wrong.sign(&key(2)), Err(LeaseError::Claim { claim: "renew_after" }));
}

/// LIC-10
#[test]
fn more_than_sixteen_certificates_are_not_looked_at() {
    let root = key(1);
    let text = lease(device(&[1])).sign(&key(2)).unwrap();
    let long = vec![chain(&key(2), &root).remove(0); 17];
    assert_eq!(Lease::open(&text, &long, &roots(&root)), Err(LeaseError::LongChain { found: 17 }));
}

/// LIC-10
#[test]
fn keys_show_nothing_secret_and_weak_keys_are_refused() {
    let seed = key(0xab);
    assert_eq!(format!("{seed:?}"), "SigningKey(…)");
    assert_eq!(*SigningKey::from_seed(&seed.seed()).seed(), [0xab; 32]);
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert_eq!(PublicKey::from_bytes(&neutral), Err(KeyError::NotAKey));
}

/// LIC-10
#[test]
fn a_list_of_root_keys_with_one_wrong_key_id_is_refused_whole() {
    let (one, two) = (key(1), key(2));
    let entry = |kid: &str, key: &SigningKey| format!(r#"{{"kid":"{kid}","x":"{}"}}"#, key.public().x());
    let good = format!(r#"{{"keys":[{},{}]}}"#, entry(one.public().kid(), &one), entry(two.public().kid(), &two));
    assert_eq!(RootKey::parse_list(&good).unwrap().len(), 2);
    let wrong = format!(r#"{{"keys":[{},{}]}}"#, entry(one.public().kid(), &one), entry(one.public().kid(), &two));
    assert_eq!(RootKey::parse_list(&wrong), Err(KeyError::NotAList));
    assert_eq!(RootKey::parse_list(r#"{"keys":[]}"#), Err(KeyError::NotAList));
}

/// LIC-10
#[test]
fn a_fingerprint_is_one_to_eight_distinct_lower_case_hashes() {
    let hash = |digit: char| digit.to_string().repeat(64);
    let parse = |hashes: &[String]| DeviceFingerprint::parse(hashes).map(|fingerprint| fingerprint.components().len());
    assert_eq!(parse(&[]), Err(FingerprintError::Empty));
    assert_eq!(parse(&"12345678".chars().map(hash).collect::<Vec<_>>()), Ok(8));
    assert_eq!(parse(&"123456789".chars().map(hash).collect::<Vec<_>>()), Err(FingerprintError::TooMany { found: 9 }));
    assert_eq!(parse(&[hash('a'), hash('A')]), Err(FingerprintError::NotAHash { index: 1 }));
    assert_eq!(parse(&[hash('a'), "ab".to_owned()]), Err(FingerprintError::NotAHash { index: 1 }));
    assert_eq!(parse(&[hash('a'), hash('b'), hash('a')]), Err(FingerprintError::Repeated { index: 2 }));
}

/// LIC-10
#[test]
fn a_device_is_recognized_by_three_fifths_of_its_components() {
    assert!(device(&[1, 2, 3, 4, 5]).matches(&device(&[9, 3, 2, 4, 8])));
    assert!(!device(&[1, 2, 3, 4, 5]).matches(&device(&[9, 3, 2, 7, 8])));
    assert!(device(&[1, 2]).matches(&device(&[1, 9])));
    assert!(!device(&[1, 2]).matches(&device(&[2, 1])));
    assert!(!device(&[1, 2, 3]).matches(&device(&[9, 2, 3, 4, 5, 6, 7, 8])));
    assert_eq!((1..=MAX_COMPONENTS).map(DeviceFingerprint::threshold).collect::<Vec<_>>(), [1, 2, 2, 3, 3, 4, 5, 5]);
}

proptest! {
    /// LIC-10
    #[test]
    fn recognizing_a_device_does_not_depend_on_the_side(
        left in proptest::sample::subsequence((0..12).collect::<Vec<u8>>(), 1..=8).prop_shuffle(),
        right in proptest::sample::subsequence((0..12).collect::<Vec<u8>>(), 1..=8).prop_shuffle(),
    ) {
        let (left, right) = (device(&left), device(&right));
        prop_assert_eq!(left.matches(&right), right.matches(&left));
        prop_assert!(left.matches(&left));
    }

    /// LIC-10
    #[test]
    fn no_text_makes_the_readers_panic(text: String, header: String, claims in proptest::collection::vec(any::<u8>(), 0..200)) {
        use base64::Engine as _;
        let encode = |bytes: &[u8]| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
        let shaped = format!("{}.{}.{}", encode(header.as_bytes()), encode(&claims), encode(&[0; 64]));
        let roots = roots(&key(1));
        for input in [text, shaped] {
            prop_assert!(Lease::open(&input, std::slice::from_ref(&input), &roots).is_err());
            prop_assert!(IssuingKey::verify(&input, &roots).is_err());
            prop_assert!(RootKey::parse_list(&input).is_err());
        }
    }

    /// LIC-10
    #[test]
    fn signed_claims_of_any_form_never_make_the_reader_panic(text in "[ -~]{0,80}", number: i64) {
        let (root, issuing) = (key(1), key(2));
        for claims in [serde_json::json!({ "iat": number, "aud": text }), serde_json::json!([text]), serde_json::json!(number)] {
            let signed = jws::sign(&issuing, "gatehouse-lease+jwt", &claims).unwrap();
            let result = Lease::open(&signed, &chain(&issuing, &root), &roots(&root));
            prop_assert_eq!(result, Err(LeaseError::Claim { claim: "*" }));
        }
    }

    /// LIC-10
    #[test]
    fn a_lease_changed_in_any_bit_is_refused(place: prop::sample::Index, bit in 0..7_u32) {
        let (root, issuing) = (key(1), key(2));
        let text = lease(device(&[1, 2, 3])).sign(&issuing).unwrap();
        let mut bytes = text.clone().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        let changed = String::from_utf8(bytes).unwrap();
        prop_assume!(changed.trim() != text);
        prop_assert!(Lease::open(&changed, &chain(&issuing, &root), &roots(&root)).is_err());
    }

    /// LIC-10
    #[test]
    fn a_lease_holds_from_nbf_to_the_second_before_exp_and_never_else(now in NOW - 200..NOW + 300) {
        let (root, issuing) = (key(1), key(2));
        let text = lease(device(&[1])).sign(&issuing).unwrap();
        let result = Lease::verify(&text, &chain(&issuing, &root), &roots(&root), now, "lantern", &device(&[1]));
        let expected = match now {
            _ if now < NOW => Some(LeaseError::NotYetValid { from: NOW }),
            _ if now >= NOW + 100 => Some(LeaseError::Expired { at: NOW + 100 }),
            _ => None,
        };
        prop_assert_eq!(result.err(), expected);
    }
}

/// LIC-20
#[test]
fn a_list_of_a_hundred_thousand_is_read_and_a_longer_one_is_not_written() {
    let (root, issuing) = (key(1), key(2));
    let mut revoked: Vec<String> =
        (0..=revocation_list::MAX_ENTRIES).map(|n| revocation_list::entry(&n.to_string())).collect();
    revoked.sort_unstable();
    let iss = "https://portal.example.com".to_owned();
    let mut list = RevocationList { iss, aud: "lantern".into(), iat: NOW, seq: 1, next_update: NOW + 1, revoked };
    assert_eq!(list.sign(&issuing), Err(ListError::Claim { claim: "revoked" }));
    list.revoked.pop();
    let text = list.sign(&issuing).unwrap();
    assert_eq!(RevocationList::open(&text, &chain(&issuing, &root), &roots(&root), "lantern").unwrap(), list);
}
