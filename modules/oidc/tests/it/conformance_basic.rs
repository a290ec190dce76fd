//! The points of the OpenID Foundation's plans for a basic provider and for its configuration (ACC-21). The table is in `conformance`.

use crate::flow::*;
use axum::http::{Method, StatusCode};
use gatehouse_core::SECOND;
use gatehouse_oidc::model::client::IdTokenAlg;
use gatehouse_oidc::model::jwt;
use gatehouse_oidc::model::signing::Jwk;
use gatehouse_testkit::{Browser, World, both_engines};
use serde_json::Value;
use std::collections::HashSet;

/// The tokens of a request that is changed so.
async fn given(world: &World, browser: &mut Browser, shop: &Party, change: &[(&str, &str)]) -> Value {
    let place = go(browser, &authorize(shop, change)).await;
    let code = parameter(&place, "code").unwrap_or_else(|| panic!("{change:?}: {place}"));
    shop.exchange(world, &code).await.expect(StatusCode::OK).json()
}

/// The error that the client hears.
async fn error(browser: &mut Browser, shop: &Party, change: &[(&str, &str)]) -> String {
    let place = browser.get(&authorize(shop, change)).await.location();
    assert!(place.starts_with(BACK), "{change:?}: {place}");
    assert_eq!(parameter(&place, "state").as_deref(), Some("some state"), "{change:?}");
    parameter(&place, "error").unwrap_or_else(|| panic!("{change:?}: {place}"))
}

async fn published(world: &World) -> Vec<Jwk> {
    let set = world.browser().get("/oauth/jwks").await.expect(StatusCode::OK).json();
    serde_json::from_value(set["keys"].clone()).unwrap()
}

