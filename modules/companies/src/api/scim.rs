//! `/scim/v2`: where a company's directory keeps its users (COM-14). The token says which company it is; the kit reads requests and writes
//! answers. A right token costs its company's pace, a wrong one the budget of its network.

use crate::actions::scim::call::{Caller, caller, note};
use crate::actions::scim::directory::OfCompany;
use crate::actions::scim::tokens::BEFORE;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, SECOND, Uuid};
use gatehouse_guard::{Budget, Limit};
use gatehouse_scim::{Answer, Error, answer, limits, refused};
use gatehouse_web::api::ApiVisit;
use gatehouse_web::{AppState, Doors};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

const BASE: &str = "/scim/v2";
/// Requests without a token that works, from one network: 20 at once, then one each 10 seconds.
const STRANGERS: Budget = Budget::of_strangers(Limit { action: "companies.scim", burst: 20, seconds_each: 10 });
/// Requests of one company in a second, on this node.
const PACE: u32 = 50;
/// Companies whose pace is remembered.
const MOST: usize = 10_000;

/// Its addresses.
pub(crate) fn doors() -> Doors {
    // One byte more than is read, so that the kit says what is too long.
    let most = limits::BODY + 1;
    Doors::new().tokens("/scim/v2/{kind}", handle, most, STRANGERS).tokens(
        "/scim/v2/{kind}/{id}",
        handle,
        most,
        STRANGERS,
    )
}

/// How many requests each company has sent in the second of now. In memory, by the clock that never jumps.
#[derive(Default)]
pub(crate) struct Pace(Mutex<HashMap<Uuid, (i64, u32)>>);

impl Pace {
    fn allows(&self, company: Uuid, elapsed: i64) -> bool {
        let second = elapsed.div_euclid(SECOND);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, (of, _)| *of == second);
        }
        let (of, count) = all.entry(company).or_insert((second, 0));
        if *of != second {
            (*of, *count) = (second, 0);
        }
        *count += 1;
        *count <= PACE
    }
}

async fn handle(State(app): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let cx = ApiVisit::of(&parts, &app).0;
    match Box::pin(answered(&cx, &parts, body)).await {
        Ok(answer) => {
            count(answer.status);
            written(answer)
        }
        Err(fault) => {
            count(500);
            let busy = fault.is_busy();
            tracing::error!(%fault, "a request of a directory failed");
            let error = Error::new(if busy { 503 } else { 500 }, "Try again later.");
            written(refused(Error { retry_after: busy.then_some(1), ..error }))
        }
    }
}

/// For the operator: a directory that is refused much is set up wrong, or is none.
fn count(status: u16) {
    let result = match status {
        401 => "unknown",
        429 => "too_often",
        ..400 => "done",
        400..500 => "refused",
        _ => "failed",
    };
    metrics::counter!("gatehouse_directory_requests_total", "result" => result).increment(1);
}

async fn answered(cx: &Cx, parts: &Parts, body: Body) -> Result<Answer, Fault> {
    let found = match bearer(parts) {
        Some(token) => caller(cx, token).await?,
        None => None,
    };
    let Some(caller) = found else {
        return Ok(match STRANGERS.check(cx)? {
            Ok(()) => refused(Error::unauthorized()),
            Err(often) => refused(Error::too_fast(often.after)),
        });
    };
    if !cx.service::<Pace>()?.allows(caller.company, cx.app.clock.elapsed()) {
        return Ok(refused(Error::too_fast(1)));
    }
    let answer = asked(cx, caller, parts, body).await;
    // The answer holds, whether or not its line can be written.
    if let Err(fault) = note(cx, caller, parts.method.as_str(), &answer).await {
        tracing::error!(%fault, "a request of a directory was not written down");
    }
    Ok(answer)
}

async fn asked(cx: &Cx, caller: Caller, parts: &Parts, body: Body) -> Answer {
    let whole = Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await;
    let Ok(body) = whole else {
        return refused(Error::new(413, "A body may have 256 KB."));
    };
    let header = |name: HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let request = gatehouse_scim::Request {
        method: parts.method.as_str(),
        path: parts.uri.path().strip_prefix(BASE).unwrap_or_default(),
        query: parts.uri.query().unwrap_or_default(),
        if_match: header(header::IF_MATCH),
        if_none_match: header(header::IF_NONE_MATCH),
        content_type: header(header::CONTENT_TYPE),
        body: &body,
    };
    let base = format!("{}{BASE}", cx.app.settings.origin);
    answer(&OfCompany::new(cx, caller), &base, &request).await
}

/// The token of a request, if it can be one.
fn bearer(parts: &Parts) -> Option<&str> {
    let (scheme, token) = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && token.starts_with(BEFORE) && token.len() <= 100).then_some(token)
}

fn written(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = answer.body.map(|body| body.to_string()).unwrap_or_default();
    let mut response = (status, body).into_response();
    response.headers_mut().remove(header::CONTENT_TYPE);
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
