//! What is known of whoever is at the browser, for the decision about a request: a step.

use crate::model::acr::Acr;
use crate::model::client::Client;
use crate::model::jwt;
use crate::model::request::Asked;
use crate::model::request_check::{Person, Wanted, covers};
use crate::queries::keys::keys;
use crate::queries::{apps, subjects};
use gatehouse_accounts::queries::proofs;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_web::CustomerSession;
use gatehouse_web::gate::Gates;
use serde_json::Value;

/// `None`: nobody is signed in, or the session has ended.
pub(super) async fn person(
    cx: &Cx,
    client: &Client,
    asked: &Asked,
    wanted: &Wanted,
    session: Option<&CustomerSession>,
) -> Result<Option<Person>, Fault> {
    let Some(session) = session else { return Ok(None) };
    let Some(proven) = proofs::of_session(cx.read(), session.id, cx.now()).await? else { return Ok(None) };
    // On the person's own machine any program can call itself so: there the person is asked each time (RFC 8252 §8.6).
    let is_assured = client.confidential || asked.redirect_uri.starts_with("https://");
    let has_allowed = is_assured
        && (client.first_party
            || covers(&apps::allowed(cx, cx.read(), session.account, client.id).await?, &wanted.scope));
    Ok(Some(Person {
        proven_at: proven.at,
        acr: if proven.by_factor { Acr::TwoStep } else { Acr::Single },
        has_factor: proofs::has_factor(cx.read(), session.account).await?,
        is_kept: cx.service::<Gates>()?.first_closed(cx, session).await?.is_some(),
        is_meant: is_meant(cx, asked, session).await?,
        has_allowed,
    }))
}

/// Whether the client means this person, by an earlier ID token. Its end is not looked at: it says who was signed in.
async fn is_meant(cx: &Cx, asked: &Asked, session: &CustomerSession) -> Result<bool, Fault> {
    if asked.id_token_hint.is_empty() {
        return Ok(true);
    }
    let keys = keys(cx).await?;
    let Some(claims) = jwt::verified(&asked.id_token_hint, jwt::ID, keys.public()) else { return Ok(false) };
    let sub = claims.get("sub").and_then(Value::as_str).map(str::to_owned);
    Ok(sub.is_some() && sub == subjects::of_account(cx, cx.read(), session.account).await?)
}
