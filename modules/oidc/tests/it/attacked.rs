//! What an attacker tried at the provider, and what it must go on withstanding (ACC-6, ACC-11, ACC-21, PRI-13).

use crate::flow::*;
use crate::{limited, lines, past_the_program};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_core::{MINUTE, SECOND, SystemRandom};
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::model::client::IdTokenAlg;
use gatehouse_oidc::model::jwt;
use gatehouse_oidc::model::signing::{Signer, make};
use gatehouse_testkit::{Answer, Browser, TestEngine, World, both_engines};
use std::net::Ipv4Addr;

/// Where a site's server is, and a stranger beside it.
const SERVER: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 20);

/// What a site's server sends, with its secret.
async fn from_server(world: &World, site: &Party, form: &[(&str, &str)]) -> Answer {
    let pair = STANDARD.encode(format!("{}:{}", site.id, site.secret.as_deref().unwrap_or_default()));
    let browser = world.browser().from_address(SERVER);
    browser.header("authorization", &format!("Basic {pair}")).post("/oauth/token", form).await
}

/// Connects a product by its code; its refresh token.
async fn connected(world: &World, browser: &mut Browser, product: &Party) -> String {
    let form = [("scope", "openid offline_access")];
    let begun = product.send(world, "/oauth/device_authorization", &form).await.expect(StatusCode::OK).json();
    let (typed, code) = (text(&begun, "user_code"), text(&begun, "device_code"));
    let place = browser.post("/device", &[("code", typed.as_str())]).await.location();
    let ticket = browser.get(&place).await.input("ticket").unwrap_or_default();
    let form = [("ticket", ticket.as_str()), ("answer", "connect")];
    assert_eq!(browser.post("/device/confirm", &form).await.location(), "/device/done");
    let form = [("grant_type", DEVICE_GRANT), ("device_code", code.as_str())];
    text(&product.send(world, "/oauth/token", &form).await.expect(StatusCode::OK).json(), "refresh_token")
}

