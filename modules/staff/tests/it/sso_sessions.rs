//! Single sign-on of staff: what a session of the provider may, and how it ends.

use crate::sso_kit::{BEGIN, CLIENT, Team, is_in, of_team, person};
use crate::{ADMIN, PASSWORD, code, give_password, lines, member, signed_in};
use axum::http::StatusCode;
use gatehouse_core::{MINUTE, Role, SECOND};
use serde_json::{Value, json};
use std::collections::HashMap;
use url::Url;

fn asked(there: &str) -> HashMap<String, String> {
    Url::parse(there).unwrap().query_pairs().into_owned().collect()
}

of_team! {
    /// ALL-8
    async fn a_session_of_the_provider_is_proven_again_there_and_says_when(team: Team) {
        let mut browser = team.come(person("ada", &["admins"], &["mfa"])).await;
        browser.get("/staff/members/new").await.expect(StatusCode::OK);
        team.world.advance(11 * MINUTE);
        assert_eq!(browser.get("/staff/members/new").await.location(), "/staff/step-up?next=/staff/members/new");
        let page = browser.get("/staff/step-up?next=/staff/members/new").await.expect(StatusCode::OK).body;
        assert!(page.contains("Confirm with Vendor ID") && page.contains("/staff/step-up/sso?next=/staff/members/new"), "{page}");
        assert!(!page.contains("name=\"password\"") && !page.contains("name=\"code\""), "{page}");
        let step = "/staff/step-up/sso?next=/staff/members/new";
        // What the provider says of an earlier proof, of none, or of the future opens nothing.
        let now = team.world.cx().now().seconds();
        for when in [json!(now - 11 * 60), json!(null), json!(now + 3600), json!("now")] {
            let told = when.clone();
            team.provider.spoil(move |claims| claims["auth_time"] = told.clone());
            let there = browser.get(step).await.location();
            assert_eq!((asked(&there)["prompt"].as_str(), asked(&there)["max_age"].as_str()), ("login", "0"));
            team.back(&mut browser, &there).await.expect(StatusCode::BAD_GATEWAY);
            assert!(browser.get("/staff/members/new").await.location().starts_with("/staff/step-up"), "{when}");
        }
        team.provider.spoil(|_| ());
        // Another person's proof opens nothing either.
        team.provider.is(person("eve", &["admins"], &["mfa"]));
        team.through(&mut browser, step).await.expect(StatusCode::FORBIDDEN);
        assert!(browser.get("/staff/members/new").await.location().starts_with("/staff/step-up"));
        assert_eq!(lines(&team.world, "staff.proof_failed").await, 1);
        team.provider.is(person("ada", &["admins"], &["mfa"]));
        let before = browser.cookie("gh_staff").unwrap().to_owned();
        assert_eq!(team.through(&mut browser, step).await.location(), "/staff/members/new");
        assert_ne!(browser.cookie("gh_staff").unwrap(), before, "a new token");
        browser.get("/staff/members/new").await.expect(StatusCode::OK);
        browser.get("/staff/profile/passkey").await.expect(StatusCode::OK);
    }

    /// ALL-8
    async fn a_proof_at_the_provider_without_a_factor_opens_no_change_of_factors(team: Team) {
        let mut browser = team.come(person("ada", &["admins"], &["mfa"])).await;
        team.world.advance(11 * MINUTE);
        team.provider.is(person("ada", &["admins"], &["pwd"]));
        team.through(&mut browser, "/staff/step-up/sso?next=/staff/members/new").await;
        browser.get("/staff/members/new").await.expect(StatusCode::OK);
        assert!(browser.get("/staff/profile/passkey").await.location().starts_with("/staff/step-up?factor=1"));
        // Who lost the groups meanwhile loses the session by it.
        team.provider.is(person("ada", &["desk"], &["mfa"]));
        team.world.advance(11 * MINUTE);
        member(&team.world, "root@vendor.example", &[Role::Administrator]).await;
        team.through(&mut browser, "/staff/step-up/sso?next=/staff").await;
        assert_eq!(browser.get("/staff/members").await.status, StatusCode::FORBIDDEN);
        team.provider.is(person("ada", &[], &["mfa"]));
        team.through(&mut browser, "/staff/step-up/sso?next=/staff").await.expect(StatusCode::FORBIDDEN);
        assert!(!is_in(&mut browser).await);
    }

    /// ALL-8
    async fn a_session_of_ones_own_is_not_proven_at_the_provider(team: Team) {
        member(&team.world, ADMIN, &[Role::Administrator]).await;
        let mut browser = signed_in(&team.world, ADMIN).await;
        team.connect(&mut browser, person("ada", &["admins"], &["mfa"])).await.expect(StatusCode::SEE_OTHER);
        team.world.advance(11 * MINUTE);
        let page = browser.get("/staff/step-up").await.expect(StatusCode::OK).body;
        assert!(page.contains("name=\"password\"") && !page.contains("Confirm with"), "{page}");
        team.through(&mut browser, "/staff/step-up/sso?next=/staff").await.expect(StatusCode::CONFLICT);
        assert!(browser.get("/staff/members/new").await.location().starts_with("/staff/step-up"));
        // And the other way round: the password opens nothing of a session of the provider.
        let mut by_sso = team.come(person("ada", &["admins"], &["mfa"])).await;
        team.world.advance(11 * MINUTE);
        by_sso.post("/staff/step-up", &[("password", PASSWORD)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let form = [("code", &*code(&team.world)), ("next", "/staff/members/new")];
        assert_eq!(by_sso.post("/staff/step-up", &form).await.location(), "/staff/members/new", "a code of one's own does");
    }

    /// ALL-8
    async fn the_provider_ends_one_session_or_all_that_it_vouched_for(team: Team) {
        member(&team.world, ADMIN, &[Role::Administrator]).await;
        let mut own = signed_in(&team.world, ADMIN).await;
        team.connect(&mut own, person("ada", &["admins"], &["mfa"])).await;
        let with_sid = |sid: &str| {
            let mut person = person("ada", &["admins"], &["mfa"]);
            person["sid"] = sid.into();
            person
        };
        let (mut first, mut second) = (team.come(with_sid("s-1")).await, team.come(with_sid("s-2")).await);
        let mut sue = team.come(person("sue", &["desk"], &["mfa"])).await;
        let end = |of: Value| team.provider.logout_token("vendor", CLIENT, &of);
        // A session that is another subject's is not this token's.
        assert_eq!(team.log_out(&end(json!({ "sub": "sue", "sid": "s-1" }))).await, StatusCode::OK);
        assert!(is_in(&mut first).await && is_in(&mut sue).await);
        assert_eq!(team.log_out(&end(json!({ "sid": "s-1" }))).await, StatusCode::OK);
        assert!(!is_in(&mut first).await && is_in(&mut second).await);
        let all = end(json!({ "sub": "ada" }));
        assert_eq!(team.log_out(&all).await, StatusCode::OK);
        assert!(!is_in(&mut second).await && is_in(&mut sue).await && is_in(&mut own).await);
        assert_eq!(lines(&team.world, "staff.sso_ended").await, 2);
        // The same token again ends nothing.
        let mut later = team.come(with_sid("s-3")).await;
        assert_eq!(team.log_out(&all).await, StatusCode::BAD_REQUEST);
        assert!(is_in(&mut later).await);
        // It names nobody here: taken, and nothing happens.
        assert_eq!(team.log_out(&end(json!({ "sub": "nobody" }))).await, StatusCode::OK);
    }

    /// ALL-8
    async fn a_token_that_is_no_logout_token_ends_nothing(team: Team) {
        let mut sue = team.come(person("sue", &["desk"], &["mfa"])).await;
        let now = team.world.cx().now().seconds();
        let event = "http://schemas.openid.net/event/backchannel-logout";
        for of in [
            json!({ "sub": "sue", "nonce": "n" }),
            json!({ "sub": "sue", "nonce": "" }),
            json!({ "sub": "sue", "iss": "https://evil.example" }),
            json!({ "sub": "sue", "aud": "another" }),
            json!({ "sub": "sue", "aud": [] }),
            json!({ "sub": "sue", "aud": null }),
            json!({ "sub": "sue", "events": null }),
            json!({ "sub": "sue", "events": {} }),
            json!({ "sub": "sue", "events": { event: true } }),
            json!({ "sub": "sue", "events": [event] }),
            json!({ "sub": "sue", "iat": now - 3600 }),
            json!({ "sub": "sue", "iat": now + 3600 }),
            json!({ "sub": "sue", "iat": null }),
            json!({ "sub": "sue", "exp": now - 3600 }),
            json!({ "sub": "sue", "jti": null }),
            json!({ "sub": "sue", "jti": "" }),
            json!({ "sub": "sue", "jti": "j".repeat(300) }),
            json!({ "sub": 7 }),
            json!({ "sub": "" }),
            json!({ "sub": "s".repeat(300) }),
            json!({ "sid": ["session-of-sue"] }),
            json!({}),
        ] {
            let token = team.provider.logout_token("vendor", CLIENT, &of);
            assert_eq!(team.log_out(&token).await, StatusCode::BAD_REQUEST, "{of}");
        }
        // Of another issuer of the same host, and signed by nobody.
        let token = team.provider.logout_token("other", CLIENT, &json!({ "sub": "sue" }));
        assert_eq!(team.log_out(&token).await, StatusCode::BAD_REQUEST);
        team.provider.sign_as_stranger(true);
        let token = team.provider.logout_token("vendor", CLIENT, &json!({ "sub": "sue" }));
        assert_eq!(team.log_out(&token).await, StatusCode::BAD_REQUEST);
        let long = "x".repeat(100_000);
        for text in ["", "a.b.c", long.as_str()] {
            assert_eq!(team.log_out(text).await, StatusCode::BAD_REQUEST);
        }
        assert!(is_in(&mut sue).await);
        assert_eq!(lines(&team.world, "staff.sso_ended").await, 0);
    }

    /// ALL-8
    async fn a_sign_out_goes_on_at_the_provider(team: Team) {
        let mut browser = team.come(person("sue", &["desk"], &["mfa"])).await;
        let there = browser.post("/staff/sign-out", &[]).await.location();
        assert!(there.starts_with(&format!("{}/vendor/logout?", team.provider.origin())), "{there}");
        let asked = asked(&there);
        assert_eq!(asked["client_id"], CLIENT);
        assert!(asked["post_logout_redirect_uri"].ends_with("/staff/sign-in"));
        assert_eq!(asked["id_token_hint"].split('.').count(), 3);
        assert!(!is_in(&mut browser).await);
        member(&team.world, ADMIN, &[Role::Administrator]).await;
        let mut own = signed_in(&team.world, ADMIN).await;
        assert_eq!(own.post("/staff/sign-out", &[]).await.location(), "/staff/sign-in");
    }

    /// ALL-8
    async fn while_the_provider_is_away_administrators_come_in_and_sessions_go_on(team: Team) {
        member(&team.world, ADMIN, &[Role::Administrator]).await;
        let mut sue = team.come(person("sue", &["desk"], &["mfa"])).await;
        team.provider.go_away(true);
        let mut browser = team.world.browser();
        let away = team.through(&mut browser, BEGIN).await.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert!(away.body.contains("Vendor ID doesn") && away.body.contains("/staff/sign-in"), "{}", away.body);
        team.world.advance(45 * MINUTE);
        assert!(is_in(&mut sue).await);
        team.world.advance(20 * MINUTE);
        browser.get(BEGIN).await.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert!(is_in(&mut sue).await);
        let mut admin = signed_in(&team.world, ADMIN).await;
        admin.get("/staff/members").await.expect(StatusCode::OK);
        // What cannot be checked now may be sent again.
        let token = team.provider.logout_token("vendor", CLIENT, &json!({ "sub": "sue" }));
        assert_eq!(team.log_out(&token).await, StatusCode::SERVICE_UNAVAILABLE);
        let out = sue.post("/staff/sign-out", &[]).await;
        assert_eq!(out.location(), "/staff/sign-in", "nobody is kept signed in here");
    }

    /// ALL-8
    async fn where_the_operator_wants_it_only_administrators_have_passwords(team: Team) {
        let team = Team::with(team.world.engine, |sso| sso.passwords = false).await;
        member(&team.world, ADMIN, &[Role::Administrator]).await;
        member(&team.world, "sam@vendor.example", &[Role::Support]).await;
        let mut sam = team.world.browser();
        let refused = give_password(&mut sam, "sam@vendor.example", PASSWORD).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
        assert!(refused.body.contains("Use single sign-on"), "{}", refused.body);
        let wrong = give_password(&mut sam, "sam@vendor.example", "wrong").await;
        assert!(!wrong.body.contains("Use single sign-on"), "said after the right password only");
        team.world.advance(SECOND);
        signed_in(&team.world, ADMIN).await;
    }
}
