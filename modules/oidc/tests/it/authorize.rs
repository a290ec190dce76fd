//! What the authorization endpoint refuses, and how (RFC 9700): nobody is sent to an address that is not the client's own.

use crate::flow::*;
use crate::limited;
use axum::http::{Method, StatusCode};
use gatehouse_core::{HOUR, MINUTE, SECOND};
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_testkit::{TestEngine, both_engines};

both_engines! {
    /// ACC-21, ALL-4
    async fn nobody_is_sent_to_an_address_that_is_not_registered(world: World) {
        let shop = shop(&world).await;
        let app = party(&world, "native", ClientInput {
            name: "App".to_owned(),
            redirect_uris: vec!["http://127.0.0.1/done".to_owned(), "com.example.app:/done".to_owned()],
            post_logout_redirect_uris: Vec::new(),
            ..input()
        }).await;
        let mut browser = ada(&world).await;
        for uri in [
            "", "https://evil.example/", "https://shop.example.com", "https://shop.example.com/signed-in/", "https://shop.example.com/signed-in/../x",
            "https://shop.example.com/signed-in?x=1", "https://shop.example.com/signed-in#x", "https://shop.example.com:443/signed-in",
            "https://shop.example.com:8443/signed-in", "http://shop.example.com/signed-in", "HTTPS://shop.example.com/signed-in",
            "https://SHOP.example.com/signed-in", "https://shop.example.com./signed-in", "https://shop.example.com/Signed-in",
            "https://shop.example.com/signed%2Din", "https://shop.example.com@evil.example/signed-in", "https://evil.example\\@shop.example.com/signed-in",
            "https://shop.example.com.evil.example/signed-in", "//shop.example.com/signed-in", "/signed-in", "javascript:alert(1)",
            "data:text/html,x", "https://shop.example.com/signed-in\u{200b}", " https://shop.example.com/signed-in", "http://127.0.0.1:9/done",
        ] {
            let answer = browser.get(&authorize(&shop, &[("redirect_uri", uri)])).await.expect(StatusCode::BAD_REQUEST);
            assert_eq!(answer.location(), "", "{uri}");
            assert!(answer.body.contains("isn’t registered for it"), "{uri}: {}", answer.body);
        }
        for (uri, is_taken) in [
            ("http://127.0.0.1/done", true), ("http://127.0.0.1:49152/done", true), ("com.example.app:/done", true),
            ("http://127.0.0.1:49152/other", false), ("http://localhost:49152/done", false), ("http://[::1]:49152/done", false),
            ("http://127.0.0.1:49152/done?x", false), ("http://127.0.0.1:x/done", false), ("com.example.app://done", false),
            ("http://127.0.0.1.evil.example/done", false), ("http://127.0.0.1:80@evil.example/done", false),
        ] {
            let place = go(&mut browser, &authorize(&app, &[("redirect_uri", uri)])).await;
            assert_eq!(place.starts_with(uri) && !place.is_empty(), is_taken, "{uri}: {place}");
        }
        // Any program of the machine can call itself so: the person is asked each time (RFC 8252 §8.6).
        let loopback = ("redirect_uri", "http://127.0.0.1:49152/done");
        assert!(browser.get(&authorize(&app, &[loopback])).await.location().starts_with("/oauth/consent"));
        let silent = browser.get(&authorize(&app, &[loopback, ("prompt", "none")])).await.location();
        assert_eq!(parameter(&silent, "error").as_deref(), Some("consent_required"));
        for (client, said) in [("", "isn’t known"), ("ghc_00000000000000000000000000000000", "isn’t known"), ("x", "isn’t known")] {
            let answer = browser.get(&authorize(&shop, &[("client_id", client)])).await.expect(StatusCode::BAD_REQUEST);
            assert!(answer.body.contains(said) && answer.location().is_empty(), "{client}");
        }
        for (lang, title) in [("ja", "この方法ではログインできません"), ("ru", "Так войти нельзя")] {
            let path = format!("{}&lang={lang}", authorize(&shop, &[("redirect_uri", "https://evil.example/")]));
            assert!(browser.get(&path).await.body.contains(title), "{lang}");
        }
        // Two addresses, or two clients, are none.
        let twice = format!("{}&redirect_uri=https%3A%2F%2Fevil.example%2F", authorize(&shop, &[]));
        browser.get(&twice).await.expect(StatusCode::BAD_REQUEST);
    }

    /// ACC-21
    async fn what_is_wrong_with_a_request_its_client_hears_with_its_state_and_who_says_so(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        for (change, error) in [
            (("response_type", "token"), "unsupported_response_type"), (("response_type", "id_token"), "unsupported_response_type"),
            (("response_type", "code token"), "unsupported_response_type"), (("response_type", ""), "invalid_request"),
            (("response_mode", "fragment"), "invalid_request"), (("response_mode", "form_post"), "invalid_request"),
            (("code_challenge", ""), "invalid_request"), (("code_challenge_method", ""), "invalid_request"),
            (("code_challenge_method", "plain"), "invalid_request"), (("code_challenge", VERIFIER.get(1..).unwrap()), "invalid_request"),
            (("request", "eyJhbGciOiJub25lIn0.e30."), "request_not_supported"), (("request_uri", "https://shop.example.com/r"), "request_uri_not_supported"),
            (("registration", "{}"), "registration_not_supported"), (("scope", "admin"), "invalid_scope"), (("scope", ""), "invalid_scope"),
            (("prompt", "none consent"), "invalid_request"), (("prompt", "x"), "invalid_request"), (("max_age", "x"), "invalid_request"),
            (("max_age", "-1"), "invalid_request"), (("dpop_jkt", "x"), "invalid_request"), (("prompt", "none"), "consent_required"),
        ] {
            let place = browser.get(&authorize(&shop, &[change])).await.location();
            assert!(place.starts_with(&format!("{BACK}?error={error}&")), "{change:?}: {place}");
            assert_eq!(parameter(&place, "state").as_deref(), Some("some state"), "{change:?}");
            assert_eq!(parameter(&place, "iss").as_deref(), Some(ISSUER), "{change:?}");
            assert_eq!(parameter(&place, "code"), None);
        }
        let place = world.browser().get(&authorize(&shop, &[("prompt", "none")])).await.location();
        assert_eq!(parameter(&place, "error").as_deref(), Some("login_required"));
        let twice = format!("{}&scope=openid", authorize(&shop, &[]));
        assert_eq!(parameter(&browser.get(&twice).await.location(), "error").as_deref(), Some("invalid_request"));
    }

    /// ACC-21
    async fn a_proof_that_is_too_old_is_given_anew(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        code(&mut browser, &shop).await;
        world.advance(HOUR);
        let place = browser.get(&authorize(&shop, &[("max_age", "3601")])).await.location();
        let at = |place: &str| parameter(place, "code").is_some();
        assert!(at(&place), "{place}");
        for change in [("max_age", "60"), ("prompt", "login")] {
            let place = browser.get(&authorize(&shop, &[change])).await.location();
            assert!(place.starts_with("/step-up?next="), "{change:?}: {place}");
            let next = parameter(&place, "next").unwrap();
            world.advance(SECOND);
            let answer = browser.post("/step-up", &[("current", PASSWORD), ("next", &next)]).await.expect(StatusCode::SEE_OTHER);
            let place = browser.get(&answer.location()).await.location();
            let tokens = shop.exchange(&world, &parameter(&place, "code").unwrap()).await.json();
            assert_eq!(claims(&text(&tokens, "id_token"))["auth_time"], world.cx().now().seconds(), "{change:?}");
            world.advance(HOUR);
        }
        let place = browser.get(&authorize(&shop, &[("max_age", "60"), ("prompt", "none")])).await.location();
        assert_eq!(parameter(&place, "error").as_deref(), Some("login_required"));
        // Another account is a choice, and an earlier token says who is meant.
        let place = browser.get(&authorize(&shop, &[("prompt", "select_account")])).await.location();
        let page = browser.get(&place).await.expect(StatusCode::OK).body;
        assert!(page.contains("Use another account"), "{page}");
        let hint = [("id_token_hint", "x.y.z"), ("prompt", "none")];
        let place = browser.get(&authorize(&shop, &hint)).await.location();
        assert_eq!(parameter(&place, "error").as_deref(), Some("login_required"));
    }

    /// ACC-21
    async fn a_pushed_request_is_believed_before_the_address(world: World) {
        let shop = party(&world, "web", ClientInput { require_par: true, ..input() }).await;
        let mut browser = ada(&world).await;
        let place = browser.get(&authorize(&shop, &[])).await.location();
        assert_eq!(parameter(&place, "error").as_deref(), Some("invalid_request"), "this client has to push");
        let form = [
            ("redirect_uri", BACK), ("response_type", "code"), ("scope", "openid"), ("state", "pushed"),
            ("code_challenge", CHALLENGE), ("code_challenge_method", "S256"),
        ];
        let pushed = shop.send(&world, "/oauth/par", &form).await.expect(StatusCode::CREATED).json();
        let name = text(&pushed, "request_uri");
        assert!(name.starts_with("urn:ietf:params:oauth:request_uri:") && pushed["expires_in"] == 90, "{pushed}");
        let short = |client: &str| format!("/oauth/authorize?client_id={client}&request_uri={name}&state=changed&scope=email&redirect_uri=https://evil.example/");
        let other = party(&world, "web", ClientInput { name: "Other".to_owned(), ..input() }).await;
        browser.get(&short(&other.id)).await.expect(StatusCode::BAD_REQUEST);
        let place = go(&mut browser, &short(&shop.id)).await;
        assert!(place.starts_with(BACK), "{place}");
        assert_eq!(parameter(&place, "state").as_deref(), Some("pushed"));
        // Answered once, and for a minute and a half.
        browser.get(&short(&shop.id)).await.expect(StatusCode::BAD_REQUEST);
        let pushed = shop.send(&world, "/oauth/par", &form).await.json();
        world.advance(90 * SECOND);
        let late = format!("/oauth/authorize?client_id={}&request_uri={}", shop.id, text(&pushed, "request_uri"));
        browser.get(&late).await.expect(StatusCode::BAD_REQUEST);
        for change in [("redirect_uri", "https://evil.example/"), ("request_uri", name.as_str()), ("code_challenge_method", "plain")] {
            let mut form = form.to_vec();
            form.retain(|(known, _)| *known != change.0);
            form.push(change);
            assert_eq!(word(&shop.send(&world, "/oauth/par", &form).await.expect(StatusCode::BAD_REQUEST)), "invalid_request");
        }
    }

    /// ACC-21
    async fn a_form_of_another_site_leads_to_the_same_address_and_does_nothing_itself(world: World) {
        let shop = shop(&world).await;
        let mut foreign = world.browser().header("sec-fetch-site", "cross-site");
        let path = authorize(&shop, &[]);
        let (at, query) = path.split_once('?').unwrap();
        let answer = foreign.send(Method::POST, at, Some("application/x-www-form-urlencoded"), query.as_bytes().to_vec()).await;
        let place = answer.expect(StatusCode::SEE_OTHER).location();
        assert!(place.starts_with("/oauth/authorize?") && parameter(&place, "nonce").as_deref() == Some("some-nonce"), "{place}");
        let mut ada = ada(&world).await.header("sec-fetch-site", "cross-site");
        let asked = ada.get(&path).await.location();
        let request = parameter(&asked, "request").unwrap();
        ada.post("/oauth/consent", &[("request", &request), ("answer", "allow")]).await.expect(StatusCode::FORBIDDEN);
    }

    /// ACC-21
    async fn a_request_waits_for_an_hour(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let asked = browser.get(&authorize(&shop, &[])).await.location();
        world.advance(59 * MINUTE);
        browser.get(&asked).await.expect(StatusCode::OK);
        world.advance(MINUTE);
        browser.get(&asked).await.expect(StatusCode::BAD_REQUEST);
        browser.get("/oauth/consent?request=nonsense").await.expect(StatusCode::BAD_REQUEST);
    }
}

/// ACC-21
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_wait_cost_the_budget_of_their_network() {
    let world = limited(TestEngine::Sqlite, true).await;
    let shop = shop(&world).await;
    let mut browser = world.browser().from_address(std::net::Ipv4Addr::new(192, 0, 2, 9));
    let mut statuses = Vec::new();
    for _ in 0..61 {
        statuses.push(browser.get(&authorize(&shop, &[])).await.status);
    }
    assert!(statuses[..60].iter().all(|status| *status == StatusCode::SEE_OTHER), "{statuses:?}");
    assert_eq!(statuses[60], StatusCode::TOO_MANY_REQUESTS);
}
