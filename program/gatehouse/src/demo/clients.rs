//! Sites and products that sign people in with their account (ACC-21).

use super::done;
use super::people::Vendor;
use super::teller::Teller;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use gatehouse_oidc::actions::clients::add_secret::add_secret;
use gatehouse_oidc::actions::clients::disable::disable;
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::actions::clients::register::{NewClient, register};
use gatehouse_oidc::model::client::ClientKind;
use gatehouse_oidc::tables::client::{Column, Entity};

/// What the client of the sample product is called.
const LANTERN: &str = "Lantern";

/// Those that people sign in to, by their rows.
#[derive(Clone, Copy, Default)]
pub(super) struct Parties {
    pub(super) shop: Uuid,
    pub(super) community: Uuid,
    pub(super) forum: Uuid,
    pub(super) lantern: Uuid,
}

/// The vendor's shop, an app on phones, the sample product, a community that a partner runs, and a forum that closes later. Only the forum's
/// server hears of ended sessions: nobody is there.
pub(super) async fn register_some(cx: &Cx) -> Result<Parties, Fault> {
    let shop = ClientInput {
        name: "Skerrylight Shop".into(),
        redirect_uris: vec!["https://shop.skerrylight.test/signed-in".into()],
        post_logout_redirect_uris: vec!["https://shop.skerrylight.test/".into()],
        scopes: scopes(&["openid", "profile", "email"]),
        first_party: true,
        note: "Buyers sign in here before they pay.".into(),
        ..ClientInput::default()
    };
    let app = ClientInput {
        name: "Skerrylight Companion".into(),
        redirect_uris: vec!["test.skerrylight.companion:/signed-in".into()],
        scopes: scopes(&["openid", "profile", "offline_access"]),
        first_party: true,
        ..ClientInput::default()
    };
    let lantern = ClientInput {
        name: LANTERN.into(),
        redirect_uris: vec!["http://127.0.0.1/callback".into(), "http://[::1]/callback".into()],
        scopes: scopes(&["openid", "profile", "email", "offline_access"]),
        first_party: true,
        products: vec!["Lantern".into()],
        note: "Lantern on desktops, and on servers by a code.".into(),
        ..ClientInput::default()
    };
    let community = ClientInput {
        name: "Skerrylight Community".into(),
        redirect_uris: vec!["https://community.skerrylight.test/callback".into()],
        post_logout_redirect_uris: vec!["https://community.skerrylight.test/".into()],
        scopes: scopes(&["openid", "profile", "email"]),
        note: "Run by a partner, so people are asked.".into(),
        ..ClientInput::default()
    };
    let forum = ClientInput {
        name: "Lighthouse Forum".into(),
        redirect_uris: vec!["https://forum.example.org/callback".into()],
        scopes: scopes(&["openid", "profile"]),
        note: "Run by volunteers.".into(),
        ..ClientInput::default()
    };
    new(cx, "native", app).await?;
    Ok(Parties {
        shop: new(cx, "web", shop).await?,
        community: new(cx, "web", community).await?,
        forum: new(cx, "web", forum).await?,
        lantern: new(cx, "device", lantern).await?,
    })
}

fn scopes(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

async fn new(cx: &Cx, kind: &str, client: ClientInput) -> Result<Uuid, Fault> {
    Ok(done(register(cx, &NewClient { kind: kind.into(), client }).await)?.id)
}

/// The shop moves to a new secret, and the forum closes.
pub(super) async fn later(teller: &Teller<'_>, office: &Vendor, parties: Parties) -> Result<(), Fault> {
    let cx = teller.by(&office.clerk);
    done(add_secret(&cx, parties.shop, "week").await)?;
    done(disable(&cx, parties.forum, true).await).map(drop)
}

/// What the sample product calls itself; `None` where it is not registered.
pub(super) async fn lantern_id(cx: &Cx) -> Result<Option<String>, Fault> {
    let named = Entity::find().filter(Column::Name.eq(LANTERN)).filter(Column::Kind.eq(ClientKind::Device));
    let first = named.filter(Column::DisabledAt.is_null()).order_by_asc(Column::CreatedAt).one(cx.read()).await?;
    Ok(first.map(|client| client.client_id))
}
