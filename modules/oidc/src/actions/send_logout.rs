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
use gatehouse_core::{Fault, MINUTE, SECOND, Uuid};
use gatehouse_reach::{Reach, Request};
use sea_orm::entity::prelude::*;
use serde_json::json;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The event that a logout token tells.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// A server that did not answer is left alone for so long: while it is waited for, it holds one of few places for jobs.
const ALONE: i64 = MINUTE;

/// The clients whose servers did not answer, and when that was by the clock that never jumps. Lies in the services.
#[derive(Clone, Debug, Default)]
pub(crate) struct Silent(Arc<Mutex<HashMap<Uuid, i64>>>);

impl Silent {
    fn is_alone(&self, client: Uuid, elapsed: i64) -> bool {
        let since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.get(&client).is_some_and(|at| elapsed - at < ALONE)
    }

    fn note(&self, client: Uuid, elapsed: i64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(client, elapsed);
    }
}

/// Tells it, unless it was told. A fault: it is to be told later.
pub async fn send_logout(cx: &Cx, notice: Uuid) -> Result<(), Fault> {
    let Some(row) = Entity::find_by_id(notice).one(cx.read()).await? else { return Ok(()) };
    // A client that was switched off, or wants to hear no more, is not told.
    if let Some(client) = clients::by_id(cx, cx.read(), row.client).await?
        && let Some(address) = &client.backchannel_logout_uri
    {
        let (silent, clock) = (cx.service::<Silent>()?, &cx.app.clock);
        if silent.is_alone(client.id, clock.elapsed()) {
            return Err(Fault::busy("a client's server did not answer a moment ago"));
        }
        let body = format!("logout_token={}", token(cx, &client, &row).await?);
        let request = Request::post(address, "application/x-www-form-urlencoded", body.into_bytes());
        let answer = cx.service::<Reach>()?.foreign(request).await;
        let answer = answer.inspect_err(|_| silent.note(client.id, clock.elapsed()))?;
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

#[cfg(test)]
mod tests {
    use super::Silent;
    use gatehouse_core::{MINUTE, Uuid};

    /// ACC-21
    #[test]
    fn a_server_that_did_not_answer_is_left_alone_for_a_minute() {
        let (silent, one, other) = (Silent::default(), Uuid::from_u128(1), Uuid::from_u128(2));
        silent.note(one, 0);
        assert!(silent.is_alone(one, MINUTE - 1) && !silent.is_alone(one, MINUTE));
        assert!(!silent.is_alone(other, 0), "others are told");
    }
}
