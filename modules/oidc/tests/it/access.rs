//! Access tokens: what they open, for whom, bound to which key, and how they end (ACC-21).

use crate::flow::*;
use crate::limited;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{MINUTE, SECOND, SystemRandom};
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::model::client::IdTokenAlg;
use gatehouse_oidc::model::signing::{Jwk, Signer, make};
use gatehouse_testkit::{Answer, TestEngine, World, both_engines};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A key of a client.
struct Holder {
    public: Jwk,
    signer: Signer,
}

impl Holder {
    fn new() -> Self {
        let made = make(IdTokenAlg::Es256, &SystemRandom).unwrap();
        let public = Jwk { kid: None, purpose: None, alg: None, ..made.public };
        Self { public, signer: Signer::read(IdTokenAlg::Es256, String::new(), &made.private).unwrap() }
    }

    fn jkt(&self) -> String {
        self.public.thumbprint().unwrap()
    }

    fn signed(&self, head: &Value, body: &Value) -> String {
        let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let text = format!("{}.{}", encode(head), encode(body));
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(self.signer.sign(text.as_bytes()).unwrap()))
    }

    fn proof(&self, world: &World, id: &str, method: &str, path: &str, token: Option<&str>) -> String {
        let head = json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": self.public });
        let mut body =
            json!({ "jti": id, "htm": method, "htu": format!("{ISSUER}{path}"), "iat": world.cx().now().seconds() });
        if let Some(token) = token {
            body["ath"] = URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes())).into();
        }
        self.signed(&head, &body)
    }
}

async fn bound_userinfo(world: &World, access: &str, proof: &str) -> Answer {
    let browser = world.browser().header("authorization", &format!("DPoP {access}"));
    browser.header("dpop", proof).get("/oauth/userinfo").await
}

