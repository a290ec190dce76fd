//! `/oauth/device_authorization`: a product asks to be connected (RFC 8628 §3.1). Beside the standard's parameters it may tell `product`,
//! `product_version`, `host_name`, and `login_hint`: what its user typed (ACC-4). The answer is the same whether anybody has that address.

use super::call::{Call, refused, written};
use crate::actions::authenticate::STRANGERS;
use crate::actions::start_device::start_device;
use crate::model::device::{About, told};
use crate::model::discovery::{DEVICE, DEVICE_PAGE};
use crate::model::problem::Problem;
use crate::model::terms;
use axum::extract::{Request, State};
use axum::response::Response;
use gatehouse_core::{Outcome, SECOND};
use gatehouse_web::{AppState, Doors};
use serde_json::{Value, json};

pub(super) fn doors() -> Doors {
    Doors::new().tokens(DEVICE, handle, terms::BODY, STRANGERS)
}

async fn handle(State(app): State<AppState>, request: Request) -> Response {
    match Call::read(&app, request).await {
        Ok(call) => written(Box::pin(started(&call)).await),
        Err(problem) => refused(&problem),
    }
}

async fn started(call: &Call) -> Outcome<Value, Problem> {
    let client = call.client().await?;
    let about = About {
        scope: call.get("scope").to_owned(),
        product: told(call.get("product")),
        version: told(call.get("product_version")),
        host: told(call.get("host_name")),
        login_hint: told(call.get("login_hint")),
    };
    let started = start_device(&call.cx, &client, about).await?;
    let page = format!("{}{DEVICE_PAGE}", call.cx.app.settings.origin);
    Ok(json!({
        "device_code": started.device_code.expose().as_str(),
        "user_code": started.user_code,
        "verification_uri": page,
        "verification_uri_complete": format!("{page}?user_code={}", started.user_code),
        "expires_in": terms::DEVICE / SECOND,
        "interval": terms::PAUSE,
    }))
}
