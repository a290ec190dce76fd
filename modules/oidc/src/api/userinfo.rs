//! `/oauth/userinfo`: who somebody is, for who has an access token of theirs (OpenID Connect Core §5.3).

use super::call::{broken, jkt, json_answer, refused};
use crate::actions::authenticate::{STRANGERS, count_failure};
use crate::model::discovery::USERINFO;
use crate::model::problem::{Code, Problem};
use crate::model::request_check::{OPENID, has};
use crate::model::terms;
use crate::queries::tokens::access;
use crate::queries::userinfo::userinfo;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Stop, refuse};
use gatehouse_guard::Limit;
use gatehouse_guard::limit::check_key;
use gatehouse_web::api::ApiVisit;
use gatehouse_web::{AppState, Doors};
use serde_json::Value;

const NONE: Problem =
    Problem::new(Code::InvalidToken, "the access token is missing, has ended, was revoked, or is bound to another key");

/// Questions of one sign-in with a proof, which leaves a row: 120 at once, then one each second.
const PROVEN: Limit = Limit { action: "oidc.userinfo", burst: 120, seconds_each: 1 };

pub(super) fn doors() -> Doors {
    Doors::new().tokens(USERINFO, handle, terms::BODY, STRANGERS)
}

async fn handle(State(app): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let cx = ApiVisit::of(&parts, &app).0;
    let posted = of_form(&parts, body).await;
    match Box::pin(told(&cx, &parts, posted.as_deref())).await {
        Ok(claims) => json_answer(StatusCode::OK, &claims),
        Err(Stop::Refused(problem)) => challenged(&problem),
        Err(Stop::Broken(fault)) => broken(&fault),
    }
}

/// What was wrong, and how to do it (RFC 6750 §3, RFC 9449 §7.1).
fn challenged(problem: &Problem) -> Response {
    let mut response = refused(problem);
    let schemes = match problem.code {
        Code::InvalidToken => ["Bearer error=\"invalid_token\"", "DPoP error=\"invalid_token\", algs=\"ES256 EdDSA\""],
        Code::InsufficientScope => {
            ["Bearer error=\"insufficient_scope\", scope=\"openid\"", "DPoP algs=\"ES256 EdDSA\""]
        }
        Code::InvalidDpopProof => ["DPoP error=\"invalid_dpop_proof\", algs=\"ES256 EdDSA\"", "Bearer"],
        _ => return response,
    };
    if problem.code == Code::InvalidDpopProof {
        *response.status_mut() = StatusCode::UNAUTHORIZED;
    }
    for scheme in schemes {
        response.headers_mut().append(header::WWW_AUTHENTICATE, HeaderValue::from_static(scheme));
    }
    response
}

async fn told(cx: &Cx, parts: &Parts, posted: Option<&str>) -> Outcome<Value, Problem> {
    if !matches!(parts.method, Method::GET | Method::POST) {
        return Err(refuse(Problem::request("this address takes GET and POST")));
    }
    // A server asks of all of its people: a token that opens something is taken whatever others of the network bring.
    let presented = presented(parts).or(posted.map(|token| (false, token)));
    let Some((is_bound, token)) = presented else { return none(cx) };
    let Some(access) = access(cx, token).await? else { return none(cx) };
    // A token that is bound to a key opens nothing by itself, and one that is not is no proof.
    let fits = match access.jkt() {
        Some(wanted) => {
            check_key(cx, PROVEN, &access.family.id.to_string())?.or_refuse()?;
            let proven = jkt(cx, parts, USERINFO, Some(token)).await?;
            is_bound && proven.as_deref() == Some(wanted)
        }
        None => !is_bound,
    };
    if !fits {
        return none(cx);
    }
    if !has(access.text("scope"), OPENID) {
        return Err(refuse(Problem::new(Code::InsufficientScope, "the access token is not of the scope openid")));
    }
    Ok(userinfo(cx, &access).await?.ok_or(NONE).or_refuse()?)
}

/// What opens nothing costs the budget of its network.
fn none(cx: &Cx) -> Outcome<Value, Problem> {
    count_failure(cx)?.or_refuse()?;
    Err(refuse(NONE))
}

/// The access token, and whether it came as one that is bound to a key.
fn presented(parts: &Parts) -> Option<(bool, &str)> {
    let (scheme, token) = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        Some((false, token.trim()))
    } else if scheme.eq_ignore_ascii_case("dpop") {
        Some((true, token.trim()))
    } else {
        None
    }
}

/// The access token of a form (RFC 6750 §2.2), where it is there once and the head has none.
async fn of_form(parts: &Parts, body: Body) -> Option<String> {
    let kind = parts.headers.get(header::CONTENT_TYPE)?.to_str().ok()?.split(';').next()?.trim();
    let is_form = parts.method == Method::POST && kind.eq_ignore_ascii_case("application/x-www-form-urlencoded");
    if !is_form || parts.headers.contains_key(header::AUTHORIZATION) {
        return None;
    }
    let body = Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await.ok()?;
    let mut tokens = form_urlencoded::parse(&body).filter(|(name, _)| name == "access_token");
    let token = tokens.next()?.1.into_owned();
    tokens.next().is_none().then_some(token)
}
