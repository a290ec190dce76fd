//! A product is connected by a code that its user types at another device (RFC 8628, ACC-4, ACC-21).

use crate::flow::*;
use crate::{limited, lines};
use axum::http::StatusCode;
use gatehouse_core::{HOUR, MINUTE, SECOND};
use gatehouse_testkit::{Answer, Browser, TestEngine, World, both_engines};
use serde_json::Value;

const ABOUT: [(&str, &str); 5] = [
    ("scope", "openid email offline_access"),
    ("product", "Lantern Desktop"),
    ("product_version", "4.2"),
    ("host_name", "studio"),
    ("login_hint", ADA),
];

async fn begun(world: &World, product: &Party) -> Value {
    product.send(world, "/oauth/device_authorization", &ABOUT).await.expect(StatusCode::OK).json()
}

async fn asked(world: &World, product: &Party, begun: &Value) -> Answer {
    let code = text(begun, "device_code");
    product.send(world, "/oauth/token", &[("grant_type", DEVICE_GRANT), ("device_code", &code)]).await
}

/// Types the code; the page that asks.
async fn typed(browser: &mut Browser, begun: &Value) -> Answer {
    let code = text(begun, "user_code").replace('-', " ").to_lowercase();
    let place = browser.post("/device", &[("code", &code)]).await.expect(StatusCode::SEE_OTHER).location();
    browser.get(&place).await
}

async fn decided(browser: &mut Browser, page: &Answer, said: &str) -> Answer {
    let ticket = page.input("ticket").unwrap();
    browser.post("/device/confirm", &[("ticket", &ticket), ("answer", said)]).await
}

