//! Where the people of the demo sign in with their account (ACC-4, ACC-21): sites of the vendor, and a product that is connected by its code.

use super::clients::Parties;
use super::done;
use super::people::{self, Person};
use super::secured::{session_of, signed_in};
use super::story::Customers;
use super::teller::{DESK, PHONE, Teller};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, MINUTE, Outcome, Stop, Uuid};
use gatehouse_oidc::actions::answer_device::{answer_device, look_up};
use gatehouse_oidc::actions::begin::{Begun, begin};
use gatehouse_oidc::actions::disconnect_app::disconnect_app;
use gatehouse_oidc::actions::exchange_code::{Exchange, exchange_code};
use gatehouse_oidc::actions::exchange_device::exchange_device;
use gatehouse_oidc::actions::go_on::{GoneOn, Said, go_on};
use gatehouse_oidc::actions::rotate_keys::rotate_keys;
use gatehouse_oidc::actions::start_device::start_device;
use gatehouse_oidc::model::client::Client;
use gatehouse_oidc::model::device::About;
use gatehouse_oidc::model::problem::Problem;
use gatehouse_oidc::model::request::Asked;
use gatehouse_oidc::queries::{apps, clients};
use gatehouse_web::CustomerSession;
use sha2::{Digest, Sha256};

/// What sites prove their requests with (RFC 7636): nobody else is asked here.
const VERIFIER: &str = "a-verifier-of-the-demo-that-everybody-may-read";
const SITE: &str = "openid profile email";
const PRODUCT: &str = "openid profile email offline_access";

/// Somebody at a browser where they are signed in.
struct Here {
    cx: Cx,
    session: CustomerSession,
}

/// More than a month ago: the shop, the community, and a forum.
pub(super) async fn first(teller: &Teller<'_>, who: &Customers, parties: Parties) -> Result<(), Fault> {
    rotate_keys(&teller.cx()).await?;
    let aiko = here(teller, who.aiko, &people::AIKO, ("192.0.2.10", DESK)).await?;
    signs_in(teller, &aiko, parties.shop, SITE).await?;
    signs_in(teller, &aiko, parties.forum, "openid profile").await?;
    let carol = here(teller, who.carol, &people::CAROL, ("192.0.2.52", DESK)).await?;
    signs_in(teller, &carol, parties.forum, "openid profile").await?;
    let boris = here(teller, who.boris, &people::BORIS, ("192.0.2.77", DESK)).await?;
    signs_in(teller, &boris, parties.community, SITE).await
}

/// The last days: Aiko leaves the forum, and what is used goes on being used.
pub(super) async fn lately(teller: &Teller<'_>, who: &Customers, parties: Parties) -> Result<(), Fault> {
    rotate_keys(&teller.cx()).await?;
    let aiko = here(teller, who.aiko, &people::AIKO, ("192.0.2.10", DESK)).await?;
    signs_in(teller, &aiko, parties.community, SITE).await?;
    signs_in(teller, &aiko, parties.shop, SITE).await?;
    let connected = apps::of_account(&aiko.cx, who.aiko).await?;
    for app in connected.into_iter().filter(|app| app.client == parties.forum) {
        done(disconnect_app(&aiko.cx, app.id).await)?;
    }
    let boris = here(teller, who.boris, &people::BORIS, ("192.0.2.77", DESK)).await?;
    signs_in(teller, &boris, parties.community, "openid profile").await?;
    connects(teller, &boris, parties.lantern, "Ноутбук").await
}

/// Yesterday, on a phone: a computer that shows a code.
pub(super) async fn yesterday(teller: &Teller<'_>, who: &Customers, parties: Parties) -> Result<(), Fault> {
    rotate_keys(&teller.cx()).await?;
    let aiko = here(teller, who.aiko, &people::AIKO, ("203.0.113.64", PHONE)).await?;
    connects(teller, &aiko, parties.lantern, "Aiko's laptop").await
}

async fn here(
    teller: &Teller<'_>,
    account: Uuid,
    person: &Person,
    (network, agent): (&str, &str),
) -> Result<Here, Fault> {
    let cx = signed_in(teller, account, person, network, agent).await?;
    let (_, name, lang, country, _, zone) = *person;
    let session = CustomerSession {
        id: session_of(&cx, account).await?,
        account,
        label: name.into(),
        lang: Some(lang),
        zone: Some(zone.into()),
        elevated_until: cx.now(),
        welcome_due: false,
        country: Some(country.into()),
    };
    Ok(Here { cx, session })
}

async fn known(cx: &Cx, party: Uuid) -> Result<Client, Fault> {
    let found = clients::by_id(cx, cx.read(), party).await?;
    found.ok_or_else(|| Fault::new("demo: a site or product is not registered"))
}

/// A refusal of the protocol is a mistake in this module.
fn given<T>(result: Outcome<T, Problem>) -> Result<T, Fault> {
    result.map_err(|stop| match stop {
        Stop::Refused(problem) => Fault::new(format!("demo: {problem:?}")),
        Stop::Broken(fault) => fault,
    })
}

/// A site sends them here to sign in, they agree where they are asked, and it gets its tokens.
async fn signs_in(teller: &Teller<'_>, here: &Here, party: Uuid, scope: &str) -> Result<(), Fault> {
    teller.clock.advance(MINUTE);
    let site = teller.cx().acting_as(Actor::Visitor);
    let client = known(&site, party).await?;
    let redirect_uri = client.redirect_uris.first().cloned().unwrap_or_default();
    let asked = Asked {
        client_id: client.client_id.clone(),
        redirect_uri: redirect_uri.clone(),
        response_type: "code".into(),
        scope: scope.into(),
        code_challenge: URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER)),
        code_challenge_method: "S256".into(),
        ..Asked::default()
    };
    let begun = done(Box::pin(begin(&here.cx, asked, Some(&here.session))).await)?;
    let place = match begun {
        Begun::Leave(place) => place,
        Begun::Ask(request) => match Box::pin(go_on(&here.cx, &request, &here.session, Said::Yes)).await? {
            GoneOn::Leave(place) => place,
            other => return Err(Fault::new(format!("demo: nobody goes on to {}: {other:?}", client.name))),
        },
        other => return Err(Fault::new(format!("demo: nobody is let in to {}: {other:?}", client.name))),
    };
    let code = place.split_once("code=").map_or("", |(_, rest)| rest.split('&').next().unwrap_or_default());
    let exchange = Exchange { code: code.into(), redirect_uri, verifier: VERIFIER.into(), jkt: None };
    given(Box::pin(exchange_code(&site, &client, &exchange)).await).map(drop)
}

/// The product shows a code on the machine of this name, they type it here, and it gets its tokens.
async fn connects(teller: &Teller<'_>, here: &Here, party: Uuid, host: &str) -> Result<(), Fault> {
    teller.clock.advance(MINUTE);
    let product = Cx { network: here.cx.network.clone(), ..teller.cx().acting_as(Actor::Visitor) };
    let client = known(&product, party).await?;
    let about = About {
        scope: PRODUCT.into(),
        product: "Lantern".into(),
        version: "4.3.0".into(),
        host: host.into(),
        login_hint: String::new(),
    };
    let started = given(Box::pin(start_device(&product, &client, about)).await)?;
    let (_, ticket) = done(Box::pin(look_up(&here.cx, &started.user_code)).await)?;
    done(Box::pin(answer_device(&here.cx, &ticket, &here.session, true)).await)?;
    given(Box::pin(exchange_device(&product, &client, started.device_code.expose(), None)).await).map(drop)
}