both_engines! {
    /// ACC-6, ACC-11
    async fn an_address_that_is_only_filled_in_has_nothing_mailed_to_it(world: World) {
        let shop = shop(&world).await;
        person(&world, ADA).await;
        let mut stranger = world.browser();
        let place = stranger.get(&authorize(&shop, &[("login_hint", ADA)])).await.location();
        let who = parameter(&place, "who").unwrap();
        assert_eq!(stranger.get(&place).await.input("email").as_deref(), Some(ADA));
        let before = world.mails().await.len();
        // What names the address there has passed no human check.
        for path in ["/forgot-password/again", "/register/again"] {
            stranger.post(path, &[("to", who.as_str())]).await;
            assert_eq!(world.mails().await.len(), before, "{path}");
        }
        let page = stranger.get(&format!("/forgot-password/sent?to={who}")).await;
        assert!(!page.body.contains("/forgot-password/again"), "{}", page.body);
    }

    /// ACC-21, PRI-13
    async fn a_public_key_that_was_written_past_the_program_makes_nobody_anybody(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let access = text(&shop.tokens(&world, &mut browser).await, "access_token");
        let published = world.browser().get("/oauth/jwks").await.expect(StatusCode::OK).body;
        let forger = make(IdTokenAlg::EdDsa, &SystemRandom).unwrap();
        let kid = text(&head(&access), "kid");
        let mut public = forger.public.clone();
        public.kid = Some(kid.clone());
        let public = serde_json::to_string(&public).unwrap();
        past_the_program(&world, &format!("update oidc_signing_key set public = '{public}' where alg = 'EdDSA'")).await;
        world.advance(MINUTE);
        assert_eq!(world.browser().get("/oauth/jwks").await.expect(StatusCode::OK).body, published);
        let signer = Signer::read(IdTokenAlg::EdDsa, kid, &forger.private).unwrap();
        let forged = jwt::signed(&signer, jwt::ACCESS, &claims(&access)).unwrap();
        userinfo(&world, &forged).await.expect(StatusCode::UNAUTHORIZED);
        userinfo(&world, &access).await.expect(StatusCode::OK);
    }

    /// ACC-21, PRI-13
    async fn who_somebody_is_elsewhere_is_not_changed_past_the_program(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let of_ada = shop.tokens(&world, &mut browser).await;
        person(&world, "eve@example.com").await;
        let mut eve = world.browser();
        sign_in(&mut eve, "eve@example.com", "").await;
        let of_eve = shop.tokens(&world, &mut eve).await;
        // All sign-ins are said to be Eve's.
        past_the_program(&world, "update oidc_family set account_id = (select id from account order by id desc limit 1)").await;
        userinfo(&world, &text(&of_ada, "access_token")).await.expect(StatusCode::UNAUTHORIZED);
        userinfo(&world, &text(&of_eve, "access_token")).await.expect(StatusCode::OK);
        // Eve is said to be called as Ada is.
        past_the_program(
            &world,
            "update oidc_subject set sub_sealed = (select sub_sealed from oidc_subject order by account_id limit 1)",
        )
        .await;
        let answer = shop.refresh(&world, &text(&of_eve, "refresh_token")).await;
        assert_ne!(answer.status, StatusCode::OK, "{}", answer.body);
    }

    /// ACC-21
    async fn the_owner_hears_of_everything_that_is_connected_by_a_code(world: World) {
        let product = product(&world).await;
        let mut browser = ada(&world).await;
        for times in 1..=2 {
            connected(&world, &mut browser, &product).await;
            let told = world.mails().await.into_iter().filter(|mail| mail.kind == "oidc.connected").count();
            assert_eq!(told, times, "also of the second device of one product");
        }
    }

    /// ACC-10, ACC-21
    async fn with_all_other_sessions_ends_what_came_of_them_and_goes_on_without(world: World) {
        let (shop, product) = (shop(&world).await, product(&world).await);
        let mut thief = ada(&world).await;
        let stolen = text(&shop.tokens(&world, &mut thief).await, "refresh_token");
        let device = connected(&world, &mut thief, &product).await;
        let mut owner = world.browser();
        sign_in(&mut owner, ADA, "").await;
        let own = text(&shop.tokens(&world, &mut owner).await, "refresh_token");
        owner.post("/account/sessions/end-others", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(word(&shop.refresh(&world, &stolen).await), "invalid_grant");
        let own = text(&shop.refresh(&world, &own).await.expect(StatusCode::OK).json(), "refresh_token");
        product.refresh(&world, &device).await.expect(StatusCode::OK);
        // Signing out of one session leaves what goes on without it.
        owner.post("/sign-out", &[]).await;
        shop.refresh(&world, &own).await.expect(StatusCode::OK);
    }

    /// ACC-21
    async fn a_token_whose_next_one_was_used_gives_nothing_and_takes_nothing(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let first = text(&shop.tokens(&world, &mut browser).await, "refresh_token");
        let second = text(&shop.refresh(&world, &first).await.expect(StatusCode::OK).json(), "refresh_token");
        let third = text(&shop.refresh(&world, &second).await.expect(StatusCode::OK).json(), "refresh_token");
        // The answer was not lost: who has the first one now may be a thief.
        assert_eq!(word(&shop.refresh(&world, &first).await), "invalid_grant");
        assert_eq!(lines(&world, "app.token_reused").await.len(), 0);
        let fourth = text(&shop.refresh(&world, &third).await.expect(StatusCode::OK).json(), "refresh_token");
        world.advance(30 * SECOND);
        assert_eq!(word(&shop.refresh(&world, &first).await), "invalid_grant");
        assert_eq!(word(&shop.refresh(&world, &fourth).await), "invalid_grant", "everything ends then");
        assert_eq!(lines(&world, "app.token_reused").await.len(), 1);
    }

    /// ACC-21
    async fn the_page_that_asks_names_the_site_where_the_answer_goes(world: World) {
        let second = "https://outlet.example.com/signed-in";
        let both = vec![BACK.to_owned(), second.to_owned()];
        let shop = party(&world, "web", ClientInput { redirect_uris: both, ..input() }).await;
        let mut browser = ada(&world).await;
        let place = browser.get(&authorize(&shop, &[("redirect_uri", second)])).await.location();
        let page = browser.get(&place).await.expect(StatusCode::OK).body;
        assert!(page.contains("outlet.example.com") && !page.contains("shop.example.com"), "{page}");
    }
}

/// ACC-11, ACC-21
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn neither_visitors_of_a_site_nor_strangers_beside_its_server_keep_its_people_out() {
    let world = limited(TestEngine::Sqlite, true).await;
    let shop = shop(&world).await;
    let mut browser = ada(&world).await;
    let tokens = shop.tokens(&world, &mut browser).await;
    let (refresh, access) = (text(&tokens, "refresh_token"), text(&tokens, "access_token"));
    // A visitor brings codes that are none to the site, which hands them on.
    for _ in 0..100 {
        let form =
            [("grant_type", "authorization_code"), ("code", "x"), ("redirect_uri", BACK), ("code_verifier", VERIFIER)];
        assert_eq!(word(&from_server(&world, &shop, &form).await), "invalid_grant");
    }
    let guess = [("client_id", shop.id.as_str()), ("client_secret", "guess"), ("grant_type", "refresh_token")];
    let mut stranger = world.browser().from_address(SERVER);
    for _ in 0..60 {
        stranger.post("/oauth/token", &guess).await.expect(StatusCode::UNAUTHORIZED);
    }
    stranger.post("/oauth/token", &guess).await.expect(StatusCode::TOO_MANY_REQUESTS);
    let form = [("grant_type", "refresh_token"), ("refresh_token", refresh.as_str())];
    from_server(&world, &shop, &form).await.expect(StatusCode::OK);
    let mut asking = world.browser().from_address(SERVER).header("authorization", &format!("Bearer {access}"));
    asking.get("/oauth/userinfo").await.expect(StatusCode::OK);
}

/// ACC-11, ACC-21
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_without_a_secret_pays_for_everything_that_opens_nothing() {
    let world = limited(TestEngine::Sqlite, true).await;
    let product = product(&world).await;
    let mut stranger = world.browser().from_address(SERVER);
    let form = [("client_id", product.id.as_str()), ("grant_type", "none")];
    for _ in 0..60 {
        stranger.post("/oauth/token", &form).await.expect(StatusCode::BAD_REQUEST);
    }
    stranger.post("/oauth/token", &form).await.expect(StatusCode::TOO_MANY_REQUESTS);
}
