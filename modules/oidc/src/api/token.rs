//! `/oauth/token`: a client gets tokens (RFC 6749 §3.2).

use super::call::{Call, refused, written};
use crate::actions::authenticate::{STRANGERS, count_failure};
use crate::actions::exchange_code::{Exchange, exchange_code};
use crate::actions::exchange_device::exchange_device;
use crate::actions::refresh::{Refresh, refresh};
use crate::model::client::Client;
use crate::model::discovery::TOKEN;
use crate::model::problem::{Code, Problem};
use crate::model::terms;
use axum::extract::{Request, State};
use axum::response::Response;
use gatehouse_core::{OrRefuse as _, Outcome, Stop, refuse};
use gatehouse_web::{AppState, Doors};
use serde_json::Value;

pub(super) fn doors() -> Doors {
    Doors::new().tokens(TOKEN, handle, terms::BODY, STRANGERS)
}

async fn handle(State(app): State<AppState>, request: Request) -> Response {
    match Call::read(&app, request).await {
        Ok(call) => written(Box::pin(answered(&call)).await),
        Err(problem) => refused(&problem),
    }
}

async fn answered(call: &Call) -> Outcome<Value, Problem> {
    let client = call.client().await;
    let is_proven = client.as_ref().is_ok_and(|client| client.confidential);
    let outcome = match client {
        Ok(client) => given(call, &client).await,
        Err(stop) => return counted(call, Err(stop)),
    };
    // What opens nothing costs the budget of its network, and so does asking too often. A server that has proven itself hands on what its
    // visitors bring, so one of them could use up the budget of all: it pays nothing.
    let costs = matches!(&outcome, Err(Stop::Refused(problem))
        if !matches!(problem.code, Code::AuthorizationPending | Code::TemporarilyUnavailable));
    let outcome = counted(call, outcome);
    if costs && !is_proven {
        count_failure(&call.cx)?.or_refuse()?;
    }
    outcome
}

fn counted(call: &Call, outcome: Outcome<Value, Problem>) -> Outcome<Value, Problem> {
    count(call, &outcome);
    outcome
}

/// For the operator: a client that is refused much is set up wrong, or is none.
fn count(call: &Call, outcome: &Outcome<Value, Problem>) {
    let result = match outcome {
        Ok(_) => "given",
        Err(Stop::Refused(problem)) if matches!(problem.code, Code::AuthorizationPending | Code::SlowDown) => "waiting",
        Err(Stop::Refused(_)) => "refused",
        Err(Stop::Broken(_)) => "failed",
    };
    let grant = match call.get("grant_type") {
        "authorization_code" => "code",
        "refresh_token" => "refresh",
        "urn:ietf:params:oauth:grant-type:device_code" => "device",
        _ => "other",
    };
    metrics::counter!("gatehouse_oidc_tokens_total", "grant" => grant, "result" => result).increment(1);
}

async fn given(call: &Call, client: &Client) -> Outcome<Value, Problem> {
    let jkt = call.jkt(TOKEN).await?;
    let cx = &call.cx;
    let tokens = match call.get("grant_type") {
        "authorization_code" => {
            let asked = Exchange {
                code: call.get("code").to_owned(),
                redirect_uri: call.get("redirect_uri").to_owned(),
                verifier: call.get("code_verifier").to_owned(),
                jkt,
            };
            exchange_code(cx, client, &asked).await?
        }
        "refresh_token" => {
            let (token, scope) = (call.get("refresh_token").to_owned(), call.get("scope").to_owned());
            refresh(cx, client, &Refresh { token, scope, jkt }).await?
        }
        "urn:ietf:params:oauth:grant-type:device_code" => {
            exchange_device(cx, client, call.get("device_code"), jkt).await?
        }
        "" => return Err(refuse(Problem::request("grant_type is missing"))),
        _ => return Err(refuse(Problem::new(Code::UnsupportedGrantType, "this kind of grant is not known"))),
    };
    Ok(tokens.answer())
}
