//! `/oauth/par`: a client pushes its request (RFC 9126).

use super::call::{Call, broken, json_answer, refused};
use crate::actions::authenticate::STRANGERS;
use crate::actions::begin::BUDGET;
use crate::actions::push_request::push_request;
use crate::model::discovery::PAR;
use crate::model::problem::{Code, Problem};
use crate::model::request::Asked;
use crate::model::terms;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_core::{OrRefuse as _, Outcome, SECOND, Stop, refuse};
use gatehouse_web::{AppState, Doors};
use serde_json::{Value, json};

pub(super) fn doors() -> Doors {
    Doors::new().tokens(PAR, handle, terms::BODY, STRANGERS)
}

async fn handle(State(app): State<AppState>, request: Request) -> Response {
    match Call::read(&app, request).await {
        Ok(call) => match Box::pin(pushed(&call)).await {
            Ok(answer) => json_answer(StatusCode::CREATED, &answer),
            Err(Stop::Refused(problem)) => refused(&problem),
            Err(Stop::Broken(fault)) => broken(&fault),
        },
        Err(problem) => refused(&problem),
    }
}

async fn pushed(call: &Call) -> Outcome<Value, Problem> {
    let client = call.client().await?;
    // Before anything is written, a proof too.
    if !client.confidential {
        BUDGET.check(&call.cx)?.or_refuse()?;
    }
    let jkt = call.jkt(PAR).await?;
    let mut asked = Asked::read(call.pairs());
    if let Some(jkt) = jkt {
        // The key of the proof is the one that is meant (RFC 9449 §10.1).
        if !asked.dpop_jkt.is_empty() && asked.dpop_jkt != jkt {
            return Err(refuse(Problem::new(Code::InvalidDpopProof, "dpop_jkt is another key than the proof's")));
        }
        asked.dpop_jkt = jkt;
    }
    let address = push_request(&call.cx, &client, &asked).await?;
    Ok(json!({ "request_uri": address.expose().as_str(), "expires_in": terms::PUSHED / SECOND }))
}
