//! Key files on a device that has no network: activation, reserve and grace, status lists, moved clocks.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod portal;
mod stage;
mod vendor;

use std::sync::atomic::Ordering;

use gatehouse_client::{Client, Error, KeyKind, KeyTrouble};
use gatehouse_formats::Status;
use portal::{DAY, START};
use stage::Stage;
use vendor::{claims, file, reserve, revoked_keys, serial, statuses, statuses_of};

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().code().to_owned()
}

fn with_key() -> (Stage, Client) {
    let stage = Stage::new();
    let client = stage.client();
    client.take_key_file(&file(&claims(1))).unwrap();
    (stage, client)
}

/// LIC-11 LIC-30
#[test]
fn a_product_is_activated_from_a_key_file_alone() {
    let mut stage = Stage::new();
    stage.portal.stop();
    let client = stage.client();
    assert_eq!(code(client.key_status()), "client.not_activated");
    let license = client.take_key_file(&file(&claims(1))).unwrap();
    assert!(license.has_feature("manifest") && !license.has_feature("export"));
    assert_eq!((license.limit("folders"), license.limit("files")), (Some(100), None));
    assert_eq!(license.claims().lic.holder.as_deref(), Some("Aurora K.K."));
    assert_eq!(license.seconds_left(), 365 * DAY as u64);
    assert_eq!(stage.client().key_status().unwrap().claims().jti, serial(1), "after a restart too");
    assert_eq!(stage.requests(), 0);
}

/// LIC-11
#[test]
fn a_changed_or_foreign_file_is_refused_and_the_one_in_use_stays() {
    let (_stage, client) = with_key();
    let good = file(&claims(2));
    let mut foreign = claims(2);
    foreign.aud = "beacon".into();
    for (wrong, expected) in [
        (good.replace("Seats: 1", "Seats: 9"), "key_file.changed"),
        (file(&foreign), "key_file.wrong_product"),
        ("4XXXX-XXXXX".to_owned(), "key_file.untrusted"),
        (good.replace('\n', "\r\n"), "key_file.untrusted"),
    ] {
        let error = client.take_key_file(&wrong).unwrap_err();
        assert_eq!((error.code(), error.is_final()), (expected, true), "{error}");
    }
    assert_eq!(client.key_status().unwrap().claims().jti, serial(1));
}

/// LIC-11
#[test]
fn the_archive_that_is_mailed_activates_as_it_is() {
    let stage = Stage::new();
    let client = stage.client();
    let mut other = claims(2);
    other.aud = "beacon".into();
    let archive = vendor::archive(&[reserve(3), claims(1), other.clone()]);
    let license = client.take_key_archive(&archive).unwrap();
    assert_eq!((license.claims().jti, license.reserve().map(|key| key.jti)), (serial(1), Some(serial(3))));
    assert_eq!(code(client.take_key_archive(&vendor::archive(&[other]))), "key_archive.wrong_product");
    assert_eq!(code(client.take_key_archive(&archive[1..])), "key_archive.untrusted");
    assert_eq!(client.key_status().unwrap().claims().jti, serial(1));
}

/// LIC-11 LIC-30
#[test]
fn after_the_term_comes_grace_and_then_the_end() {
    let (stage, client) = with_key();
    stage.pass(365 * DAY - 1);
    assert_eq!(client.key_status().unwrap().grace_until(), None);
    stage.pass(1);
    let license = client.key_status().unwrap();
    assert_eq!((license.grace_until(), license.is_blocked()), (Some(START + 373 * DAY), false));
    assert_eq!(license.seconds_left(), 8 * DAY as u64);
    stage.pass(8 * DAY);
    let error = client.key_status().unwrap_err();
    assert_eq!((error.code(), error.is_final()), ("key_file.expired", true));
    assert_eq!(code(client.take_key_file(&file(&claims(1)))), "key_file.expired");
}

/// LIC-11 LIC-30
#[test]
fn a_reserve_key_takes_over_at_the_end_of_the_one_in_use() {
    let (stage, client) = with_key();
    let license = client.take_key_file(&file(&reserve(2))).unwrap();
    assert_eq!((license.claims().jti, license.reserve().map(|key| key.jti)), (serial(1), Some(serial(2))));
    stage.pass(365 * DAY - 1);
    assert_eq!(client.key_status().unwrap().claims().jti, serial(1));
    stage.pass(1);
    let license = client.key_status().unwrap();
    assert_eq!(
        (license.claims().jti, license.reserve().is_none()),
        (serial(2), true),
        "at the end, not after its grace"
    );
    assert_eq!(license.grace_until(), None);
    assert_eq!(stage.client().key_status().unwrap().claims().jti, serial(2));
    stage.clock.fetch_sub(200 * DAY, Ordering::SeqCst);
    assert_eq!(client.key_status().unwrap().claims().jti, serial(1), "a clock that jumped ahead takes nothing away");
    stage.clock.fetch_add(200 * DAY, Ordering::SeqCst);
    for _ in 0..2 {
        client.key_status().unwrap();
        stage.pass(DAY);
    }
    assert_eq!(client.key_status().unwrap().claims().jti, serial(2));
    assert_eq!(code(client.take_key_file(&file(&claims(1)))), "key_file.replaced");
}

