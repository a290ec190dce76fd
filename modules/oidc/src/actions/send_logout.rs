//! Tells a client's server that somebody signed out (Back-Channel Logout 1.0 §2.5): a logout token, posted to the address that was registered.
//! The address is a foreign one: the connection goes to no inner place, and nothing of the answer is shown to anybody.

use crate::model::client::Client;
use crate::model::jwt;
use crate::model::terms;
use crate::queries::clients;
use crate::queries::keys::keys;
use crate::tables::logout_notice::{Entity, Model};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, SECOND, Uuid};
use gatehouse_reach::{Reach, Request};
use sea_orm::entity::prelude::*;
use serde_json::json;

/// The event that a logout token tells.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Tells it, unless it was told. A fault: it is to be told later.
pub async fn send_logout(cx: &Cx, notice: Uuid) -> Result<(), Fault> {
    let Some(row) = Entity::find_by_id(notice).one(cx.read()).await? else { return Ok(()) };
    // A client that was switched off, or wants to hear no more, is not told.
    if let Some(client) = clients::by_id(cx, cx.read(), row.client).await?
        && let Some(address) = &client.backchannel_logout_uri
    {
        let body = format!("logout_token={}", token(cx, &client, &row).await?);
        let request = Request::post(address, "application/x-www-form-urlencoded", body.into_bytes());
        let answer = cx.service::<Reach>()?.foreign(request).await?;
        // 400 says that the client will not take it: it would not the next time either (§2.8).
        if !answer.is_success() && answer.status != 400 {
            return Err(Fault::new(format!("a client's server answered {} to a logout", answer.status)));
        }
        let result = if answer.is_success() { "told" } else { "refused" };
        metrics::counter!("gatehouse_oidc_logouts_total", "result" => result).increment(1);
    }
    let tx = cx.begin().await?;
    Entity::delete_by_id(notice).exec(&*tx).await?;
    tx.commit().await
}

async fn token(cx: &Cx, client: &Client, row: &Model) -> Result<String, Fault> {
    let now = cx.now().seconds();
    let mut claims = json!({
        "iss": cx.app.settings.origin,
        "sub": row.sub,
        "aud": client.client_id,
        "iat": now,
        "exp": now + terms::LOGOUT_TOKEN / SECOND,
        "jti": URL_SAFE_NO_PAD.encode(&cx.app.random.token()[..16]),
        "events": { EVENT: {} },
    });
    if let Some(sid) = &row.sid {
        claims["sid"] = sid.as_str().into();
    }
    let keys = keys(cx).await?;
    jwt::signed(keys.signer(client.id_token_alg, cx.now())?, jwt::LOGOUT, &claims)
}
