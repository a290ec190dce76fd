//! Answers of services: which are taken, and what becomes of those that are none.

use super::services::{AIKO, SERVICES, encoded, made_by_google, provider, sign_in_by};
use super::two_step::is_in;
use super::*;
use axum::http::{Method, StatusCode};
use gatehouse_accounts::tables::{account, session};
use gatehouse_core::{MINUTE, SECOND};
use gatehouse_testkit::both_engines;
use serde_json::{Value, json};

both_engines! {
    /// ACC-7, ALL-4
    async fn an_answer_that_is_posted_from_apples_page_is_finished_by_our_own(world: World) {
        let provider = provider(&world);
        provider.is(json!({ "sub": "a-1", "email": AIKO, "email_verified": "true" }));
        let mut browser = world.browser();
        let there = browser.get("/sign-in/with/apple").await.location();
        assert!(there.contains("response_mode=form_post"), "{there}");
        let mut answer = provider.agree(&there);
        answer.push(("user".to_owned(), r#"{"name":{"firstName":"Aiko","lastName":"Tanaka"}}"#.to_owned()));
        let body = encoded(&answer).into_bytes();
        // As a browser posts it from another site.
        let mut from_apple = browser.clone().header("sec-fetch-site", "cross-site").header("origin", "https://appleid.apple.com");
        let kind = Some("application/x-www-form-urlencoded");
        let path = "/sign-in/with/apple/answer";
        let posted = from_apple.send(Method::POST, path, kind, body.clone()).await;
        assert_eq!((posted.status, posted.location()), (StatusCode::SEE_OTHER, path.to_owned()));
        assert_eq!(rows::<session::Entity>(&world).await, 0, "the post itself opens nothing");
        let mut other = world.browser().header("sec-fetch-site", "cross-site");
        assert_eq!(other.send(Method::POST, path, kind, body.clone()).await.location(), "/sign-in", "not asked there");
        let elsewhere = other.send(Method::POST, "/sign-in", kind, body).await;
        assert_eq!(elsewhere.status, StatusCode::FORBIDDEN, "no other address takes such posts");
        let mut browser = world.browser();
        browser.set_cookie("gh_service", from_apple.cookie("gh_service").unwrap());
        assert_eq!(browser.get(path).await.location(), "/sign-in/service");
        assert_eq!(browser.post("/sign-in/service", &[("by", "register")]).await.location(), "/licenses");
        assert!(only::<account::Entity>(&world).await.first_name_sealed.is_some(), "the name that comes once is kept");
    }

    /// ACC-7, ACC-8
    async fn answers_that_are_none_open_nothing(world: World) {
        let provider = provider(&world);
        made_by_google(&world, &provider).await;
        world.advance(MINUTE);
        type Spoil = fn(&mut Value);
        let spoils: [(&str, Spoil); 8] = [
            ("another issuer", |claims| claims["iss"] = json!("https://evil.example")),
            ("for somebody else", |claims| claims["aud"] = json!("another-client")),
            ("for two, and none named", |claims| claims["aud"] = json!([claims["aud"], "another-client"])),
            ("another party", |claims| claims["azp"] = json!("another-client")),
            ("another question", |claims| claims["nonce"] = json!("x")),
            ("too old", |claims| claims["exp"] = json!(claims["exp"].as_i64().unwrap() - 361)),
            ("of the future", |claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() + 61)),
            ("nobody", |claims| claims["sub"] = json!("")),
        ];
        for (what, spoil) in spoils {
            provider.spoil(spoil);
            let mut browser = world.browser();
            let answer = sign_in_by(&mut browser, &provider, "google").await;
            assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{what}");
            assert!(answer.body.contains("couldn’t be accepted") && !is_in(&mut browser).await, "{what}");
        }
        // A clock that differs by less than a minute does no harm.
        provider.spoil(|claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() + 59));
        assert_eq!(sign_in_by(&mut world.browser(), &provider, "google").await.location(), "/licenses");
        provider.sign_as_stranger(true);
        assert_eq!(sign_in_by(&mut world.browser(), &provider, "google").await.status, StatusCode::BAD_GATEWAY);
        provider.sign_as_stranger(false);
        // A new key is looked for at once, when the keys were read a minute ago.
        provider.rotate();
        world.advance(2 * MINUTE);
        assert_eq!(sign_in_by(&mut world.browser(), &provider, "google").await.location(), "/licenses");
    }

    /// ACC-7, ACC-8
    async fn an_answer_is_taken_once_from_the_service_that_was_asked_in_the_browser_that_asked(world: World) {
        let provider = provider(&world);
        made_by_google(&world, &provider).await;
        let mut browser = world.browser();
        let there = browser.get("/sign-in/with/google").await.location();
        let answer = encoded(&provider.agree(&there));
        let path = format!("/sign-in/with/google/answer?{answer}");
        // Mixed up: another service's answer, or this one sent to another service's address.
        let mut mixed = browser.clone();
        let other = mixed.get(&format!("/sign-in/with/work/answer?{answer}")).await;
        assert_eq!(other.status, StatusCode::BAD_GATEWAY);
        let mut named = browser.clone();
        let evil = path.replace("iss=", "iss=https://evil.example/");
        assert_eq!(named.get(&evil).await.status, StatusCode::BAD_GATEWAY);
        let mut silent = browser.clone();
        let unnamed = path.split("&iss=").next().unwrap().to_owned();
        assert_eq!(silent.get(&unnamed).await.status, StatusCode::BAD_GATEWAY, "it says that it names itself");
        let mut stated = browser.clone();
        assert_eq!(stated.get(&path.replace("state=", "state=x")).await.status, StatusCode::BAD_GATEWAY);
        assert_eq!(world.browser().get(&path).await.location(), "/sign-in", "another browser");
        let mut copy = browser.clone();
        assert_eq!(browser.get(&path).await.location(), "/licenses");
        assert_eq!(browser.get(&path).await.location(), SERVICES, "it was taken");
        assert_eq!(copy.get(&path).await.status, StatusCode::BAD_GATEWAY, "a code is good once");
        // Ten minutes later the question is forgotten.
        let mut late = world.browser();
        let there = late.get("/sign-in/with/google").await.location();
        let answer = encoded(&provider.agree(&there));
        world.advance(11 * MINUTE);
        assert_eq!(late.get(&format!("/sign-in/with/google/answer?{answer}")).await.location(), "/sign-in");
    }

    /// ACC-7
    async fn no_description_makes_us_ask_inside_the_vendors_network(world: World) {
        let provider = provider(&world);
        for name in ["token_endpoint", "jwks_uri"] {
            provider.misdescribe(move |said| {
                // Another name of this very machine, which answers there.
                let elsewhere = said[name].as_str().unwrap().replace("127.0.0.1", "localhost");
                said[name] = json!(elsewhere);
            });
            let mut browser = world.browser();
            let refused = sign_in_by(&mut browser, &provider, "google").await;
            assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{name}");
            assert!(browser.get("/sign-in/service").await.status != StatusCode::OK && !is_in(&mut browser).await);
            world.advance(61 * MINUTE);
        }
    }

    /// ACC-7
    async fn a_service_that_is_down_or_a_person_who_says_no_gets_a_calm_page(world: World) {
        let provider = provider(&world);
        provider.go_away(true);
        let mut browser = world.browser();
        let down = browser.get("/sign-in/with/google").await;
        assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(down.body.contains("Google isn’t answering right now"), "{}", down.body);
        provider.go_away(false);
        let again = browser.get("/sign-in/with/google").await;
        assert_eq!(again.status, StatusCode::SERVICE_UNAVAILABLE, "not every sign-in asks again");
        world.advance(31 * SECOND);
        let there = browser.get("/sign-in/with/google").await.location();
        let state = there.split("state=").nth(1).unwrap().split('&').next().unwrap();
        let no = browser.get(&format!("/sign-in/with/google/answer?error=access_denied&state={state}")).await;
        assert!(no.status == StatusCode::OK && no.body.contains("You canceled at Google"), "{}", no.body);
        assert!(browser.cookie("gh_service").is_none());
        assert_eq!(browser.get("/sign-in/with/nobody").await.status, StatusCode::NOT_FOUND);
    }
}