/// LIC-11
#[test]
fn a_trial_is_no_reserve_and_takes_no_licenses_place() {
    let (stage, client) = with_key();
    let mut trial = claims(3);
    trial.lic.kind = KeyKind::Trial;
    assert_eq!(code(client.take_key_file(&file(&trial))), "key_file.trial");
    let other = tempfile::tempdir().unwrap();
    let trying = stage.builder(other.path(), stage::device(1)).build().unwrap();
    trying.take_key_file(&file(&trial)).unwrap();
    assert_eq!(code(trying.take_key_file(&file(&reserve(2)))), "key_file.no_reserve");
    assert_eq!(trying.take_key_file(&file(&claims(1))).unwrap().claims().jti, serial(1), "who buys goes on at once");
}

/// LIC-11
#[test]
fn a_file_that_was_replaced_is_taken_no_more() {
    let (_stage, client) = with_key();
    let mut newer = claims(2);
    (newer.prev, newer.lic.seats) = (Some(serial(1)), 5);
    assert_eq!(client.take_key_file(&file(&newer)).unwrap().claims().lic.seats, 5);
    let error = client.take_key_file(&file(&claims(1))).unwrap_err();
    assert!(matches!(error, Error::Key(KeyTrouble::Replaced { serial: old }) if old == serial(1)), "{error:?}");
}

/// LIC-20
#[test]
fn a_status_list_revokes_suspends_and_gives_grace() {
    let (stage, client) = with_key();
    assert!(client.key_status().unwrap().status_list_due());
    let take = |seq, said: &[(u32, Status)]| client.take_status_list(&statuses(seq, START + seq, said));
    assert!(!take(1, &[]).unwrap().status_list_due());
    assert!(take(2, &[(2, Status::Revoked)]).is_ok(), "another file");
    assert_eq!(code(take(3, &[(1, Status::Suspended)])), "key_file.suspended");
    assert_eq!(code(client.key_status()), "key_file.suspended");
    assert!(take(4, &[]).is_ok(), "suspended is not for good");

    let license = take(5, &[(1, Status::Grace)]).unwrap();
    assert_eq!((license.is_blocked(), license.grace_until()), (true, Some(START + 5 + 8 * DAY)));
    stage.pass(7 * DAY);
    let again = client.take_status_list(&statuses(6, START + 7 * DAY, &[(1, Status::Grace)])).unwrap();
    assert_eq!(again.grace_until(), Some(START + 5 + 8 * DAY), "a second list begins no second grace");
    stage.pass(DAY + 5);
    assert_eq!(code(client.key_status()), "key_file.revoked");

    let old = client.take_status_list(&statuses(4, START + 4, &[])).unwrap_err();
    assert!(matches!(old, Error::Key(KeyTrouble::OldList { found: 4, taken: 6 })), "{old:?}");
    assert_eq!(code(client.key_status()), "key_file.revoked");
    assert!(client.take_status_list(&statuses(7, START + 8 * DAY, &[])).is_ok(), "the vendor has settled it");
}

/// LIC-20
#[test]
fn a_list_of_another_name_changes_nothing() {
    let (_stage, client) = with_key();
    let other = statuses_of("https://portal.example.org", 1, START, &[(1, Status::Revoked)]);
    assert_eq!(code(client.take_status_list(&other)), "status_list.other");
    assert_eq!(code(client.take_status_list("{}")), "status_list.untrusted");
    assert!(client.key_status().is_ok());
}

/// LIC-20
#[test]
fn nothing_that_a_taken_back_issuing_key_signed_is_believed() {
    let (stage, client) = with_key();
    client.take_key_revocations(&revoked_keys()).unwrap();
    assert_eq!(code(client.key_status()), "key_file.untrusted");
    assert_eq!(code(client.take_key_file(&file(&claims(2)))), "key_file.untrusted");
    assert_eq!(code(stage.client().take_status_list(&statuses(1, START, &[]))), "status_list.untrusted");
    assert_eq!(code(client.take_key_revocations("x")), "status_list.untrusted");
}

