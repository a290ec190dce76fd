//! Key files, archives and status lists: what must hold for any input.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod made;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use gatehouse_formats::archive::{self, ArchiveError, Entry};
use gatehouse_formats::compatibility::{self, Application, CompatibilityError, Group};
use gatehouse_formats::status_list::MAX_PLACES;
use gatehouse_formats::{
    BundleError, Decoys, DeviceRequest, KeyClaims, KeyFileError, KeyKind, KeyRevocations, Serial, Serials, Standing,
    Status, StatusError, Statuses, Trust, TrustError, bundle,
};
use made::{Made, NOW, key};
use proptest::prelude::*;

/// LIC-11
#[test]
fn a_file_of_yesterdays_issuing_key_holds_and_one_of_a_key_that_was_taken_back_does_not() {
    let (made, root) = (Made::new(), key(1));
    let old = made.signed_by(&key(3), (NOW - 400, NOW - 10));
    let file = old.file(&KeyClaims { iat: NOW - 20, nbf: NOW - 20, ..made.claims() });
    assert!(KeyClaims::open(&file, &made.trust).is_ok(), "the key's period is over, and it signed within it");
    let revoked = KeyRevocations { iat: NOW, seq: 1, revoked: vec![key(3).public().kid().to_owned()] };
    let text = revoked.sign(&root).unwrap();
    let trust = made.trust.clone().without(&KeyRevocations::open(&text, made.trust.roots()).unwrap());
    let refused = KeyClaims::open(&file, &trust).unwrap_err();
    assert!(matches!(refused, KeyFileError::Untrusted(TrustError::RevokedKey { .. })), "{refused}");
    assert!(KeyClaims::open(&made.file(&made.claims()), &trust).is_ok(), "other keys go on");
    let by_an_issuing_key = revoked.sign(&key(2)).unwrap();
    assert!(KeyRevocations::open(&by_an_issuing_key, made.trust.roots()).is_err(), "only a root key takes keys back");
}

/// LIC-11
#[test]
fn what_a_product_would_refuse_is_not_signed() {
    let made = Made::new();
    let late = KeyClaims { iat: NOW + 10_000_000, exp: NOW + 20_000_000, ..made.claims() };
    assert!(late.sign(&key(2), &made.certificate, &made.trust).is_err(), "after the key's period");
    let claims = made.claims();
    assert!(claims.sign(&key(3), &made.certificate, &made.trust).is_err(), "with the certificate of another key");
    assert!(claims.sign(&key(2), &made.certificate, &Trust::new(&[])).is_err(), "for products with other root keys");
    assert_eq!(KeyClaims::open(&"x".repeat(65 * 1024), &made.trust), Err(KeyFileError::TooLong));
}

/// LIC-11
#[test]
fn a_file_stops_at_its_own_end_even_within_the_term() {
    let mut claims = Made::new().claims();
    (claims.lic.from, claims.lic.until, claims.exp, claims.lic.grace_days) = (NOW, Some(NOW + 100), NOW + 50, 8);
    assert_eq!(claims.standing(NOW + 49), Standing::InForce);
    assert_eq!(claims.standing(NOW + 50), Standing::Ended { at: NOW + 50 });
    assert_eq!(claims.ends(), NOW + 50);
    claims.exp = NOW + 100 + 86_400;
    assert_eq!(claims.standing(NOW + 100), Standing::Grace { until: NOW + 100 + 86_400 });
    claims.lic.until = None;
    assert_eq!(claims.standing(NOW + 100), Standing::InForce);
}

/// LIC-11
#[test]
fn serial_numbers_are_a_permutation() {
    let serials = Serials::new([7; 32]);
    let sample: HashSet<Serial> = (0..200_000).map(|count| serials.of(count)).collect();
    assert_eq!(sample.len(), 200_000);
    let far: HashSet<Serial> = (u32::MAX - 100_000..=u32::MAX).map(|count| serials.of(count)).collect();
    assert!(far.is_disjoint(&sample));
    let neighbors = (0..1_000).filter(|count| {
        let number = |count| u32::from_str_radix(&serials.of(count).to_string(), 16).unwrap();
        number(*count).abs_diff(number(count + 1)) < 1_000_000
    });
    assert!(neighbors.count() < 10, "the next one cannot be guessed");
    assert_ne!(Serials::new([8; 32]).of(1), serials.of(1));
}

