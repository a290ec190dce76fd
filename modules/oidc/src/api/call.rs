//! A request of a program, as the protocols write them: a form, a client that proves itself, perhaps a proof of possession; and the answer, JSON
//! with the words of RFC 6749 §5.2.

use crate::actions::authenticate::{Presented, authenticate, count_failure};
use crate::actions::prove_possession::take_proof;
use crate::model::client::Client;
use crate::model::problem::{Code, Problem};
use crate::model::{dpop, terms};
use axum::body::Bytes;
use axum::extract::{FromRequest as _, Request};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Secret, Stop, refuse};
use gatehouse_web::AppState;
use gatehouse_web::api::ApiVisit;
use serde_json::{Value, json};

/// The most parameters of a form.
const MOST: usize = 50;
const FORM: &str = "application/x-www-form-urlencoded";
const PROOF: HeaderName = HeaderName::from_static("dpop");

/// The request.
pub(super) struct Call {
    /// Of a stranger, until the client has proven itself.
    pub cx: Cx,
    parts: Parts,
    form: Vec<(String, String)>,
}

impl Call {
    /// Reads a request that must be a form.
    pub(super) async fn read(app: &AppState, request: Request) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let cx = ApiVisit::of(&parts, app).0;
        if parts.method != Method::POST {
            return Err(Problem::request("this address takes POST"));
        }
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(FORM)) {
            return Err(Problem::request("the body has to be application/x-www-form-urlencoded"));
        }
        let whole = Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await;
        let body = whole.map_err(|_| Problem::request("the body cannot be read, or is longer than 16 KiB"))?;
        let mut form: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(&body).take(MOST) {
            if value.contains('\0') || form.iter().any(|(known, _)| *known == name) {
                return Err(Problem::request("a parameter is there twice, or has U+0000 in it"));
            }
            form.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self { cx, parts, form })
    }

    /// A parameter; missing is empty.
    pub(super) fn get(&self, name: &str) -> &str {
        self.form.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// All of them.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.form.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The client, which has proven itself as its kind can.
    pub(super) async fn client(&self) -> Outcome<Client, Problem> {
        let presented = self.presented().or_refuse()?;
        authenticate(&self.cx, &presented).await
    }

    fn presented(&self) -> Result<Presented, Problem> {
        let (client_id, secret) = (self.get("client_id"), self.get("client_secret"));
        let Some(head) = self.parts.headers.get(header::AUTHORIZATION) else {
            let secret = Some(secret).filter(|secret| !secret.is_empty()).map(|secret| Secret::new(secret.to_owned()));
            return Ok(Presented { client_id: client_id.to_owned(), secret });
        };
        let wrong = Problem::new(Code::InvalidClient, "the head Authorization is no Basic of name and secret");
        let (name, password) = head.to_str().ok().and_then(basic).ok_or(wrong)?;
        if !secret.is_empty() || !(client_id.is_empty() || client_id == name) {
            return Err(Problem::request("the client proves itself in one way"));
        }
        Ok(Presented { client_id: name, secret: Some(Secret::new(password)) })
    }

    /// The thumbprint of the key that is proven for this address; `None`: no proof came along.
    pub(super) async fn jkt(&self, path: &str) -> Outcome<Option<String>, Problem> {
        jkt(&self.cx, &self.parts, path, None).await
    }
}

/// The thumbprint of the key that a request proves. `token`: the access token that comes with it.
pub(super) async fn jkt(cx: &Cx, parts: &Parts, path: &str, token: Option<&str>) -> Outcome<Option<String>, Problem> {
    let wrong = || {
        refuse(Problem::new(Code::InvalidDpopProof, "the proof is not of this request, too old, or was seen before"))
    };
    let mut lines = parts.headers.get_all(PROOF).iter();
    let Some(line) = lines.next() else { return Ok(None) };
    if lines.next().is_some() {
        return Err(wrong());
    }
    let address = format!("{}{path}", cx.app.settings.origin);
    let text = line.to_str().unwrap_or_default();
    let Some(proof) = dpop::check(text, parts.method.as_str(), &address, token, cx.now()) else {
        count_failure(cx)?.or_refuse()?;
        return Err(wrong());
    };
    if !take_proof(cx, &proof).await? {
        return Err(wrong());
    }
    Ok(Some(proof.jkt))
}

/// Name and secret of the scheme Basic, each escaped as in a form (RFC 6749 §2.3.1).
fn basic(value: &str) -> Option<(String, String)> {
    let (scheme, credentials) = value.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") || credentials.len() > terms::PARAMETER {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (name, secret) = text.split_once(':')?;
    let plain = |text: &str| form_urlencoded::parse(text.as_bytes()).next().map(|(name, _)| name.into_owned());
    Some((plain(name)?, plain(secret)?)).filter(|(name, secret)| !format!("{name}{secret}").contains('\0'))
}

/// The answer to a program.
pub(super) fn written(outcome: Outcome<Value, Problem>) -> Response {
    match outcome {
        Ok(answer) => json_answer(StatusCode::OK, &answer),
        Err(Stop::Refused(problem)) => refused(&problem),
        Err(Stop::Broken(fault)) => broken(&fault),
    }
}

/// A JSON answer.
pub(super) fn json_answer(status: StatusCode, answer: &Value) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    (status, [kind], answer.to_string()).into_response()
}

/// What was wrong.
pub(super) fn refused(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::BAD_REQUEST);
    let answer = json!({ "error": problem.code.word(), "error_description": problem.text });
    let mut response = json_answer(status, &answer);
    let headers = response.headers_mut();
    if let Some(after) = problem.after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(after));
    }
    if problem.code == Code::InvalidClient {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"oauth\""));
    }
    response
}

/// Nothing is wrong with the request.
pub(super) fn broken(fault: &Fault) -> Response {
    tracing::error!(%fault, "a request of a client failed");
    let status = if fault.is_busy() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR };
    let word = if fault.is_busy() { "temporarily_unavailable" } else { "server_error" };
    let mut response = json_answer(status, &json!({ "error": word, "error_description": "try again later" }));
    if fault.is_busy() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}
