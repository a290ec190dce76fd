//! The authorization code with PKCE, from the client's address to its tokens (ACC-21).

use crate::flow::*;
use crate::lines;
use axum::http::StatusCode;
use gatehouse_core::SECOND;
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::model::client::IdTokenAlg;
use gatehouse_oidc::model::jwt;
use gatehouse_oidc::model::signing::Jwk;
use gatehouse_testkit::both_engines;

both_engines! {
    /// ACC-21
    async fn a_person_signs_in_to_a_shop_and_is_asked_once(world: World) {
        let shop = shop(&world).await;
        let account = person(&world, ADA).await;
        let mut browser = world.browser();
        // Who is signed out signs in on the portal's own page, and goes on from there.
        let answer = browser.get(&authorize(&shop, &[("login_hint", ADA)])).await;
        assert!(answer.location().starts_with("/sign-in?who="), "{}", answer.location());
        let page = browser.get(&answer.location()).await.expect(StatusCode::OK);
        assert_eq!(page.input("email").as_deref(), Some(ADA), "the address is filled in");
        let next = page.input("next").unwrap();
        let answer = sign_in(&mut browser, ADA, &next).await;
        let asked = browser.get(&answer.location()).await.expect(StatusCode::OK);
        for said in ["Sign in to Skerrylight Shop?", "signed in as Ada Canary", "shop.example.com", "See your email address", "Stay signed in"] {
            assert!(asked.body.contains(said), "{said}: {}", asked.body);
        }
        assert!(asked.headers["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'none'"));
        let request = asked.input("request").unwrap();
        let place = browser.post("/oauth/consent", &[("request", &request), ("answer", "allow")]).await.location();
        assert!(place.starts_with(&format!("{BACK}?")), "{place}");
        assert_eq!(parameter(&place, "state").as_deref(), Some("some state"));
        assert_eq!(parameter(&place, "iss").as_deref(), Some(ISSUER), "RFC 9207");

        let tokens = shop.exchange(&world, &parameter(&place, "code").unwrap()).await.expect(StatusCode::OK);
        assert_eq!(tokens.headers["cache-control"], "no-store");
        let tokens = tokens.json();
        assert_eq!((text(&tokens, "token_type").as_str(), tokens["expires_in"].as_i64()), ("Bearer", Some(900)));
        let (id, access) = (text(&tokens, "id_token"), text(&tokens, "access_token"));
        let keys = world.browser().get("/oauth/jwks").await.json();
        let keys: Vec<Jwk> = serde_json::from_value(keys["keys"].clone()).unwrap();
        let said = jwt::verified(&id, jwt::ID, &keys).expect("signed by a published key");
        assert_eq!(head(&id)["alg"], "ES256");
        assert_eq!((said["iss"].as_str(), said["aud"].as_str()), (Some(ISSUER), Some(shop.id.as_str())));
        assert_eq!((said["nonce"].as_str(), said["acr"].as_str()), (Some("some-nonce"), Some("urn:gatehouse:acr:single")));
        assert_eq!(said["at_hash"], jwt::half_hash(IdTokenAlg::Es256, &access));
        assert_eq!(said["auth_time"], world.cx().now().seconds());
        assert_ne!(said["sub"], account.to_string(), "not the account's own id");
        let said = jwt::verified(&access, jwt::ACCESS, &keys).unwrap();
        assert_eq!((head(&access)["typ"].as_str(), head(&access)["alg"].as_str()), (Some("at+jwt"), Some("EdDSA")));
        assert_eq!(said["aud"], serde_json::json!([ISSUER, shop.id]));

        // The owner is told, and the log says what became of it.
        let mail = world.last_mail_to(ADA).await;
        assert_eq!(mail.subject, "Skerrylight Shop is connected with your account");
        assert_eq!((lines(&world, "app.connected").await.len(), lines(&world, "app.signed_in").await.len()), (1, 1));
        // The next time nobody is asked, and nobody is told.
        let place = browser.get(&authorize(&shop, &[("prompt", "none")])).await.location();
        assert!(parameter(&place, "code").is_some(), "{place}");
        assert_eq!(lines(&world, "app.connected").await.len(), 1);
        let dump = world.dump().await;
        for secret in [&access, &id, &text(&tokens, "refresh_token"), &parameter(&place, "code").unwrap()] {
            assert!(!dump.contains(secret.as_str()), "no token lies open");
        }
    }

    /// ACC-21
    async fn a_code_is_for_one_client_one_address_one_verifier_and_one_use(world: World) {
        let shop = shop(&world).await;
        let other = party(&world, "web", ClientInput { name: "Other".to_owned(), ..input() }).await;
        let mut browser = ada(&world).await;
        let one = code(&mut browser, &shop).await;
        assert_eq!(word(&other.exchange(&world, &one).await.expect(StatusCode::BAD_REQUEST)), "invalid_grant", "another client's code");
        for change in [("redirect_uri", "https://shop.example.com/"), ("code_verifier", CHALLENGE), ("code_verifier", ""), ("redirect_uri", "")] {
            let mut form = vec![("grant_type", "authorization_code"), ("code", one.as_str()), ("redirect_uri", BACK), ("code_verifier", VERIFIER)];
            form.retain(|(name, _)| *name != change.0);
            form.push(change);
            let answer = shop.send(&world, "/oauth/token", &form).await.expect(StatusCode::BAD_REQUEST);
            assert_eq!(word(&answer), "invalid_grant", "{change:?}");
        }
        let tokens = shop.exchange(&world, &one).await.expect(StatusCode::OK).json();
        userinfo(&world, &text(&tokens, "access_token")).await.expect(StatusCode::OK);
        // A second use ends everything that came of the first.
        assert_eq!(word(&shop.exchange(&world, &one).await), "invalid_grant");
        userinfo(&world, &text(&tokens, "access_token")).await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(word(&shop.refresh(&world, &text(&tokens, "refresh_token")).await), "invalid_grant");
        assert_eq!(lines(&world, "app.token_reused").await.len(), 1);
    }

    /// ACC-21
    async fn a_code_ends_after_a_minute_and_with_its_session(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let late = code(&mut browser, &shop).await;
        world.advance(60 * SECOND);
        assert_eq!(word(&shop.exchange(&world, &late).await), "invalid_grant");
        let gone = code(&mut browser, &shop).await;
        browser.post("/sign-out", &[]).await;
        assert_eq!(word(&shop.exchange(&world, &gone).await), "invalid_grant");
    }

    /// ACC-21
    async fn two_that_use_a_code_at_once_do_not_both_keep_tokens(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let one = code(&mut browser, &shop).await;
        let (first, second) = tokio::join!(shop.exchange(&world, &one), shop.exchange(&world, &one));
        let given: Vec<_> = [first, second].into_iter().filter(|answer| answer.status == StatusCode::OK).collect();
        assert_eq!(given.len(), 1);
        let access = text(&given[0].json(), "access_token");
        userinfo(&world, &access).await.expect(StatusCode::UNAUTHORIZED);
    }

    /// ACC-21
    async fn who_says_no_goes_back_with_a_word_and_without_a_code(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let asked = browser.get(&authorize(&shop, &[])).await.location();
        let request = browser.get(&asked).await.input("request").unwrap();
        let form = [("request", request.as_str()), ("answer", "refuse")];
        let place = browser.post("/oauth/consent", &form).await.location();
        assert_eq!((parameter(&place, "error").as_deref(), parameter(&place, "code")), (Some("access_denied"), None));
        // Answered once.
        let form = [("request", request.as_str()), ("answer", "allow")];
        let again = browser.post("/oauth/consent", &form).await.expect(StatusCode::BAD_REQUEST);
        assert!(again.body.contains("took too long, or is finished"), "{}", again.body);
        assert!(again.location().is_empty());
    }

    /// ACC-21
    async fn the_vendors_own_site_asks_nobody_and_a_key_of_rsa_signs_for_whom_wants_it(world: World) {
        let own = ClientInput { first_party: true, id_token_alg: "RS256".to_owned(), ..input() };
        let own = party(&world, "web", own).await;
        let mut browser = ada(&world).await;
        let place = browser.get(&authorize(&own, &[])).await.location();
        let tokens = own.exchange(&world, &parameter(&place, "code").unwrap()).await.expect(StatusCode::OK).json();
        let keys = world.browser().get("/oauth/jwks").await.json();
        let keys: Vec<Jwk> = serde_json::from_value(keys["keys"].clone()).unwrap();
        let id = text(&tokens, "id_token");
        assert_eq!(head(&id)["alg"], "RS256");
        assert!(jwt::verified(&id, jwt::ID, &keys).is_some());
        assert!(world.mails().await.iter().all(|mail| mail.kind != "oidc.connected"));
    }
}
