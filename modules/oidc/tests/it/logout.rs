//! Signing out (ACC-21): a site sends somebody here, and hears when they sign out elsewhere.

use crate::flow::*;
use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::routing::post;
use gatehouse_core::{HOUR, MINUTE};
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_testkit::{World, both_engines};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The server of a client: what it was told, and whether it answers.
#[derive(Clone, Default)]
pub struct Server(Arc<Mutex<(Vec<String>, bool)>>);

impl Server {
    #[allow(clippy::disallowed_methods, reason = "a server of a test")]
    async fn start(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/logout", listener.local_addr().unwrap());
        let router = Router::new().route("/logout", post(told)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        address
    }

    fn go_away(&self, is_away: bool) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1 = is_away;
    }

    pub fn told(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.clone()
    }
}

async fn told(State(server): State<Server>, Form(form): Form<HashMap<String, String>>) -> StatusCode {
    let mut inside = server.0.lock().unwrap_or_else(PoisonError::into_inner);
    if inside.1 {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    inside.0.push(form["logout_token"].clone());
    StatusCode::OK
}

pub async fn hearing(world: &World, server: &Server) -> Party {
    let backchannel_logout_uri = server.start().await;
    party(world, "web", ClientInput { backchannel_logout_uri, ..input() }).await
}

both_engines! {
    /// ACC-21
    async fn a_client_hears_of_every_end_of_a_session_once(world: World) {
        let server = Server::default();
        let shop = hearing(&world, &server).await;
        let mut browser = ada(&world).await;
        let tokens = shop.tokens(&world, &mut browser).await;
        let id = claims(&text(&tokens, "id_token"));
        world.run_jobs().await;
        assert!(server.told().is_empty());
        browser.post("/sign-out", &[]).await;
        server.go_away(true);
        world.advance(MINUTE);
        world.run_jobs().await;
        assert!(server.told().is_empty(), "it is away");
        server.go_away(false);
        world.advance(HOUR);
        world.run_jobs().await;
        let told = server.told();
        assert_eq!(told.len(), 1);
        assert_eq!((head(&told[0])["typ"].as_str(), head(&told[0])["alg"].as_str()), (Some("logout+jwt"), Some("ES256")));
        let said = claims(&told[0]);
        assert_eq!((&said["sub"], &said["sid"], &said["aud"], &said["iss"]), (&id["sub"], &id["sid"], &serde_json::json!(shop.id), &serde_json::json!(ISSUER)));
        assert!(said["events"]["http://schemas.openid.net/event/backchannel-logout"].is_object() && said.get("nonce").is_none(), "{said}");
        assert_eq!(said["exp"].as_i64().unwrap() - said["iat"].as_i64().unwrap(), 120);
        world.advance(MINUTE);
        world.run_jobs().await;
        assert_eq!(server.told().len(), 1);
        // What was allowed without the browser goes on.
        shop.refresh(&world, &text(&tokens, "refresh_token")).await.expect(StatusCode::OK);
    }

    /// ACC-17, ACC-21
    async fn a_client_hears_when_it_is_disconnected(world: World) {
        let server = Server::default();
        let shop = hearing(&world, &server).await;
        let mut browser = ada(&world).await;
        let tokens = shop.tokens(&world, &mut browser).await;
        let app = browser.get("/account/apps").await.input("app").unwrap();
        browser.post("/account/apps/disconnect", &[("app", &app)]).await.expect(StatusCode::SEE_OTHER);
        world.run_jobs().await;
        assert_eq!(claims(&server.told()[0])["sid"], claims(&text(&tokens, "id_token"))["sid"]);
    }

    /// ACC-21
    async fn a_site_signs_nobody_out_by_itself_and_sends_them_only_home(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let id = text(&shop.tokens(&world, &mut browser).await, "id_token");
        let bye = "https://shop.example.com/bye";
        let whole = format!("/oauth/logout?id_token_hint={id}&post_logout_redirect_uri={bye}&state=s");
        let page = browser.get(&whole).await.expect(StatusCode::OK);
        assert!(page.body.contains("Skerrylight Shop asks to sign you out here too"), "{}", page.body);
        browser.get("/account").await.expect(StatusCode::OK);
        let mut foreign = browser.clone().header("sec-fetch-site", "cross-site");
        foreign.post("/oauth/logout/now", &[]).await.expect(StatusCode::FORBIDDEN);
        assert!(foreign.post("/oauth/logout", &[("state", "s")]).await.location().starts_with("/oauth/logout?state=s"));
        browser.get("/account").await.expect(StatusCode::OK);
        let form = [("id_token_hint", id.as_str()), ("post_logout_redirect_uri", bye), ("state", "s")];
        let done = browser.post("/oauth/logout/now", &form).await.expect(StatusCode::SEE_OTHER);
        let done = browser.get(&done.location()).await;
        assert_eq!(done.location(), format!("{bye}?state=s"));
        assert!(browser.get("/account").await.location().starts_with("/sign-in"));
        for (hint, client, back) in [
            (id.as_str(), "", "https://evil.example/"), (id.as_str(), "ghc_00000000000000000000000000000000", bye), ("x.y.z", "", bye),
            ("", "", bye), ("", shop.id.as_str(), "https://shop.example.com/signed-in"), ("", shop.id.as_str(), "javascript:alert(1)"),
        ] {
            let path = format!("/oauth/logout/done?id_token_hint={hint}&client_id={client}&post_logout_redirect_uri={back}");
            let page = browser.get(&path).await.expect(StatusCode::OK);
            assert!(page.location().is_empty() && page.body.contains("You’re signed out here."), "{back}: {}", page.location());
        }
        let named = format!("/oauth/logout?client_id={}&post_logout_redirect_uri={bye}", shop.id);
        assert_eq!(browser.get(&named).await.location(), bye, "nobody is signed in");
    }
}
