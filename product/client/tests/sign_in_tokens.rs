//! What a device does with its tokens: refreshed ahead of their end, kept through lost answers and kills, given back when somebody signs out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod provider;

use std::sync::atomic::Ordering;

use gatehouse_client::{Error, SignIn, SignedOut};
use provider::{START, SUBJECT, Stage};

const API: &str = "https://api.example.com/things?page=2";

fn refreshes(stage: &Stage) -> Vec<String> {
    let world = stage.provider.world();
    world.asked.iter().filter_map(|asked| asked.form.get("refresh_token").cloned()).collect()
}

/// DEV-1
#[test]
fn an_access_token_is_renewed_ahead_of_its_end_and_bound_to_the_device() {
    let stage = Stage::new();
    let client = stage.signed_in();
    let first = client.authorize("GET", API).unwrap();
    assert_eq!(first.value(), "DPoP access-2");
    let again = client.authorize("GET", API).unwrap();
    assert_eq!(again.value(), first.value());
    assert_ne!(again.proof(), first.proof(), "a proof holds once");
    assert_eq!(format!("{first:?}"), "Authorization(…)");
    // What is proven is the address without its query.
    let address = API.split_once('?').unwrap().0;
    let proven = stage.provider.world().proven(first.proof(), ("GET", address), Some("access-2")).unwrap();
    let bound = stage.provider.world().proven(again.proof(), ("GET", address), Some("access-2")).unwrap();
    assert_eq!(proven, bound);

    stage.pass(839);
    assert_eq!(client.authorize("GET", API).unwrap().value(), "DPoP access-2");
    assert!(refreshes(&stage).is_empty());
    stage.pass(1);
    assert_eq!(client.authorize("GET", API).unwrap().value(), "DPoP access-3", "a minute before its end");
    assert_eq!(stage.client().authorize("GET", API).unwrap().value(), "DPoP access-3", "another process has it too");
    assert_eq!(refreshes(&stage), ["refresh-2"]);
    stage.pass(900);
    client.authorize("GET", API).unwrap();
    assert_eq!(refreshes(&stage), ["refresh-2", "refresh-3"], "each is used once");
}

/// DEV-1
#[test]
fn a_refresh_whose_answer_got_lost_is_repeated_and_costs_no_sign_in() {
    let stage = Stage::new();
    let client = stage.signed_in();
    stage.pass(900);
    stage.provider.world().lose_answers = 2;
    assert_eq!(client.authorize("GET", API).unwrap().value(), "DPoP access-3");
    assert_eq!(refreshes(&stage), ["refresh-2"; 3], "the same token, to which the portal gives the same answer");
    let world = stage.provider.world();
    let proofs: Vec<_> = world.asked.iter().filter(|asked| asked.form.contains_key("refresh_token")).collect();
    assert!(proofs[0].proof != proofs[1].proof && proofs[1].proof != proofs[2].proof);
}

/// DEV-1
#[test]
fn a_product_that_is_killed_in_a_refresh_goes_on_within_half_a_minute() {
    let stage = Stage::new();
    let client = stage.signed_in();
    stage.pass(900);
    // It has asked, and never hears the answer.
    stage.provider.world().lose_answers = 3;
    assert_eq!(client.authorize("GET", API).unwrap_err().code(), "client.unreachable");
    assert!(stage.stored().contains(&format!("\"refreshing_since\": {}", START + 905)), "{}", stage.stored());
    stage.pass(29);
    assert_eq!(stage.client().authorize("GET", API).unwrap().value(), "DPoP access-3");
    assert!(stage.stored().contains("\"refreshing_since\": null"));

    stage.pass(900);
    stage.provider.world().lose_answers = 3;
    assert_eq!(client.authorize("GET", API).unwrap_err().code(), "client.unreachable");
    stage.pass(31);
    let error = stage.client().authorize("GET", API).unwrap_err();
    assert_eq!((error.code(), error.is_final()), ("sign_in.ended", true));
    assert_eq!(stage.client().account().unwrap_err().code(), "sign_in.not_signed_in");
}

