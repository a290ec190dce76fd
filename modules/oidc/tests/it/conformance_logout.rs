//! The points of the OpenID Foundation's plans for logout (ACC-21). The table is in `conformance`.

use crate::flow::*;
use crate::logout::{Server, hearing};
use axum::http::StatusCode;
use gatehouse_oidc::model::jwt;
use gatehouse_oidc::model::signing::Jwk;
use gatehouse_testkit::{Browser, both_engines};

const BYE: &str = "https://shop.example.com/bye";

/// Goes to sign out with these parameters, presses the button, and says where the browser is then; empty: at a page of ours.
async fn signed_out(browser: &mut Browser, form: &[(&str, &str)]) -> String {
    let pairs = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let page = browser.get(&format!("/oauth/logout?{pairs}")).await.expect(StatusCode::OK);
    let sent: Vec<(&str, String)> = ["id_token_hint", "client_id", "post_logout_redirect_uri", "state"]
        .into_iter()
        .filter_map(|name| Some((name, page.input(name)?)))
        .collect();
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = browser.post("/oauth/logout/now", &sent).await.expect(StatusCode::SEE_OTHER);
    let last = browser.get(&done.location()).await;
    assert!(browser.get("/account").await.location().starts_with("/sign-in"), "{form:?}: still signed in");
    last.location()
}

both_engines! {
    /// ACC-21
    async fn who_is_sent_to_sign_out_goes_back_with_the_state(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let id = text(&shop.tokens(&world, &mut browser).await, "id_token");
        let with = [("id_token_hint", id.as_str()), ("post_logout_redirect_uri", BYE), ("state", "a b")];
        let place = signed_out(&mut browser, &with).await;
        assert!(place.starts_with(&format!("{BYE}?")), "{place}");
        assert_eq!(parameter(&place, "state").as_deref(), Some("a b"));
        // Whoever comes back to the client without a session of ours signs in anew.
        let silent = browser.get(&authorize(&shop, &[("prompt", "none")])).await.location();
        assert_eq!(parameter(&silent, "error").as_deref(), Some("login_required"));
        sign_in(&mut browser, ADA, "").await;
        assert_eq!(signed_out(&mut browser, &with[..2]).await, BYE);
    }

    /// ACC-21
    async fn a_wrong_way_out_leads_nowhere_else(world: World) {
        let shop = shop(&world).await;
        let mut browser = ada(&world).await;
        let id = text(&shop.tokens(&world, &mut browser).await, "id_token");
        let (signed, signature) = id.rsplit_once('.').unwrap();
        let other = if signature.starts_with('A') { "B" } else { "A" };
        let modified = format!("{signed}.{other}{}", &signature[1..]);
        let longer = format!("{BYE}?foo=bar");
        let (state, bye) = (("state", "s"), ("post_logout_redirect_uri", BYE));
        let hint = ("id_token_hint", id.as_str());
        for form in [
            &[hint, ("post_logout_redirect_uri", "https://shop.example.com/other"), state][..],
            &[hint, ("post_logout_redirect_uri", longer.as_str()), state],
            &[("id_token_hint", modified.as_str()), bye, state],
            &[("id_token_hint", "x"), bye, state],
            &[bye, state],
            &[hint, state],
            &[state],
            &[],
        ] {
            assert_eq!(signed_out(&mut browser, form).await, "", "{form:?}");
            sign_in(&mut browser, ADA, "").await;
        }
    }

    /// ACC-21
    async fn a_client_is_told_by_a_logout_token(world: World) {
        let server = Server::default();
        let shop = hearing(&world, &server).await;
        let mut browser = ada(&world).await;
        let id = text(&shop.tokens(&world, &mut browser).await, "id_token");
        signed_out(&mut browser, &[("id_token_hint", &id), ("post_logout_redirect_uri", BYE)]).await;
        world.run_jobs().await;
        let told = server.told();
        assert_eq!(told.len(), 1);
        let set = world.browser().get("/oauth/jwks").await.json();
        let keys: Vec<Jwk> = serde_json::from_value(set["keys"].clone()).unwrap();
        let said = jwt::verified(&told[0], jwt::LOGOUT, &keys).expect("signed by a published key");
        let known = claims(&id);
        for same in ["iss", "aud", "sub", "sid"] {
            assert_eq!(said[same], known[same], "{same}");
        }
        assert_eq!(head(&told[0])["alg"], head(&id)["alg"]);
        assert!(said["events"]["http://schemas.openid.net/event/backchannel-logout"].is_object());
        assert!(said["jti"].is_string() && said["iat"].is_i64() && said.get("nonce").is_none());
    }
}
