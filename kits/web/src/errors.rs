//! The one place where halts and bare errors become pages or problem details (RFC 9457).

use crate::branded;
use crate::halt::{Halt, Problem};
use crate::hosts::{is_staff, origin_of};
use crate::module::AppState;
use crate::view::ErrorPage;
use crate::visit::Visit;
use askama::Template as _;
use axum::body::Body;
use axum::extract::FromRequestParts as _;
use axum::http::header::{self, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use gatehouse_core::{Finality, Lang, Uuid};

/// What an error's answer needs of the request: for the API its language, for a page the head with its cookies.
pub(crate) enum Asker {
    Api(Option<HeaderValue>),
    Page(Box<Parts>),
}

impl Asker {
    /// Of this request.
    pub(crate) fn of(parts: &Parts, is_api: bool) -> Self {
        if is_api {
            Self::Api(parts.headers.get(header::ACCEPT_LANGUAGE).cloned())
        } else {
            Self::Page(Box::new(parts.clone()))
        }
    }
}

/// The answer as it is, or in its place the page or the problem that an error becomes.
pub(crate) async fn rendered(app: &AppState, asker: Asker, route: &str, id: Uuid, response: Response) -> Response {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let halt = response.extensions().get::<Halt>().cloned();
    // Pages and problems that a handler wrote itself stay as they are.
    if halt.is_none() && response.headers().contains_key(header::CONTENT_TYPE) && !is_plain(&response) {
        return response;
    }
    if let Some(above) = way_up(&asker, status) {
        return Redirect::to(above).into_response();
    }
    if let Some(Halt::Broken(fault)) = &halt {
        tracing::error!(request = %id, route, error = %fault, cause = ?fault, "a request failed");
    }
    let status = halt.as_ref().map_or(status, Halt::status);
    let mut out = match asker {
        Asker::Api(language) => {
            let lang = branded::language(&gatehouse_brand::of(app), language.as_ref());
            problem(app, lang, halt.as_ref(), status, id)
        }
        Asker::Page(mut parts) => page(app, &mut parts, halt.as_ref(), status, id).await,
    };
    let retry = match &halt {
        Some(Halt::Refused(refusal)) => match refusal.finality() {
            Finality::TryAgain { after } => after,
            Finality::Final => None,
        },
        Some(Halt::Broken(fault)) if fault.is_busy() => Some(1),
        _ => None,
    };
    if let Some(seconds) = retry.and_then(|s| HeaderValue::from_str(&s.to_string()).ok()) {
        out.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    // What a protocol says with its errors (tus).
    for (name, value) in response.headers() {
        if ["tus-", "upload-"].iter().any(|begin| name.as_str().starts_with(begin)) {
            out.headers_mut().insert(name.clone(), value.clone());
        }
    }
    if status == StatusCode::METHOD_NOT_ALLOWED
        && let Some(allow) = response.headers().get(header::ALLOW)
    {
        out.headers_mut().insert(header::ALLOW, allow.clone());
    }
    out
}

/// The page of a button that posts to an address without a page of its own: the one above. People get there by GET when
/// they had to sign in, or to prove that it is them, after they pressed the button.
fn way_up(asker: &Asker, status: StatusCode) -> Option<&str> {
    let Asker::Page(parts) = asker else { return None };
    let navigates = parts.headers.get("sec-fetch-mode").is_some_and(|mode| mode == "navigate");
    if status != StatusCode::METHOD_NOT_ALLOWED || parts.method != Method::GET || !navigates {
        return None;
    }
    let (above, _) = parts.uri.path().rsplit_once('/')?;
    Some(above).filter(|above| above.starts_with('/') && !above.starts_with("//"))
}

fn is_plain(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.starts_with("text/plain"))
}

fn problem(app: &AppState, lang: Lang, halt: Option<&Halt>, status: StatusCode, id: Uuid) -> Response {
    let t = crate::texts(lang);
    let instance = format!("urn:uuid:{id}");
    let plain = |code: &str, text: String| Problem::plain(status, code, text, instance.clone());
    let problem = match (halt, status) {
        (Some(Halt::Refused(refusal)), _) => Problem::of(refusal.as_ref(), lang, instance.clone()),
        (Some(Halt::Unauthorized), _) => plain("request.unauthorized", t.msg_problem_unauthorized()),
        (Some(Halt::PreconditionFailed), _) => {
            plain("request.precondition_failed", t.msg_problem_precondition_failed())
        }
        (_, StatusCode::NOT_FOUND) => plain("request.not_found", t.msg_problem_not_found()),
        (Some(Halt::Forbidden), _) => plain("request.forbidden", t.msg_problem_forbidden()),
        (None, StatusCode::FORBIDDEN) => plain("request.cross_site", t.msg_problem_cross_site()),
        (_, StatusCode::METHOD_NOT_ALLOWED) => plain("request.method_not_allowed", t.msg_problem_method()),
        (_, StatusCode::PAYLOAD_TOO_LARGE) => plain("request.too_large", t.msg_request_too_large()),
        (_, StatusCode::REQUEST_TIMEOUT) => plain("request.too_slow", t.msg_problem_too_slow()),
        (_, StatusCode::MISDIRECTED_REQUEST) => {
            plain("request.another_host", t.msg_problem_another_host(&app.settings.origin))
        }
        (_, StatusCode::SERVICE_UNAVAILABLE) => plain("service.unavailable", t.msg_problem_busy()),
        _ if status.is_client_error() => plain("request.bad", t.msg_problem_bad_request()),
        _ => plain("service.broken", t.msg_problem_broken()),
    };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = (status, [(header::CONTENT_TYPE, "application/problem+json")], Body::from(body)).into_response();
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

async fn page(app: &AppState, parts: &mut Parts, halt: Option<&Halt>, status: StatusCode, id: Uuid) -> Response {
    // The database may be what is broken: then the page is shown without the person. Under a name that is not ours nobody
    // is looked for.
    let is_ours = status != StatusCode::MISDIRECTED_REQUEST;
    let visit = match Visit::from_request_parts(parts, app).await {
        Ok(visit) if is_ours => visit,
        _ => Visit::unknown(parts, app),
    };
    let status = if status == StatusCode::UNAUTHORIZED { StatusCode::FORBIDDEN } else { status };
    let mut frame = visit.page("");
    if !is_ours {
        frame.home = format!("{}{}", origin_of(&app.settings, parts.uri.path()), frame.home);
    }
    let is_form = parts.method != Method::GET;
    if is_form {
        frame.path = "/".to_owned();
    }
    let error = ErrorPage::new(frame, status.as_u16(), id);
    let error = match halt {
        Some(Halt::Refused(refusal)) => {
            let lang = visit.cx.lang;
            error.refused(refusal.text(lang), refusal.next(lang), refusal.way(lang))
        }
        _ => error,
    };
    let error = if is_form { error.of_form() } else { error };
    // Staff have no forms of customers, and their host may be another one.
    let is_customers = is_ours && !is_staff(parts.uri.path());
    let error = if is_customers { error.with_support(visit.customer.is_some()) } else { error };
    let body = error.render().unwrap_or_default();
    (status, Html(body)).into_response()
}
