//! Several at the same moment (ACC-21): whatever comes first, there is one sign-in, one next token, one decision; and a token that somebody was
//! given opens what it says, or nothing.

use crate::flow::*;
use crate::lines;
use axum::http::StatusCode;
use gatehouse_core::{DAY, HOUR, SECOND};
use gatehouse_oidc::actions::rotate_keys::rotate_keys;
use gatehouse_oidc::model::jwt;
use gatehouse_oidc::model::signing::Jwk;
use gatehouse_oidc::tables::{device, family, refresh};
use gatehouse_testkit::{Answer, Browser, World, both_engines};
use sea_orm::entity::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

async fn families(world: &World) -> Vec<family::Model> {
    family::Entity::find().all(world.cx().read()).await.unwrap()
}

async fn refresh_tokens(world: &World) -> u64 {
    refresh::Entity::find().count(world.cx().read()).await.unwrap()
}

/// The next token of each answer, all of which must have one.
fn next_of(answers: impl IntoIterator<Item = Answer>) -> BTreeSet<String> {
    answers.into_iter().map(|answer| text(&answer.expect(StatusCode::OK).json(), "refresh_token")).collect()
}

async fn begun(world: &World, product: &Party) -> Value {
    let form = [("scope", "openid email offline_access"), ("product", "Lantern Desktop")];
    product.send(world, "/oauth/device_authorization", &form).await.expect(StatusCode::OK).json()
}

async fn asked(world: &World, product: &Party, begun: &Value) -> Answer {
    let code = text(begun, "device_code");
    product.send(world, "/oauth/token", &[("grant_type", DEVICE_GRANT), ("device_code", &code)]).await
}

/// Types the code; what the page that asks carries on.
async fn ticket(browser: &mut Browser, begun: &Value) -> String {
    let place = browser.post("/device", &[("code", &text(begun, "user_code"))]).await.location();
    browser.get(&place).await.expect(StatusCode::OK).input("ticket").unwrap()
}

async fn decided(browser: &mut Browser, ticket: &str, said: &str) -> Answer {
    browser.post("/device/confirm", &[("ticket", ticket), ("answer", said)]).await
}

async fn published(world: &World) -> Vec<Jwk> {
    let keys = world.browser().get("/oauth/jwks").await.expect(StatusCode::OK).json();
    serde_json::from_value(keys["keys"].clone()).unwrap()
}