/// LIC-20 LIC-30
#[test]
fn a_status_list_is_fetched_where_there_is_a_network() {
    let stage = Stage::new();
    let client = stage.client();
    let mut here = claims(1);
    here.status.as_mut().unwrap().status_list.uri = vendor::list_name(&stage.portal.url());
    client.take_key_file(&file(&here)).unwrap();
    let list = statuses_of(&stage.portal.url(), 1, START, &[(1, Status::Revoked)]);
    stage.portal.world().status_list = Some(list);
    let fetched = client.fetch_status_list().unwrap();
    assert!(client.key_status().is_ok(), "fetched is not taken");
    assert_eq!(code(client.take_status_list(&fetched)), "key_file.revoked");
    let (_other, elsewhere) = with_key();
    assert_eq!(code(elsewhere.fetch_status_list()), "status_list.other", "the file names another portal");
}

/// LIC-30
#[test]
fn a_clock_set_back_warns_stops_and_goes_on_as_soon_as_it_is_right() {
    let (stage, client) = with_key();
    for _ in 0..20 {
        stage.pass(DAY);
        client.key_status().unwrap();
    }
    stage.clock.fetch_sub(15 * DAY, Ordering::SeqCst);
    let license = client.key_status().unwrap();
    assert_eq!(license.clock_warning().unwrap().code(), "client.clock_set_back");
    assert_eq!(license.seconds_left(), 345 * DAY as u64, "nothing is gained");
    for _ in 0..3 {
        stage.clock.fetch_add(DAY, Ordering::SeqCst);
        client.key_status().unwrap();
    }
    stage.clock.fetch_add(60, Ordering::SeqCst);
    assert_eq!(code(client.key_status()), "client.clock_set_back");
    stage.clock.fetch_add(12 * DAY, Ordering::SeqCst);
    assert!(client.key_status().unwrap().clock_warning().is_none());
}

/// LIC-30
#[test]
fn the_state_of_an_earlier_day_put_back_does_not_turn_the_clock_back() {
    let (stage, client) = with_key();
    let state = stage.directory.path().join("keys.json");
    let early = std::fs::read(&state).unwrap();
    for _ in 0..100 {
        stage.pass(DAY);
        client.key_status().unwrap();
    }
    std::fs::write(&state, early).unwrap();
    stage.clock.fetch_sub(99 * DAY, Ordering::SeqCst);
    assert_eq!(client.key_status().unwrap().seconds_left(), 265 * DAY as u64, "the second mark knows");
    assert!(client.key_status().unwrap().clock_warning().is_some());
    std::fs::remove_file(stage.directory.path().join("clock.json")).unwrap();
    assert!(client.key_status().is_ok(), "a lost second mark stops nobody");
}

/// LIC-30
#[test]
fn a_clock_that_ran_ahead_does_not_consume_the_license() {
    let (stage, client) = with_key();
    stage.clock.fetch_add(4_000 * DAY, Ordering::SeqCst);
    assert_eq!(code(client.key_status()), "key_file.expired");
    stage.clock.fetch_sub(4_000 * DAY, Ordering::SeqCst);
    assert!(client.key_status().is_ok());
    for ahead in [25 * 60 * 60, 30 * DAY, 360 * DAY] {
        stage.clock.fetch_add(ahead, Ordering::SeqCst);
        assert!(client.key_status().is_ok(), "{ahead}");
        stage.clock.fetch_sub(ahead, Ordering::SeqCst);
        let license = client.key_status().unwrap();
        assert!(license.clock_warning().is_none() && license.seconds_left() == 365 * DAY as u64, "{ahead}");
    }
}

/// LIC-36
#[test]
fn an_unreachable_portal_is_told_from_a_refusal_and_the_way_by_key_file_is_named() {
    let mut stage = Stage::new();
    let code = stage.portal.code();
    stage.portal.world().blocked = true;
    let refused = stage.client().activate(&code).unwrap_err();
    assert!(!refused.is_unreachable(), "{refused:?}");
    assert!(!stage.client().text(&refused).contains("/key-file"));
    let url = stage.portal.url();
    stage.portal.stop();
    for (language, words) in [("en", "key file"), ("ja-JP", "キーファイル"), ("ru", "файлом ключа")] {
        let client = stage.builder(stage.directory.path(), stage::device(1)).language(language).build().unwrap();
        let error = client.activate(&code).unwrap_err();
        assert!(error.is_unreachable() && !error.is_final());
        let text = client.text(&error);
        assert!(text.contains(words) && text.contains(&format!("{url}/key-file")), "{text}");
    }
    assert!(stage.client().take_key_file(&file(&claims(1))).is_ok(), "and that way goes");
}