both_engines! {
    /// ACC-4, ACC-21
    async fn a_product_is_connected_by_whoever_types_its_code(world: World) {
        let product = product(&world).await;
        let begun = begun(&world, &product).await;
        assert_eq!((begun["expires_in"].as_i64(), begun["interval"].as_i64()), (Some(600), Some(5)));
        let whole = text(&begun, "verification_uri_complete");
        assert_eq!(whole, format!("{ISSUER}/device?user_code={}", text(&begun, "user_code")));
        assert_eq!(word(&asked(&world, &product, &begun).await.expect(StatusCode::BAD_REQUEST)), "authorization_pending");

        person(&world, ADA).await;
        let mut browser = world.browser();
        // The whole address fills the code in, and does nothing.
        let page = browser.get(whole.strip_prefix(ISSUER).unwrap()).await.expect(StatusCode::OK);
        assert_eq!(page.input("code").as_deref(), Some(text(&begun, "user_code").as_str()));
        let place = browser.post("/device", &[("code", &text(&begun, "user_code"))]).await.location();
        assert!(place.starts_with("/sign-in?who="), "{place}");
        let sign = browser.get(&place).await;
        assert_eq!(sign.input("email").as_deref(), Some(ADA), "what was typed in the product");
        let answer = sign_in(&mut browser, ADA, &sign.input("next").unwrap()).await;
        let page = browser.get(&answer.location()).await.expect(StatusCode::OK);
        for said in ["Lantern Desktop", "4.2", "studio", text(&begun, "user_code").as_str(), "We can’t check it", "See your email address"] {
            assert!(page.body.contains(said), "{said}: {}", page.body);
        }
        world.advance(6 * SECOND);
        assert_eq!(word(&asked(&world, &product, &begun).await), "authorization_pending", "looking decides nothing");
        assert_eq!(decided(&mut browser, &page, "connect").await.location(), "/device/done");
        world.advance(6 * SECOND);
        let tokens = asked(&world, &product, &begun).await.expect(StatusCode::OK).json();
        let access = text(&tokens, "access_token");
        assert_eq!(userinfo(&world, &access).await.expect(StatusCode::OK).json()["email"], ADA);
        // The answer was lost: the same token again, for half a minute.
        let again = asked(&world, &product, &begun).await.expect(StatusCode::OK).json();
        assert_eq!(text(&again, "refresh_token"), text(&tokens, "refresh_token"));
        world.advance(30 * SECOND);
        assert_eq!(word(&asked(&world, &product, &begun).await), "invalid_grant");
        product.refresh(&world, &text(&tokens, "refresh_token")).await.expect(StatusCode::OK);
        assert_eq!((lines(&world, "app.device_connected").await.len(), lines(&world, "app.connected").await.len()), (1, 1));
        assert_eq!(world.last_mail_to(ADA).await.subject, "Lantern is connected with your account");
        // Signing out in the browser leaves the product alone.
        browser.post("/sign-out", &[]).await;
        let more = product.refresh(&world, &text(&again, "refresh_token")).await;
        assert_eq!(more.status, StatusCode::OK, "within half a minute: {}", more.body);
        let dump = world.dump().await;
        for secret in [&access, &text(&tokens, "refresh_token"), &text(&begun, "device_code"), &text(&begun, "user_code")] {
            assert!(!dump.contains(secret.as_str()));
        }
        assert!(!dump.contains("Lantern Desktop") && !dump.contains("studio"), "what a product tells lies sealed");
    }

    /// ACC-4, ACC-6
    async fn an_address_without_an_account_gets_a_link_and_goes_on_from_there(world: World) {
        let product = product(&world).await;
        let begun = begun(&world, &product).await;
        let mut browser = world.browser();
        let place = browser.post("/device", &[("code", &text(&begun, "user_code"))]).await.location();
        let sign = browser.get(&place).await;
        let way = sign.body.split("href=\"").find(|rest| rest.starts_with("/sign-in/link")).unwrap();
        let way = way.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
        let page = browser.get(&way).await.expect(StatusCode::OK);
        assert_eq!(page.input("email").as_deref(), Some(ADA));
        let next = page.input("next").unwrap();
        let sent = browser.post_as_human(&way, &[("email", ADA), ("next", &next)]).await;
        let sent = browser.follow(sent).await.expect(StatusCode::OK);
        assert!(sent.body.contains("Check your email"), "{}", sent.body);
        let mail = world.last_mail_to(ADA).await;
        assert_eq!(mail.kind, "accounts.set_password");
        let set = browser.get(&mail.link()).await;
        let set = browser.follow(set).await.expect(StatusCode::OK);
        let form = [("token", set.input("token").unwrap_or_default()), ("password", PASSWORD.to_owned()), ("again", PASSWORD.to_owned())];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = browser.post("/set-password", &form).await.expect(StatusCode::SEE_OTHER);
        // Where they are they tell first, and then they are where they wanted to go.
        let place = answer.location();
        assert!(place.starts_with("/device/confirm?ticket="), "{place}");
    }

    /// ACC-21
    async fn who_says_no_ends_it_and_a_code_is_decided_once(world: World) {
        let product = product(&world).await;
        let mut browser = ada(&world).await;
        let begun = begun(&world, &product).await;
        let page = typed(&mut browser, &begun).await;
        decided(&mut browser, &page, "refuse").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(word(&asked(&world, &product, &begun).await), "access_denied");
        let answer = decided(&mut browser, &page, "connect").await.expect(StatusCode::GONE);
        assert!(answer.body.contains("no longer works"), "{}", answer.body);
        assert_eq!(lines(&world, "app.connected").await.len(), 0);
    }

    /// ACC-21
    async fn who_asks_too_often_waits_longer_and_a_code_ends_after_ten_minutes(world: World) {
        let product = product(&world).await;
        let other = crate::flow::product(&world).await;
        let mut browser = ada(&world).await;
        let begun = begun(&world, &product).await;
        assert_eq!(word(&asked(&world, &product, &begun).await), "authorization_pending");
        world.advance(4 * SECOND);
        assert_eq!(word(&asked(&world, &product, &begun).await), "slow_down");
        world.advance(6 * SECOND);
        assert_eq!(word(&asked(&world, &product, &begun).await), "slow_down", "ten seconds now");
        world.advance(16 * SECOND);
        assert_eq!(word(&asked(&world, &product, &begun).await), "authorization_pending");
        assert_eq!(word(&asked(&world, &other, &begun).await), "invalid_grant", "another client's");
        let page = typed(&mut browser, &begun).await;
        world.advance(10 * MINUTE);
        assert_eq!(word(&asked(&world, &product, &begun).await), "expired_token");
        decided(&mut browser, &page, "connect").await.expect(StatusCode::GONE);
        browser.post("/device", &[("code", &text(&begun, "user_code"))]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// ACC-21
    async fn a_proof_older_than_twelve_hours_is_given_anew(world: World) {
        let product = product(&world).await;
        let mut browser = ada(&world).await;
        world.advance(12 * HOUR);
        let begun = begun(&world, &product).await;
        let place = browser.post("/device", &[("code", &text(&begun, "user_code"))]).await.location();
        let to = browser.get(&place).await.location();
        assert!(to.starts_with("/step-up?next="), "{to}");
        let ticket = parameter(&place, "ticket").unwrap();
        let at_once = browser.post("/device/confirm", &[("ticket", &ticket), ("answer", "connect")]).await.location();
        assert!(at_once.starts_with("/step-up?next="), "the action asks too: {at_once}");
        let next = parameter(&to, "next").unwrap();
        let back = browser.post("/step-up", &[("current", PASSWORD), ("next", &next)]).await.location();
        let page = browser.get(&back).await.expect(StatusCode::OK);
        assert_eq!(decided(&mut browser, &page, "connect").await.location(), "/device/done");
        asked(&world, &product, &begun).await.expect(StatusCode::OK);
    }

    /// ACC-6, ACC-21
    async fn a_product_learns_nothing_of_the_address_and_others_begin_nothing(world: World) {
        let product = product(&world).await;
        let shop = shop(&world).await;
        let mut shapes = Vec::new();
        for hint in [ADA, "nobody@example.com", "", "no address", "x\u{202e}y@example.com"] {
            let form = [("scope", "openid"), ("login_hint", hint)];
            let answer = product.send(&world, "/oauth/device_authorization", &form).await.expect(StatusCode::OK).json();
            shapes.push(answer.as_object().unwrap().keys().cloned().collect::<Vec<_>>());
        }
        assert!(shapes.iter().all(|shape| *shape == shapes[0]), "{shapes:?}");
        assert_eq!(word(&shop.send(&world, "/oauth/device_authorization", &ABOUT).await), "unauthorized_client");
        assert_eq!(word(&product.send(&world, "/oauth/device_authorization", &[("scope", "admin")]).await), "invalid_scope");
        for nonsense in ["", "x", "é"] {
            let form = [("grant_type", DEVICE_GRANT), ("device_code", nonsense)];
            assert_eq!(word(&product.send(&world, "/oauth/token", &form).await), "invalid_grant");
        }
        for nonsense in ["", "nonsense"] {
            let mut browser = world.browser();
            sign_in_as_somebody(&world, &mut browser).await;
            let answer = browser.get(&format!("/device/confirm?ticket={nonsense}")).await.expect(StatusCode::GONE);
            assert!(answer.body.contains("no longer works"));
        }
    }
}

async fn sign_in_as_somebody(world: &World, browser: &mut Browser) {
    let email = format!("{}@example.com", world.cx().id());
    person(world, &email).await;
    sign_in(browser, &email, "").await;
}

/// ACC-11, ACC-21
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn codes_are_guessed_ten_times_and_then_slowly() {
    let world = limited(TestEngine::Sqlite, true).await;
    let mut guesser = world.browser().from_address(std::net::Ipv4Addr::new(192, 0, 2, 11));
    for _ in 0..10 {
        guesser.post("/device", &[("code", "BCDF-GHJK")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let product = product(&world).await;
    let begun = begun(&world, &product).await;
    let form = [("code", text(&begun, "user_code"))];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    guesser.post("/device", &form).await.expect(StatusCode::TOO_MANY_REQUESTS);
    world.browser().post("/device", &form).await.expect(StatusCode::SEE_OTHER);
}