both_engines! {
    /// ACC-21
    async fn the_code_flow_gives_what_was_asked(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let tokens = given(&world, &mut browser, &shop, &[]).await;
        let (id, access) = (text(&tokens, "id_token"), text(&tokens, "access_token"));
        let said = jwt::verified(&id, jwt::ID, &published(&world).await).expect("signed by a published key");
        assert_eq!((said["iss"].as_str(), said["aud"].as_str()), (Some(ISSUER), Some(shop.id.as_str())));
        assert_eq!(said["nonce"], "some-nonce");
        assert_eq!(said["at_hash"], jwt::half_hash(IdTokenAlg::Es256, &access));
        assert!(said["iat"].as_i64() < said["exp"].as_i64() && said["sub"].as_str().unwrap().len() <= 255);
        assert_eq!((text(&tokens, "token_type").as_str(), tokens["expires_in"].as_i64()), ("Bearer", Some(900)));
        // Without a nonce there is none in the token.
        let tokens = given(&world, &mut browser, &shop, &[("nonce", "")]).await;
        assert!(claims(&text(&tokens, "id_token")).get("nonce").is_none());
        // And without a challenge there is nothing: the suite's basic plan is to send one.
        assert_eq!(error(&mut browser, &shop, &[("code_challenge", ""), ("code_challenge_method", "")]).await, "invalid_request");
    }

    /// ACC-21
    async fn a_request_without_a_kind_of_answer_is_refused(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        assert_eq!(error(&mut browser, &shop, &[("response_type", "")]).await, "invalid_request");
    }

    /// ACC-21
    async fn userinfo_answers_in_each_way(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let tokens = given(&world, &mut browser, &shop, &[]).await;
        let (access, id) = (text(&tokens, "access_token"), claims(&text(&tokens, "id_token")));
        let bearer = || world.browser().header("authorization", &format!("Bearer {access}"));
        let answers = [
            bearer().get("/oauth/userinfo").await,
            bearer().post("/oauth/userinfo", &[]).await,
            world.browser().post("/oauth/userinfo", &[("access_token", access.as_str())]).await,
        ];
        for answer in answers {
            assert_eq!(answer.expect(StatusCode::OK).json()["sub"], id["sub"]);
        }
        // Not in an address, which others write down, not twice, and not in two ways.
        let path = format!("/oauth/userinfo?access_token={access}");
        world.browser().get(&path).await.expect(StatusCode::UNAUTHORIZED);
        let twice = [("access_token", access.as_str()), ("access_token", access.as_str())];
        world.browser().post("/oauth/userinfo", &twice).await.expect(StatusCode::UNAUTHORIZED);
        let mut wrong = world.browser().header("authorization", "Bearer x");
        wrong.post("/oauth/userinfo", &[("access_token", access.as_str())]).await.expect(StatusCode::UNAUTHORIZED);
    }

    /// ACC-21
    async fn scopes_open_what_they_name(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        for (scope, has, has_not) in [("openid profile", "name", "email"), ("openid email", "email", "name"), ("email openid", "email", "name")] {
            let tokens = given(&world, &mut browser, &shop, &[("scope", scope)]).await;
            assert!(tokens.get("id_token").is_some(), "{scope}");
            let known = userinfo(&world, &text(&tokens, "access_token")).await.expect(StatusCode::OK).json();
            assert!(known.get(has).is_some() && known.get(has_not).is_none(), "{scope}: {known}");
        }
    }

    /// ACC-21
    async fn scopes_that_there_are_not_are_passed_over(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let listed = world.browser().get("/.well-known/openid-configuration").await.json()["scopes_supported"].clone();
        assert_eq!(listed, serde_json::json!(["openid", "profile", "email", "offline_access"]));
        for (scope, given_scope) in [("openid address", "openid"), ("openid phone", "openid"), ("openid profile email address phone", "openid profile email")] {
            let tokens = given(&world, &mut browser, &shop, &[("scope", scope)]).await;
            assert_eq!(text(&tokens, "scope"), given_scope);
        }
    }

    /// ACC-21
    async fn what_only_wishes_does_not_stop_the_answer(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        for change in [("display", "page"), ("display", "popup"), ("extra", "foobar"), ("claims_locales", "ja"), ("acr_values", "1 2"), ("acr_values", "urn:gatehouse:acr:two-step")] {
            let tokens = given(&world, &mut browser, &shop, &[change]).await;
            assert_eq!(claims(&text(&tokens, "id_token"))["acr"], "urn:gatehouse:acr:single", "{change:?}");
        }
    }

    /// ACC-21
    async fn a_new_proof_is_asked_for(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        for change in [("prompt", "login"), ("max_age", "1")] {
            let before = claims(&text(&given(&world, &mut browser, &shop, &[]).await, "id_token"));
            world.advance(2 * SECOND);
            let place = browser.get(&authorize(&shop, &[change])).await.location();
            assert!(place.starts_with("/step-up?next="), "{change:?}: {place}");
            let next = parameter(&place, "next").unwrap();
            world.advance(SECOND);
            let proven = browser.post("/step-up", &[("current", PASSWORD), ("next", &next)]).await.expect(StatusCode::SEE_OTHER);
            let place = browser.get(&proven.location()).await.location();
            let tokens = shop.exchange(&world, &parameter(&place, "code").unwrap()).await.expect(StatusCode::OK).json();
            let after = claims(&text(&tokens, "id_token"));
            assert_eq!(before["sub"], after["sub"]);
            assert!(before["auth_time"].as_i64() < after["auth_time"].as_i64(), "{change:?}");
        }
    }

    /// ACC-21
    async fn a_proof_that_is_young_enough_stays(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let before = claims(&text(&given(&world, &mut browser, &shop, &[]).await, "id_token"));
        world.advance(2 * SECOND);
        let tokens = given(&world, &mut browser, &shop, &[("max_age", "10000"), ("prompt", "none")]).await;
        assert_eq!(claims(&text(&tokens, "id_token"))["auth_time"], before["auth_time"]);
    }

    /// ACC-21
    async fn nobody_is_asked_where_nobody_may_be(world: World) {
        let shop = shop(&world).await;
        let none = [("prompt", "none")];
        assert_eq!(error(&mut world.browser(), &shop, &none).await, "login_required");
        let mut browser = ada(&world).await;
        let before = claims(&text(&given(&world, &mut browser, &shop, &[]).await, "id_token"));
        let after = claims(&text(&given(&world, &mut browser, &shop, &none).await, "id_token"));
        assert_eq!((&before["sub"], &before["auth_time"]), (&after["sub"], &after["auth_time"]));
    }

    /// ACC-21
    async fn an_earlier_token_says_who_is_meant(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let id = text(&given(&world, &mut browser, &shop, &[]).await, "id_token");
        let hint = [("prompt", "none"), ("id_token_hint", id.as_str())];
        let tokens = given(&world, &mut browser, &shop, &hint).await;
        assert_eq!(claims(&text(&tokens, "id_token"))["sub"], claims(&id)["sub"]);
        person(&world, "other@example.com").await;
        let mut other = world.browser();
        sign_in(&mut other, "other@example.com", "").await;
        given(&world, &mut other, &shop, &[]).await;
        assert_eq!(error(&mut other, &shop, &hint).await, "login_required");
    }

    /// ACC-21
    async fn an_address_and_a_language_are_taken_over(world: World) {
        let shop = shop(&world).await;
        let mut browser = world.browser();
        let place = browser.get(&authorize(&shop, &[("login_hint", ADA), ("ui_locales", "se ja en")])).await.location();
        let page = browser.get(&place).await.expect(StatusCode::OK);
        assert_eq!(page.input("email").as_deref(), Some(ADA));
        assert!(page.body.contains("lang=\"ja\""), "{}", page.body);
        // Languages that we have not are no reason to refuse.
        let place = world.browser().get(&authorize(&shop, &[("ui_locales", "se")])).await.location();
        world.browser().get(&place).await.expect(StatusCode::OK);
    }

    /// ACC-21
    async fn a_code_is_used_once(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        for pause in [0, 30 * SECOND] {
            let one = code(&mut browser, &shop).await;
            let access = text(&shop.exchange(&world, &one).await.expect(StatusCode::OK).json(), "access_token");
            world.advance(pause);
            assert_eq!(word(&shop.exchange(&world, &one).await.expect(StatusCode::BAD_REQUEST)), "invalid_grant");
            userinfo(&world, &access).await.expect(StatusCode::UNAUTHORIZED);
        }
    }

    /// ACC-21
    async fn an_address_that_is_not_registered_gets_nothing(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let answer = browser.get(&authorize(&shop, &[("redirect_uri", "https://shop.example.com/signed-in/other")])).await;
        assert_eq!(answer.expect(StatusCode::BAD_REQUEST).location(), "");
    }

    /// ACC-21
    async fn a_posted_request_is_answered(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let path = authorize(&shop, &[]);
        let (at, query) = path.split_once('?').unwrap();
        let answer = browser.send(Method::POST, at, Some("application/x-www-form-urlencoded"), query.as_bytes().to_vec()).await;
        let place = go(&mut browser, &answer.expect(StatusCode::SEE_OTHER).location()).await;
        shop.exchange(&world, &parameter(&place, "code").unwrap()).await.expect(StatusCode::OK);
    }

    /// ACC-21
    async fn a_secret_in_the_body_is_taken(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let one = code(&mut browser, &shop).await;
        let form = [
            ("grant_type", "authorization_code"), ("code", one.as_str()), ("redirect_uri", BACK), ("code_verifier", VERIFIER),
            ("client_id", shop.id.as_str()), ("client_secret", shop.secret.as_deref().unwrap()),
        ];
        world.browser().post("/oauth/token", &form).await.expect(StatusCode::OK);
    }

    /// ACC-21
    async fn request_objects_are_refused_by_their_word(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let head = "eyJhbGciOiJub25lIn0";
        // {} and {"redirect_uri":"https://shop.example.com/signed-in"}
        for body in ["e30", "eyJyZWRpcmVjdF91cmkiOiJodHRwczovL3Nob3AuZXhhbXBsZS5jb20vc2lnbmVkLWluIn0"] {
            let request = format!("{head}.{body}.");
            assert_eq!(error(&mut browser, &shop, &[("request", &request)]).await, "request_not_supported");
            // The address in the object is not looked at.
            let change = [("request", request.as_str()), ("redirect_uri", "https://shop.example.com/other")];
            browser.get(&authorize(&shop, &change)).await.expect(StatusCode::BAD_REQUEST);
        }
        let foreign = [("request_uri", "https://shop.example.com/request.jwt")];
        assert_eq!(error(&mut browser, &shop, &foreign).await, "request_uri_not_supported");
    }

    /// ACC-21
    async fn claims_are_not_chosen_one_by_one(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let wish = r#"{"userinfo":{"name":{"essential":true}}}"#;
        let tokens = given(&world, &mut browser, &shop, &[("scope", "openid"), ("claims", wish)]).await;
        let known = userinfo(&world, &text(&tokens, "access_token")).await.json();
        assert!(known.get("name").is_none(), "nobody agreed to it: {known}");
        let found = world.browser().get("/.well-known/openid-configuration").await.json();
        assert_eq!(found["claims_parameter_supported"], false);
    }

    /// ACC-21
    async fn a_refresh_token_goes_on_for_its_client_alone(world: World) {
        let shop = shop(&world).await;
        let other = party(&world, "web", input()).await;
        let mut browser = ada(&world).await;
        let tokens = given(&world, &mut browser, &shop, &[]).await;
        let refresh = text(&tokens, "refresh_token");
        assert_eq!(word(&other.refresh(&world, &refresh).await), "invalid_grant");
        let next = shop.refresh(&world, &refresh).await.expect(StatusCode::OK).json();
        let (old, new) = (claims(&text(&tokens, "id_token")), claims(&text(&next, "id_token")));
        // OpenID Connect Core §12.2.
        for same in ["iss", "sub", "aud", "auth_time"] {
            assert_eq!(old[same], new[same], "{same}");
        }
        assert!(new.get("nonce").is_none());
        userinfo(&world, &text(&next, "access_token")).await.expect(StatusCode::OK);
    }

    /// ACC-21
    async fn what_is_published_fits_together(world: World) {
        shop(&world).await;
        let found = world.browser().get("/.well-known/openid-configuration").await.expect(StatusCode::OK).json();
        assert_eq!(found["issuer"], ISSUER);
        for (name, value) in [
            ("response_types_supported", "code"), ("subject_types_supported", "public"), ("id_token_signing_alg_values_supported", "RS256"),
            ("scopes_supported", "openid"), ("grant_types_supported", "authorization_code"), ("claims_supported", "sub"),
            ("token_endpoint_auth_methods_supported", "client_secret_basic"),
        ] {
            assert!(found[name].as_array().unwrap().iter().any(|one| one == value), "{name}");
        }
        for name in ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint"] {
            assert!(text(&found, name).starts_with(&format!("{ISSUER}/")), "{name}");
        }
        for name in ["backchannel_logout_supported", "backchannel_logout_session_supported"] {
            assert_eq!(found[name], true, "{name}");
        }
        for name in ["claims_parameter_supported", "request_parameter_supported", "request_uri_parameter_supported"] {
            assert_eq!(found[name], false, "{name}");
        }
        let algs = found["id_token_signing_alg_values_supported"].as_array().unwrap();
        assert!(algs.iter().all(|alg| alg != "none" && !alg.as_str().unwrap().starts_with("HS")));
        let keys = published(&world).await;
        let names: HashSet<_> = keys.iter().map(|key| key.kid.clone().expect("each key has a name")).collect();
        assert_eq!(names.len(), keys.len());
        assert!(keys.iter().all(|key| key.purpose.as_deref() == Some("sig") && key.alg.is_some()));
    }
}