both_engines! {
    /// ACC-21
    async fn a_code_that_comes_four_times_at_once_gives_tokens_once_and_they_end(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let one = code(&mut browser, &shop).await;
        let (a, b, c, d) = tokio::join!(
            shop.exchange(&world, &one), shop.exchange(&world, &one), shop.exchange(&world, &one), shop.exchange(&world, &one)
        );
        let (given, refused): (Vec<Answer>, Vec<Answer>) = [a, b, c, d].into_iter().partition(|answer| answer.status == StatusCode::OK);
        assert_eq!(given.len(), 1);
        assert!(refused.iter().all(|answer| word(answer) == "invalid_grant"));
        let families = families(&world).await;
        assert_eq!((families.len(), refresh_tokens(&world).await), (1, 1), "one sign-in with one token");
        assert!(families[0].revoked_at.is_some(), "somebody else has the code too");
        let tokens = given[0].json();
        userinfo(&world, &text(&tokens, "access_token")).await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(word(&shop.refresh(&world, &text(&tokens, "refresh_token")).await), "invalid_grant");
        assert!(!lines(&world, "app.token_reused").await.is_empty());
    }

    /// ACC-21
    async fn a_refresh_token_that_comes_four_times_at_once_is_answered_with_the_same_next_one(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let mut token = text(&shop.tokens(&world, &mut browser).await, "refresh_token");
        for turn in 1..=3 {
            let (a, b, c, d) = tokio::join!(
                shop.refresh(&world, &token), shop.refresh(&world, &token), shop.refresh(&world, &token), shop.refresh(&world, &token)
            );
            let mut next = next_of([a, b, c, d]);
            world.advance(29 * SECOND);
            next.extend(next_of([shop.refresh(&world, &token).await]));
            assert_eq!(next.len(), 1, "{turn}: {next:?}");
            assert_eq!(refresh_tokens(&world).await, 1 + turn, "one came, and no more");
            token = next.pop_first().unwrap();
        }
        let families = families(&world).await;
        assert!(families.len() == 1 && families[0].revoked_at.is_none(), "nothing of it is a theft");
        assert!(lines(&world, "app.token_reused").await.is_empty());
    }

    /// ACC-21
    async fn a_device_code_that_several_ask_for_at_once_gives_one_set_of_tokens(world: World) {
        let product = product(&world).await;
        let mut browser = ada(&world).await;
        let begun = begun(&world, &product).await;
        let (a, b, c) = tokio::join!(asked(&world, &product, &begun), asked(&world, &product, &begun), asked(&world, &product, &begun));
        let mut words = [a, b, c].map(|answer| word(&answer));
        words.sort();
        assert_eq!(words, ["authorization_pending", "slow_down", "slow_down"], "each question counts");
        let row = device::Entity::find().one(world.cx().read()).await.unwrap().unwrap();
        assert_eq!(row.pause, 15);
        let ticket = ticket(&mut browser, &begun).await;
        assert_eq!(decided(&mut browser, &ticket, "connect").await.location(), "/device/done");
        let (a, b, c) = tokio::join!(asked(&world, &product, &begun), asked(&world, &product, &begun), asked(&world, &product, &begun));
        let next = next_of([a, b, c]);
        assert_eq!((next.len(), families(&world).await.len(), refresh_tokens(&world).await), (1, 1, 1), "{next:?}");
        product.refresh(&world, next.first().unwrap()).await.expect(StatusCode::OK);
    }

    /// ACC-21
    async fn two_products_of_one_person_who_are_connected_at_once_both_get_their_tokens(world: World) {
        let (one, two) = (product(&world).await, product(&world).await);
        let mut browser = ada(&world).await;
        let (first, second) = (begun(&world, &one).await, begun(&world, &two).await);
        for begun in [&first, &second] {
            let ticket = ticket(&mut browser, begun).await;
            decided(&mut browser, &ticket, "connect").await.expect(StatusCode::SEE_OTHER);
        }
        // Neither has signed in before: what clients call the account is made at this moment.
        let (a, b) = tokio::join!(asked(&world, &one, &first), asked(&world, &two, &second));
        let subs = [a, b].map(|answer| claims(&text(&answer.expect(StatusCode::OK).json(), "access_token"))["sub"].clone());
        assert_eq!(subs[0], subs[1], "one person, one name");
    }

    /// ACC-21
    async fn who_says_yes_and_no_at_once_decides_once(world: World) {
        let product = product(&world).await;
        let mut yes = ada(&world).await;
        let begun = begun(&world, &product).await;
        let ticket = ticket(&mut yes, &begun).await;
        let mut no = yes.clone();
        let (connected, refused) = tokio::join!(decided(&mut yes, &ticket, "connect"), decided(&mut no, &ticket, "refuse"));
        let is_connected = connected.status == StatusCode::SEE_OTHER;
        let statuses = if is_connected { (StatusCode::SEE_OTHER, StatusCode::GONE) } else { (StatusCode::GONE, StatusCode::SEE_OTHER) };
        assert_eq!((connected.status, refused.status), statuses);
        let answer = asked(&world, &product, &begun).await;
        if is_connected {
            answer.expect(StatusCode::OK);
        } else {
            assert_eq!(word(&answer), "access_denied");
        }
        assert_eq!(families(&world).await.len(), usize::from(is_connected));
        assert_eq!(lines(&world, "app.device_connected").await.len(), usize::from(is_connected));
    }

    /// ACC-21
    async fn a_product_that_two_people_connect_at_once_is_one_persons(world: World) {
        let product = product(&world).await;
        let mut ada = ada(&world).await;
        person(&world, "eve@example.com").await;
        let mut eve = world.browser();
        sign_in(&mut eve, "eve@example.com", "").await;
        let begun = begun(&world, &product).await;
        let (of_ada, of_eve) = (ticket(&mut ada, &begun).await, ticket(&mut eve, &begun).await);
        let (a, b) = tokio::join!(decided(&mut ada, &of_ada, "connect"), decided(&mut eve, &of_eve, "connect"));
        let mut statuses = [a.status, b.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::GONE]);
        let tokens = asked(&world, &product, &begun).await.expect(StatusCode::OK).json();
        let owner = if a.status == StatusCode::SEE_OTHER { ADA } else { "eve@example.com" };
        assert_eq!(userinfo(&world, &text(&tokens, "access_token")).await.expect(StatusCode::OK).json()["email"], owner);
        assert_eq!(lines(&world, "app.connected").await.len(), 1);
    }

    /// ACC-21
    async fn while_keys_change_every_token_is_signed_by_a_published_one(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let mut token = text(&shop.tokens(&world, &mut browser).await, "refresh_token");
        world.advance(88 * DAY);
        browser = world.browser();
        sign_in(&mut browser, ADA, "").await;
        // What a client has read half a day ago.
        let mut read = published(&world).await;
        let mut kids = BTreeSet::new();
        for _ in 0..8 {
            world.advance(12 * HOUR);
            let fresh = code(&mut browser, &shop).await;
            let (node, other) = (world.cx(), world.cx());
            let (one, two, exchanged, refreshed) = tokio::join!(
                rotate_keys(&node), rotate_keys(&other), shop.exchange(&world, &fresh), shop.refresh(&world, &token)
            );
            one.unwrap();
            two.unwrap();
            let now = published(&world).await;
            let (exchanged, refreshed) = (exchanged.expect(StatusCode::OK).json(), refreshed.expect(StatusCode::OK).json());
            token = text(&refreshed, "refresh_token");
            for tokens in [&exchanged, &refreshed] {
                let (access, id) = (text(tokens, "access_token"), text(tokens, "id_token"));
                kids.insert(text(&head(&access), "kid"));
                for keys in [&read, &now] {
                    assert!(jwt::verified(&access, jwt::ACCESS, keys).is_some(), "{} by {keys:?}", head(&access));
                    assert!(jwt::verified(&id, jwt::ID, keys).is_some(), "{} by {keys:?}", head(&id));
                }
                userinfo(&world, &access).await.expect(StatusCode::OK);
            }
            read = now;
        }
        assert_eq!(kids.len(), 2, "the next key signs since: {kids:?}");
    }

    /// ACC-21
    async fn what_is_given_back_while_it_goes_on_opens_nothing_afterwards(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let first = text(&shop.tokens(&world, &mut browser).await, "refresh_token");
        let form = [("token", first.as_str())];
        let (one, gone, two) =
            tokio::join!(shop.refresh(&world, &first), shop.send(&world, "/oauth/revoke", &form), shop.refresh(&world, &first));
        gone.expect(StatusCode::OK);
        for answer in [one, two] {
            if answer.status != StatusCode::OK {
                assert_eq!(word(&answer), "invalid_grant");
                continue;
            }
            let tokens = answer.json();
            userinfo(&world, &text(&tokens, "access_token")).await.expect(StatusCode::UNAUTHORIZED);
            assert_eq!(word(&shop.refresh(&world, &text(&tokens, "refresh_token")).await), "invalid_grant");
        }
        assert_eq!(word(&shop.refresh(&world, &first).await), "invalid_grant");
        assert!(families(&world).await.iter().all(|family| family.revoked_at.is_some()));
        assert!(lines(&world, "app.token_reused").await.is_empty(), "it was given back, not stolen");
    }

    /// ACC-21
    async fn what_is_disconnected_while_it_goes_on_is_gone(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let first = text(&shop.tokens(&world, &mut browser).await, "refresh_token");
        let app = browser.get("/account/apps").await.expect(StatusCode::OK).input("app").unwrap();
        let form = [("app", app.as_str())];
        let (one, left, two) =
            tokio::join!(shop.refresh(&world, &first), browser.post("/account/apps/disconnect", &form), shop.refresh(&world, &first));
        left.expect(StatusCode::SEE_OTHER);
        for answer in [one, two] {
            assert!(answer.status == StatusCode::OK || word(&answer) == "invalid_grant", "{} {}", answer.status, answer.body);
        }
        assert_eq!((families(&world).await.len(), refresh_tokens(&world).await), (0, 0));
        assert_eq!(word(&shop.refresh(&world, &first).await), "invalid_grant");
    }
}
