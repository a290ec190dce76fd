//! `/oauth/revoke`: a client gives a token back (RFC 7009).

use super::call::{Call, refused, written};
use crate::actions::authenticate::STRANGERS;
use crate::actions::revoke_token::revoke_token;
use crate::model::discovery::REVOKE;
use crate::model::problem::Problem;
use crate::model::terms;
use axum::extract::{Request, State};
use axum::response::Response;
use gatehouse_core::{Outcome, refuse};
use gatehouse_web::{AppState, Doors};
use serde_json::{Value, json};

pub(super) fn doors() -> Doors {
    Doors::new().tokens(REVOKE, handle, terms::BODY, STRANGERS)
}

async fn handle(State(app): State<AppState>, request: Request) -> Response {
    match Call::read(&app, request).await {
        Ok(call) => written(Box::pin(given_back(&call)).await),
        Err(problem) => refused(&problem),
    }
}

async fn given_back(call: &Call) -> Outcome<Value, Problem> {
    let client = call.client().await?;
    if call.get("token").is_empty() {
        return Err(refuse(Problem::request("token is missing")));
    }
    revoke_token(&call.cx, &client, call.get("token")).await?;
    Ok(json!({}))
}
