//! Keys that sign, their change, and what clients find out by themselves (ACC-21).

use crate::flow::*;
use axum::http::StatusCode;
use gatehouse_core::{DAY, MINUTE};
use gatehouse_oidc::actions::rotate_keys::rotate_keys;
use gatehouse_testkit::{World, both_engines};

async fn published(world: &World) -> Vec<String> {
    let keys = world.browser().get("/oauth/jwks").await.expect(StatusCode::OK).json();
    keys["keys"].as_array().unwrap().iter().map(|key| text(key, "kid")).collect()
}

both_engines! {
    /// ACC-21
    async fn a_new_key_is_published_for_a_day_before_it_signs_and_the_old_one_until_nothing_of_it_is_left(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let kid = async |token: &str| text(&head(token), "kid");
        let first = published(&world).await;
        assert_eq!(first.len(), 2, "access tokens, and what the shop wants");
        let before = shop.tokens(&world, &mut browser).await;
        assert_eq!(rotate_keys(&world.cx()).await.unwrap(), 0);
        world.advance(89 * DAY);
        // Two nodes do it at once.
        let (one, other) = (world.cx(), world.cx());
        let (one, other) = tokio::join!(rotate_keys(&one), rotate_keys(&other));
        assert!(one.unwrap() + other.unwrap() >= 2);
        let both = published(&world).await;
        assert!(both.len() >= 4 && first.iter().all(|kid| both.contains(kid)), "{both:?}");
        let refreshed = shop.refresh(&world, &text(&before, "refresh_token")).await.expect(StatusCode::OK).json();
        assert!(first.contains(&kid(&text(&refreshed, "access_token")).await), "the old one signs for a day more");
        world.advance(DAY);
        let late = shop.refresh(&world, &text(&refreshed, "refresh_token")).await.expect(StatusCode::OK).json();
        assert!(!first.contains(&kid(&text(&late, "access_token")).await));
        userinfo(&world, &text(&late, "access_token")).await.expect(StatusCode::OK);
        assert!(first.iter().all(|kid| both.contains(kid)));
        world.advance(7 * DAY);
        let last = published(&world).await;
        assert!(first.iter().all(|kid| !last.contains(kid)), "{last:?}");
        let dump = world.dump().await;
        assert!(!dump.contains("PRIVATE"), "private halves lie sealed");
    }

    /// ACC-21
    async fn programs_find_out_where_everything_is_and_ask_again_by_the_tag(world: World) {
        shop(&world).await;
        for path in ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"] {
            let found = world.browser().get(path).await.expect(StatusCode::OK);
            assert_eq!((found.headers["content-type"].to_str().unwrap(), found.headers["cache-control"].to_str().unwrap()), ("application/json", "public, max-age=300"));
            let said = found.json();
            assert_eq!(said["issuer"], ISSUER);
            for name in ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint", "revocation_endpoint",
                "introspection_endpoint", "device_authorization_endpoint", "pushed_authorization_request_endpoint"] {
                let path = text(&said, name).strip_prefix(ISSUER).unwrap().to_owned();
                let answer = world.browser().get(&path).await;
                assert_ne!(answer.status, StatusCode::NOT_FOUND, "{name}");
            }
            assert_eq!(said["code_challenge_methods_supported"], serde_json::json!(["S256"]));
            assert_eq!(said["authorization_response_iss_parameter_supported"], true);
            for never in ["implicit", "password", "plain", "HS256"] {
                assert!(!found.body.contains(never), "{never}");
            }
            let tag = found.headers["etag"].to_str().unwrap().to_owned();
            let again = world.browser().header("if-none-match", &tag).get(path).await.expect(StatusCode::NOT_MODIFIED);
            assert!(again.body.is_empty());
        }
        let keys = world.browser().get("/oauth/jwks").await.expect(StatusCode::OK);
        assert!(!keys.body.contains("\"d\""), "{}", keys.body);
        let tag = keys.headers["etag"].to_str().unwrap().to_owned();
        world.browser().header("if-none-match", &format!("\"x\", W/{tag}")).get("/oauth/jwks").await.expect(StatusCode::NOT_MODIFIED);
    }

    /// ACC-21
    async fn a_clock_that_was_ahead_leaves_no_key_that_nobody_may_use(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let now = world.cx().now();
        world.clock.set(now.plus(400 * DAY));
        rotate_keys(&world.cx()).await.unwrap();
        world.clock.set(now);
        world.advance(MINUTE);
        let tokens = shop.tokens(&world, &mut browser).await;
        userinfo(&world, &text(&tokens, "access_token")).await.expect(StatusCode::OK);
    }
}
