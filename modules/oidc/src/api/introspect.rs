//! `/oauth/introspect`: a client asks of one of its own tokens whether it opens anything now (RFC 7662). Of another client's it learns nothing.

use super::call::{Call, refused, written};
use crate::actions::authenticate::STRANGERS;
use crate::model::client::Client;
use crate::model::discovery::INTROSPECT;
use crate::model::problem::{Code, Problem};
use crate::model::terms;
use crate::queries::families::is_live;
use crate::queries::tokens::{access, refresh};
use axum::extract::{Request, State};
use axum::response::Response;
use gatehouse_core::{Fault, Outcome, refuse};
use gatehouse_web::{AppState, Doors};
use serde_json::{Value, json};

/// What an access token says that is told.
const TOLD: [&str; 11] = ["iss", "sub", "aud", "exp", "iat", "jti", "client_id", "scope", "auth_time", "acr", "cnf"];

pub(super) fn doors() -> Doors {
    Doors::new().tokens(INTROSPECT, handle, terms::BODY, STRANGERS)
}

async fn handle(State(app): State<AppState>, request: Request) -> Response {
    match Call::read(&app, request).await {
        Ok(call) => written(Box::pin(told(&call)).await),
        Err(problem) => refused(&problem),
    }
}

async fn told(call: &Call) -> Outcome<Value, Problem> {
    let client = call.client().await?;
    if !client.confidential {
        return Err(refuse(Problem::new(Code::UnauthorizedClient, "this client cannot prove itself")));
    }
    if call.get("token").is_empty() {
        return Err(refuse(Problem::request("token is missing")));
    }
    Ok(of_token(call, &client).await?.unwrap_or_else(|| json!({ "active": false })))
}

async fn of_token(call: &Call, client: &Client) -> Result<Option<Value>, Fault> {
    let (cx, token) = (&call.cx, call.get("token"));
    if let Some(access) = access(cx, token).await? {
        if access.family.client != client.id {
            return Ok(None);
        }
        let mut answer = json!({ "active": true });
        let kind = if access.jkt().is_some() { "DPoP" } else { "Bearer" };
        answer["token_type"] = kind.into();
        for name in TOLD {
            if let Some(value) = access.claims.get(name) {
                answer[name] = value.clone();
            }
        }
        return Ok(Some(answer));
    }
    let Some((row, family)) = refresh(cx, cx.read(), token).await? else { return Ok(None) };
    let opens = row.used_at.is_none() && row.expires_at > cx.now() && is_live(&family, cx.now());
    if !opens || family.client != client.id {
        return Ok(None);
    }
    Ok(Some(json!({
        "active": true,
        "client_id": client.client_id,
        "scope": family.allowed,
        "exp": row.expires_at.seconds(),
        "iat": row.created_at.seconds(),
        "iss": cx.app.settings.origin,
    })))
}