both_engines! {
    /// ACC-21
    async fn a_client_learns_what_was_allowed_and_no_more(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let tokens = shop.tokens(&world, &mut browser).await;
        let known = userinfo(&world, &text(&tokens, "access_token")).await.expect(StatusCode::OK).json();
        assert_eq!(known["sub"], claims(&text(&tokens, "id_token"))["sub"]);
        assert_eq!((known["name"].as_str(), known["given_name"].as_str()), (Some("Ada Canary"), Some("Ada")));
        assert_eq!((known["email"].as_str(), known["email_verified"].as_bool()), (Some(ADA), Some(true)));
        assert_eq!((known["locale"].as_str(), known["zoneinfo"].as_str()), (Some("en"), Some("Asia/Tokyo")));
        let place = go(&mut browser, &authorize(&shop, &[("scope", "openid")])).await;
        let tokens = shop.exchange(&world, &parameter(&place, "code").unwrap()).await.json();
        let known = userinfo(&world, &text(&tokens, "access_token")).await.expect(StatusCode::OK).json();
        assert_eq!(known.as_object().unwrap().keys().collect::<Vec<_>>(), ["sub"]);
        let place = go(&mut browser, &authorize(&shop, &[("scope", "email")])).await;
        let tokens = shop.exchange(&world, &parameter(&place, "code").unwrap()).await.json();
        assert!(tokens.get("id_token").is_none(), "OAuth without OpenID Connect");
        userinfo(&world, &text(&tokens, "access_token")).await.expect(StatusCode::FORBIDDEN);
    }

    /// ACC-21
    async fn what_we_did_not_sign_opens_nothing(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let tokens = shop.tokens(&world, &mut browser).await;
        let access = text(&tokens, "access_token");
        let (start, signature) = access.rsplit_once('.').unwrap();
        let (_, body) = start.split_once('.').unwrap();
        let encode = |part: Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let kid = head(&access)["kid"].clone();
        let mut forged = vec![text(&tokens, "id_token"), format!("{start}."), format!("{start}.AAAA"), String::new(), "x".to_owned()];
        for alg in ["none", "None", "HS256", "RS256", "ES256"] {
            let head = encode(json!({ "alg": alg, "typ": "at+jwt", "kid": kid }));
            forged.push(format!("{head}.{body}."));
            forged.push(format!("{head}.{body}.{signature}"));
        }
        let stranger = Holder::new();
        let said = json!({ "alg": "ES256", "typ": "at+jwt", "kid": "x", "jwk": stranger.public });
        forged.push(stranger.signed(&said, &claims(&access)));
        let mut longer = claims(&access);
        longer["exp"] = json!(4_000_000_000_i64);
        forged.push(format!("{}.{}.{signature}", start.split('.').next().unwrap(), encode(longer)));
        for token in &forged {
            let answer = userinfo(&world, token).await.expect(StatusCode::UNAUTHORIZED);
            assert!(answer.headers["www-authenticate"].to_str().unwrap().starts_with("Bearer error=\"invalid_token\""), "{token}");
            let known = shop.send(&world, "/oauth/introspect", &[("token", token)]).await.json();
            assert!(token.is_empty() || known == json!({ "active": false }), "{token}: {known}");
        }
        userinfo(&world, &access).await.expect(StatusCode::OK);
        world.advance(15 * MINUTE);
        userinfo(&world, &access).await.expect(StatusCode::UNAUTHORIZED);
    }

    /// ACC-21
    async fn a_client_asks_of_its_own_tokens_and_gives_them_back(world: World) {
        let shop = shop(&world).await;
        let other = party(&world, "web", input()).await;
        let mut browser = ada(&world).await;
        let tokens = shop.tokens(&world, &mut browser).await;
        let (access, refresh) = (text(&tokens, "access_token"), text(&tokens, "refresh_token"));
        let ask = async |party: &Party, token: &str| party.send(&world, "/oauth/introspect", &[("token", token)]).await.expect(StatusCode::OK).json();
        let known = ask(&shop, &access).await;
        assert_eq!((known["active"].as_bool(), known["client_id"].as_str(), known["token_type"].as_str()), (Some(true), Some(shop.id.as_str()), Some("Bearer")));
        assert_eq!(ask(&shop, &refresh).await["scope"], "openid profile email offline_access");
        for token in [&access, &refresh] {
            assert_eq!(ask(&other, token).await, json!({ "active": false }), "another client's");
            assert_eq!(word(&other.send(&world, "/oauth/revoke", &[("token", token)]).await.expect(StatusCode::BAD_REQUEST)), "invalid_grant");
        }
        shop.send(&world, "/oauth/revoke", &[("token", "nonsense")]).await.expect(StatusCode::OK);
        shop.send(&world, "/oauth/revoke", &[("token", &refresh), ("token_type_hint", "refresh_token")]).await.expect(StatusCode::OK);
        assert_eq!((ask(&shop, &access).await, ask(&shop, &refresh).await), (json!({ "active": false }), json!({ "active": false })));
        userinfo(&world, &access).await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(word(&shop.refresh(&world, &refresh).await), "invalid_grant");
        shop.send(&world, "/oauth/revoke", &[("token", &refresh)]).await.expect(StatusCode::OK);
    }

    /// ACC-21
    async fn a_token_that_is_bound_to_a_key_opens_nothing_without_it(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let (holder, thief) = (Holder::new(), Holder::new());
        let one = code(&mut browser, &shop).await;
        let form = [("grant_type", "authorization_code"), ("code", one.as_str()), ("redirect_uri", BACK), ("code_verifier", VERIFIER)];
        let proof = holder.proof(&world, "1", "POST", "/oauth/token", None);
        let tokens = shop.send_with(&world, "/oauth/token", &form, &[("dpop", &proof)]).await.expect(StatusCode::OK).json();
        let (access, refresh) = (text(&tokens, "access_token"), text(&tokens, "refresh_token"));
        assert_eq!(text(&tokens, "token_type"), "DPoP");
        assert_eq!(claims(&access)["cnf"]["jkt"], holder.jkt());
        userinfo(&world, &access).await.expect(StatusCode::UNAUTHORIZED);
        let right = holder.proof(&world, "2", "GET", "/oauth/userinfo", Some(&access));
        bound_userinfo(&world, &access, &right).await.expect(StatusCode::OK);
        bound_userinfo(&world, &access, &right).await.expect(StatusCode::UNAUTHORIZED);
        let path = "/oauth/userinfo";
        let old = holder.proof(&world, "3", "GET", path, Some(&access));
        for (what, proof) in [
            ("by another key", thief.proof(&world, "4", "GET", path, Some(&access))),
            ("of another method", holder.proof(&world, "5", "POST", path, Some(&access))),
            ("of another address", holder.proof(&world, "6", "GET", "/oauth/token", Some(&access))),
            ("without the token", holder.proof(&world, "7", "GET", path, None)),
            ("of another token", holder.proof(&world, "8", "GET", path, Some("x"))),
            ("without an id", holder.proof(&world, "", "GET", path, Some(&access))),
            ("of another type", holder.signed(&json!({ "typ": "JWT", "alg": "ES256", "jwk": holder.public }), &json!({}))),
            ("of no algorithm", holder.signed(&json!({ "typ": "dpop+jwt", "alg": "none", "jwk": holder.public }), &json!({}))),
            ("nothing", "x".to_owned()),
        ] {
            let answer = bound_userinfo(&world, &access, &proof).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{what}: {}", answer.body);
        }
        world.advance(60 * SECOND);
        bound_userinfo(&world, &access, &old).await.expect(StatusCode::UNAUTHORIZED);
        // A stolen refresh token neither opens anything nor takes anything away.
        let form = [("grant_type", "refresh_token"), ("refresh_token", refresh.as_str())];
        let stolen = thief.proof(&world, "9", "POST", "/oauth/token", None);
        assert_eq!(word(&shop.send_with(&world, "/oauth/token", &form, &[("dpop", &stolen)]).await), "invalid_dpop_proof");
        assert_eq!(word(&shop.send(&world, "/oauth/token", &form).await), "invalid_dpop_proof");
        let proof = holder.proof(&world, "10", "POST", "/oauth/token", None);
        shop.send_with(&world, "/oauth/token", &form, &[("dpop", &proof)]).await.expect(StatusCode::OK);
        // The key of the request is the only one that gets the tokens.
        let jkt = holder.jkt();
        let place = go(&mut browser, &authorize(&shop, &[("dpop_jkt", &jkt)])).await;
        assert_eq!(word(&shop.exchange(&world, &parameter(&place, "code").unwrap()).await), "invalid_dpop_proof");
    }

    /// ACC-21
    async fn a_client_proves_itself_in_one_way(world: World) {
        let shop = shop(&world).await;
        let app = party(&world, "native", ClientInput { post_logout_redirect_uris: Vec::new(), ..input() }).await;
        let wrong = Party { id: shop.id.clone(), ..app.clone() };
        let answer = wrong.send(&world, "/oauth/token", &[("grant_type", "refresh_token")]).await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!((word(&answer).as_str(), answer.headers["www-authenticate"].to_str().unwrap()), ("invalid_client", "Basic realm=\"oauth\""));
        for form in [
            &[("client_id", "other"), ("grant_type", "refresh_token")][..],
            &[("client_secret", "x"), ("grant_type", "refresh_token")],
        ] {
            assert_eq!(word(&shop.send(&world, "/oauth/token", form).await.expect(StatusCode::BAD_REQUEST)), "invalid_request");
        }
        for secret in ["", "x", "ghcs_00000000000000000000"] {
            let form = [("client_id", shop.id.as_str()), ("client_secret", secret), ("grant_type", "refresh_token")];
            world.browser().post("/oauth/token", &form).await.expect(StatusCode::UNAUTHORIZED);
        }
        assert_eq!(word(&app.send(&world, "/oauth/introspect", &[("token", "x")]).await), "unauthorized_client");
        let json = world.browser().json(axum::http::Method::POST, "/oauth/token", &json!({})).await.expect(StatusCode::BAD_REQUEST);
        assert_eq!(word(&json), "invalid_request");
        assert_eq!(word(&world.browser().get("/oauth/token").await.expect(StatusCode::BAD_REQUEST)), "invalid_request");
    }
}

/// ACC-21, ACC-11
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_secrets_and_tokens_cost_the_budget_of_their_network() {
    let world = limited(TestEngine::Sqlite, true).await;
    let shop = shop(&world).await;
    let mut guesser = world.browser().from_address(std::net::Ipv4Addr::new(192, 0, 2, 10));
    let form = [("client_id", shop.id.as_str()), ("client_secret", "guess"), ("grant_type", "refresh_token")];
    for _ in 0..60 {
        guesser.post("/oauth/token", &form).await.expect(StatusCode::UNAUTHORIZED);
    }
    let answer = guesser.post("/oauth/token", &form).await.expect(StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.headers.contains_key("retry-after"));
    // Whoever comes from elsewhere notices nothing.
    assert_eq!(word(&shop.refresh(&world, "x").await), "invalid_grant");
}
