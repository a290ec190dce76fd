//! Sites and products that sign people in with their account (ACC-21).

use super::done;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_oidc::actions::clients::disable::disable;
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::actions::clients::register::{NewClient, register};

/// The vendor's shop, an app on phones, the products that sign in by a code, and a forum that has closed.
pub(super) async fn register_some(cx: &Cx) -> Result<(), Fault> {
    let scopes = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let shop = ClientInput {
        name: "Skerrylight Shop".into(),
        redirect_uris: vec!["https://shop.example.com/signed-in".into()],
        post_logout_redirect_uris: vec!["https://shop.example.com/".into()],
        backchannel_logout_uri: "https://shop.example.com/signed-out".into(),
        scopes: scopes(&["openid", "profile", "email"]),
        first_party: true,
        note: "Buyers sign in here before they pay.".into(),
        ..ClientInput::default()
    };
    let app = ClientInput {
        name: "Skerrylight Companion".into(),
        redirect_uris: vec!["com.example.companion:/signed-in".into()],
        scopes: scopes(&["openid", "profile", "offline_access"]),
        first_party: true,
        ..ClientInput::default()
    };
    let products = ClientInput {
        name: "Skerrylight products".into(),
        redirect_uris: vec!["http://127.0.0.1/signed-in".into(), "http://[::1]/signed-in".into()],
        scopes: scopes(&["openid", "email", "offline_access"]),
        first_party: true,
        products: vec!["Lantern".into(), "Beacon".into()],
        ..ClientInput::default()
    };
    let forum = ClientInput {
        name: "Lighthouse Forum".into(),
        redirect_uris: vec!["https://forum.example.org/callback".into()],
        scopes: scopes(&["openid", "profile"]),
        note: "Run by volunteers; closed.".into(),
        ..ClientInput::default()
    };
    for (kind, client) in [("web", shop), ("native", app), ("device", products)] {
        done(register(cx, &NewClient { kind: kind.into(), client }).await)?;
    }
    let closed = done(register(cx, &NewClient { kind: "web".into(), client: forum }).await)?;
    done(disable(cx, closed.id, true).await).map(drop)
}