/// DEV-1
#[test]
fn a_disk_that_is_full_uses_no_refresh_token_up() {
    let stage = Stage::new();
    let client = stage.signed_in();
    stage.pass(900);
    // In the way of every write, for root too.
    let obstacle = stage.directory.path().join("account.json.new");
    std::fs::create_dir_all(obstacle.join("full")).unwrap();
    let error = client.authorize("GET", API).unwrap_err();
    assert!(matches!(error, Error::State { .. }), "{error:?}");
    assert!(client.sign_in_text(&error).contains("account.json"), "{}", client.sign_in_text(&error));
    assert!(refreshes(&stage).is_empty(), "what could not be kept is not asked for");
    std::fs::remove_dir_all(obstacle).unwrap();
    client.authorize("GET", API).unwrap();
}

/// DEV-1
#[test]
fn a_token_that_still_holds_is_used_when_there_is_no_other() {
    let mut stage = Stage::new();
    let client = stage.signed_in();
    stage.pass(860);
    stage.provider.stop();
    assert_eq!(client.authorize("GET", API).unwrap().value(), "DPoP access-2");
    let lock = std::fs::File::open(stage.directory.path().join("account.lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(client.authorize("GET", API).unwrap().value(), "DPoP access-2", "another process refreshes it");
    stage.pass(40);
    assert_eq!(client.authorize("GET", API).unwrap_err().code(), "client.busy");
    lock.unlock().unwrap();
    assert_eq!(client.authorize("GET", API).unwrap_err().code(), "client.unreachable");
    assert_eq!(client.account().unwrap().subject, SUBJECT, "and they stay signed in");
}

/// DEV-1
#[test]
fn a_clock_that_was_set_back_makes_no_token_last_longer() {
    let stage = Stage::new();
    let client = stage.signed_in();
    stage.clock.fetch_sub(24 * 60 * 60, Ordering::SeqCst);
    assert_eq!(client.authorize("GET", API).unwrap().value(), "DPoP access-3");
    stage.clock.fetch_add(10 * 24 * 60 * 60, Ordering::SeqCst);
    assert_eq!(client.authorize("GET", API).unwrap().value(), "DPoP access-4");
}

/// DEV-1
#[test]
fn a_sign_in_that_the_portal_has_ended_is_forgotten() {
    let stage = Stage::new();
    let client = stage.signed_in();
    stage.provider.world().family = None;
    assert_eq!(client.profile().unwrap_err().code(), "sign_in.ended");
    stage.pass(900);
    assert_eq!(client.authorize("GET", API).unwrap_err().code(), "sign_in.ended");
    assert_eq!(client.account().unwrap_err().code(), "sign_in.not_signed_in");
    assert!(!stage.directory.path().join("account.json").exists(), "with the key");
}

/// DEV-1
#[test]
fn signing_out_ends_it_at_the_portal_and_on_the_device() {
    let stage = Stage::new();
    let client = stage.signed_in();
    assert_eq!(client.sign_out().unwrap(), SignedOut::Everywhere);
    assert_eq!(stage.provider.world().revoked, ["refresh-2"]);
    assert!(!stage.directory.path().join("account.json").exists());
    for error in [client.account().unwrap_err(), client.sign_out().unwrap_err(), client.profile().unwrap_err()] {
        assert_eq!(error.code(), "sign_in.not_signed_in");
    }
}

/// DEV-1
#[test]
fn signing_out_without_a_network_is_told_to_the_portal_later() {
    let mut stage = Stage::new();
    let client = stage.signed_in();
    stage.provider.stop();
    assert_eq!(client.sign_out().unwrap(), SignedOut::HereFirst);
    assert_eq!(client.account().unwrap_err().code(), "sign_in.not_signed_in");
    assert!(
        !stage.stored().contains("access-2") && !stage.stored().contains(SUBJECT),
        "no more than what is to be told"
    );
    stage.provider.restart();
    // A page of a hotel's network has ended nothing.
    stage.provider.world().instead.insert("/oauth/revoke", (200, "text/html", "<html>Room number?</html>".to_owned()));
    assert_eq!(client.sign_out().unwrap(), SignedOut::HereFirst);
    stage.provider.world().instead.clear();
    stage.signed_in();
    assert_eq!(stage.provider.world().revoked, ["refresh-2"], "with the next sign-in");
    assert_eq!(stage.client().account().unwrap().subject, SUBJECT);
}

/// DEV-1
#[test]
fn who_is_signed_in_stays_so_until_somebody_else_is() {
    let stage = Stage::new();
    let client = stage.signed_in();
    client.begin_device_sign_in(&SignIn::new()).unwrap();
    assert!(client.account().is_ok() && client.profile().is_ok());
    stage.provider.world().polls.push_back("access_denied");
    stage.pass(5);
    assert_eq!(client.poll_sign_in().unwrap_err().code(), "sign_in.denied");
    assert!(client.account().is_ok() && stage.provider.world().revoked.is_empty());

    stage.provider.world().claims = |claims| claims["aud"] = "ghc_another".into();
    client.begin_device_sign_in(&SignIn::new()).unwrap();
    stage.pass(5);
    assert_eq!(client.poll_sign_in().unwrap_err().code(), "sign_in.untrusted");
    assert_eq!(client.account().unwrap().subject, SUBJECT, "nor by tokens that are not believed");
}

/// DEV-1
#[test]
fn a_profile_of_somebody_else_is_not_taken() {
    let stage = Stage::new();
    let client = stage.signed_in();
    stage.provider.world().email = Some("new@example.com");
    assert_eq!(client.profile().unwrap().shown(), "new@example.com");
    assert_eq!(client.account().unwrap().shown(), "new@example.com", "and kept");
    let body = r#"{"sub":"another","email":"evil@example.com"}"#.to_owned();
    stage.provider.world().instead.insert("/oauth/userinfo", (200, "application/json", body));
    assert_eq!(client.profile().unwrap_err().code(), "sign_in.untrusted");
    let body = format!(r#"{{"sub":"{SUBJECT}","email":"\u001b[2J","name":"\u202eonekiA"}}"#);
    stage.provider.world().instead.insert("/oauth/userinfo", (200, "application/json", body));
    let account = client.profile().unwrap();
    assert_eq!((account.email.as_deref(), account.name.as_deref()), (Some("[2J"), Some("onekiA")));
}

/// DEV-1
#[test]
fn whom_the_id_token_does_not_name_the_profile_does() {
    let stage = Stage::new();
    stage.provider.world().claims = |claims| {
        let claims = claims.as_object_mut().unwrap();
        claims.retain(|name, _| name != "email" && name != "name");
    };
    let client = stage.signed_in();
    assert_eq!(client.account().unwrap().shown(), "aiko@example.com");
    let client = stage.signed_in();
    stage.provider.world().email = None;
    stage.provider.world().instead.insert("/oauth/userinfo", (502, "text/html", String::new()));
    client.begin_device_sign_in(&SignIn::new()).unwrap();
    let account = client.wait_for_sign_in(|wait| stage.paused(wait)).unwrap();
    assert_eq!(account.shown(), SUBJECT, "without an answer they are signed in all the same");
}

/// DEV-1
#[test]
fn a_portal_without_bound_tokens_serves_too() {
    let stage = Stage::new();
    stage.provider.world().is_bearer = true;
    let carried = stage.signed_in().authorize("GET", API).unwrap();
    assert_eq!((carried.value(), carried.proof()), ("Bearer access-2", None));
}

/// DEV-1
#[test]
fn nothing_secret_is_in_errors_and_nobody_else_reads_the_file() {
    let mut stage = Stage::new();
    let client = stage.signed_in();
    stage.pass(900);
    stage.provider.stop();
    let error = client.authorize("GET", API).unwrap_err();
    let told = format!("{error} {error:?} {}", client.sign_in_text(&error));
    assert!(!told.contains("refresh-") && !told.contains("access-"), "{told}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(stage.directory.path().join("account.json")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    std::fs::write(stage.directory.path().join("account.json"), r#"{"signed_in":{"tokens":"secret""#).unwrap();
    let error = client.account().unwrap_err();
    assert!(error.code() == "client.state" && !format!("{error} {error:?}").contains("secret"), "{error:?}");
    stage.provider.restart();
    stage.signed_in();
    assert_eq!(client.account().unwrap().subject, SUBJECT, "a damaged file is not in the way of a new sign-in");
}