/// LIC-11
#[test]
fn a_serial_number_is_read_as_people_write_it_and_stored_in_one_form() {
    let serial = Serial::parse("3f2a91c0").unwrap();
    for text in ["3F2A91C0", " 3f2A91c0.KEY\n", "3F2A91C0.key"] {
        assert_eq!(Serial::parse(text), Ok(serial), "{text}");
    }
    for text in ["", ".key", "3F2A91C", "3F2A91C01", "3F2A91CG", "+F2A91C0", "キーキー", "3F2A91C0.txt"] {
        assert!(Serial::parse(text).is_err(), "{text}");
    }
    assert_eq!(serde_json::to_string(&serial).unwrap(), r#""3F2A91C0""#);
    assert!(serde_json::from_str::<Serial>(r#""3f2a91c0""#).is_err());
}

/// LIC-11
#[test]
fn an_archive_has_one_form_and_no_file_twice() {
    let entry = |name: &str, content: &str| Entry { name: name.to_owned(), content: content.as_bytes().to_vec() };
    let entries = [entry("README.txt", "x"), entry("b.key", "2"), entry("a.key", "1")];
    let archive = archive::write(&entries).unwrap();
    let names: Vec<String> = archive::read(&archive).unwrap().into_iter().map(|entry| entry.name).collect();
    assert_eq!(names, ["a.key", "b.key", "README.txt"]);
    let turned = [entries[2].clone(), entries[0].clone(), entries[1].clone()];
    assert_eq!(archive::write(&turned).unwrap(), archive, "whatever order they come in");
    assert_eq!(archive::write(&[entry("a.key", ""), entry("A.KEY", "")]), Err(ArchiveError::Twice));
    for name in ["", ".x", "a/b", "a\\b", "..", "é", "a b"] {
        assert_eq!(archive::write(&[entry(name, "")]), Err(ArchiveError::Name), "{name}");
    }
    for (place, _) in archive.iter().enumerate() {
        let mut changed = archive.clone();
        changed[place] ^= 1;
        assert!(archive::read(&changed).is_err(), "byte {place}");
        assert!(archive::read(&archive[..place]).is_err(), "cut at {place}");
    }
    assert!(archive::read(&[archive, vec![0]].concat()).is_err(), "something behind it");
    assert_eq!(archive::crc32(b"123456789"), 0xCBF4_3926, "the check value of CRC-32/ISO-HDLC");
}

/// LIC-11
#[test]
fn a_compatibility_list_names_each_key_file_once_and_nothing_unseen() {
    let application = |name: &str| Application {
        name: name.to_owned(),
        platform: "linux-x86_64".to_owned(),
        versions: None,
        link: None,
    };
    let group = |serial: &str, name: &str| Group {
        serial: Serial::parse(serial).unwrap(),
        title: "Lantern".to_owned(),
        applications: vec![application(name), application(name)],
    };
    let list = compatibility::write(&[group("00000002", "b"), group("00000001", "a")]).unwrap();
    assert_eq!(list.matches("linux").count(), 2, "an application that is named twice stands there once: {list}");
    assert!(list.starts_with("00000001.key\n"));
    assert_eq!(compatibility::write(&[]), Err(CompatibilityError::Count));
    assert_eq!(compatibility::write(&[group("00000001", "a"), group("00000001", "b")]), Err(CompatibilityError::Count));
    assert!(matches!(compatibility::write(&[group("00000001", "a\nb")]), Err(CompatibilityError::Text(_))));
}

/// LIC-11
#[test]
fn an_archive_holds_key_files_and_the_list_they_are_bound_to() {
    let made = Made::new();
    let list = "E82E4908.key\n    Lantern\n\n";
    let bound = made.file(&KeyClaims { compat_sha256: Some(compatibility::hash(list)), ..made.claims() });
    let other = made.file(&KeyClaims { jti: Serial::parse("00000001").unwrap(), ..made.claims() });
    let bytes = bundle::write(std::slice::from_ref(&bound), list, "Read me\n", &made.trust).unwrap();
    let read = bundle::read(&bytes, &made.trust).unwrap();
    assert_eq!(
        (read.key_files[0].1.as_str(), read.list.as_str(), read.readme.as_str()),
        (bound.as_str(), list, "Read me\n")
    );
    let refused = |files: &[String], list: &str| bundle::write(files, list, "", &made.trust).unwrap_err();
    assert_eq!(refused(&[], list), BundleError::Content);
    assert_eq!(refused(std::slice::from_ref(&bound), "another list"), BundleError::List);
    assert_eq!(refused(&[bound.clone(), other], list), BundleError::List, "a key file that is bound to nothing");
    assert_eq!(refused(&[bound.clone(), bound.clone()], list), BundleError::Archive(ArchiveError::Twice));
    let entry = |name: &str| Entry { name: name.to_owned(), content: bound.as_bytes().to_vec() };
    for name in ["other.key", "00000001.key", "notes.txt"] {
        let wrong = archive::write(&[entry(name)]).unwrap();
        assert_eq!(bundle::read(&wrong, &made.trust), Err(BundleError::Content), "{name}");
    }
}

/// LIC-20
#[test]
fn decoys_turn_once_and_never_where_a_file_has_its_place() {
    let decoys = Decoys { secret: [5; 32], per_mille: 60, opens: NOW, closes: NOW + 1_000_000 };
    let places = 20_000;
    let mut taken = BTreeSet::new();
    let mut number = 0_u64;
    let mut draw = || {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        number >> 20
    };
    for _ in 0..500 {
        let place = decoys.free_place(places, &taken, &mut draw).unwrap();
        assert!(taken.insert(place));
    }
    let files: BTreeMap<u32, Status> = taken.iter().map(|place| (*place, Status::Valid)).collect();
    let lists: Vec<Statuses> =
        [0, 300_000, 600_000, 1_000_000].map(|after| decoys.fill(places, &files, NOW + after).unwrap()).to_vec();
    let set = |list: &Statuses| (0..places).filter(|place| list.get(*place) != Some(Status::Valid)).count();
    let counts: Vec<usize> = lists.iter().map(set).collect();
    assert!(counts[0] < 20 && counts[1] < counts[2] && (900..1_500).contains(&counts[3]), "{counts:?}");
    for place in 0..places {
        let course: Vec<Status> = lists.iter().map(|list| list.get(place).unwrap()).collect();
        let turns = course.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert!(turns <= 1 && (turns == 0 || !taken.contains(&place)), "{place}: {course:?}");
        assert!(!taken.contains(&place) || course[0] == Status::Valid);
    }
    let behind = BTreeMap::from([(places, Status::Valid)]);
    assert_eq!(decoys.fill(places, &behind, NOW), Err(StatusError::Statuses));
    assert!(Statuses::new(0).is_err() && Statuses::new(MAX_PLACES + 1).is_err());
}

/// LIC-20
#[test]
fn the_last_free_place_is_found_and_a_full_list_says_so() {
    let decoys = Decoys { secret: [5; 32], per_mille: 0, opens: NOW, closes: NOW + 1 };
    let mut taken: BTreeSet<u32> = (0..1_000).filter(|place| *place != 777).collect();
    assert_eq!(decoys.free_place(1_000, &taken, &mut || 4), Some(777));
    taken.insert(777);
    assert_eq!(decoys.free_place(1_000, &taken, &mut || 4), None);
}

proptest! {
    /// LIC-11
    #[test]
    fn a_key_file_changed_in_any_byte_is_refused(place: prop::sample::Index, to: u8, how in 0..3_u8) {
        let made = Made::new();
        let file = made.file(&made.claims()).into_bytes();
        let at = place.index(file.len());
        let mut changed = file.clone();
        match how {
            0 => changed[at] = to,
            1 => changed.insert(at, to),
            _ => {
                changed.remove(at);
            }
        }
        prop_assume!(changed != file);
        prop_assert!(KeyClaims::open(&String::from_utf8_lossy(&changed), &made.trust).is_err());
    }

    /// LIC-11
    #[test]
    fn any_claims_that_are_signed_are_read_as_they_were(
        seats in 1..u32::MAX, days in 0..366_u16, term in proptest::option::of(1..4_000_000_i64),
        holder in proptest::option::of("[A-Za-zА-я株式 ]{0,20}[a-z]"), limits in proptest::collection::btree_map("[a-z]{1,9}", any::<u64>(), 0..5),
        kind in prop::sample::select(vec![KeyKind::Trial, KeyKind::NotForResale, KeyKind::Subscription, KeyKind::Commercial]),
        reserve: bool, count: u32,
    ) {
        let made = Made::new();
        let mut claims = made.claims();
        claims.jti = Serials::new([9; 32]).of(count);
        claims.reserve = reserve && kind != KeyKind::Trial;
        claims.lic.until = term.map(|term| claims.lic.from + term);
        (claims.lic.seats, claims.lic.grace_days, claims.lic.holder, claims.lic.limits, claims.lic.kind) = (seats, days, holder, limits, kind);
        let file = made.file(&claims);
        prop_assert_eq!(&made.file(&claims), &file);
        prop_assert_eq!(KeyClaims::open(&file, &made.trust).unwrap(), claims);
    }

    /// LIC-11
    #[test]
    fn a_count_comes_back_from_its_serial_number(key: [u8; 32], count: u32) {
        let serials = Serials::new(key);
        prop_assert_eq!(serials.count(serials.of(count)), count);
    }

    /// LIC-20
    #[test]
    fn statuses_come_back_from_their_compressed_form(all in proptest::collection::vec(0..4_u8, 1..400)) {
        let mut statuses = Statuses::new(u32::try_from(all.len()).unwrap()).unwrap();
        for (place, bits) in (0..).zip(&all) {
            statuses.set(place, Status::of_bits(*bits));
        }
        let unpacked = Statuses::unpack(&statuses.compressed().unwrap()).unwrap();
        for (place, bits) in (0..).zip(&all) {
            prop_assert_eq!(unpacked.get(place).map(Status::bits), Some(*bits));
        }
    }

    /// LIC-32
    #[test]
    fn a_request_changed_in_any_byte_is_refused(place: prop::sample::Index, to: u8) {
        let file = made::request().into_bytes();
        let mut changed = file.clone();
        changed[place.index(file.len())] = to;
        prop_assume!(changed != file);
        prop_assert!(DeviceRequest::open(&String::from_utf8_lossy(&changed)).is_err());
    }
}
