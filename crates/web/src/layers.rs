//! What surrounds every request: its id, its log line, limits, the security headers, and the one place
//! where errors become pages or problem details.

use crate::cookies::{self, Name};
use crate::halt::{Halt, Problem};
use crate::module::AppState;
use crate::view::ErrorPage;
use crate::visit::{ClientNetwork, RequestId, Visit, accept_language, asked_lang, network_of};
use askama::Template as _;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequestParts as _, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Redirect, Response};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

/// The content security policy of every page: our own files only, no inline anything, Trusted Types.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
     img-src 'self' data:; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; manifest-src 'self'; require-trusted-types-for 'script'; trusted-types gatehouse";

/// Proxies whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(pub Vec<IpAddr>);

/// Wraps the whole site.
pub fn surround(router: Router<AppState>, app: &AppState, proxies: TrustedProxies) -> Router {
    let mut csrf = CsrfLayer::new();
    if let Ok(trusting) = csrf.clone().add_trusted_origin(&app.settings.origin) {
        csrf = trusting;
    }
    router
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(60)))
        .layer(CatchPanicLayer::new())
        .layer(csrf)
        .layer(middleware::from_fn_with_state(Arc::clone(app), render_errors))
        .layer(middleware::from_fn_with_state(Arc::clone(app), remember_language))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(Arc::clone(app), security_headers))
        .layer(middleware::from_fn_with_state((Arc::clone(app), Arc::new(proxies)), identify))
        .with_state(Arc::clone(app))
}

/// Gives the request its id and its true origin; logs and counts it. Neither addresses nor queries are logged.
async fn identify(
    State((app, proxies)): State<(AppState, Arc<TrustedProxies>)>,
    mut request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let id = app.random.id(app.clock.now());
    request.extensions_mut().insert(RequestId(id));
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let peer = peer.ip();
        let forwarded = request.headers().get("x-forwarded-for").and_then(|v| v.to_str().ok());
        let address = match forwarded.and_then(|list| list.rsplit(',').next()).and_then(|a| a.trim().parse().ok()) {
            Some(address) if proxies.0.contains(&peer.to_canonical()) => address,
            _ => peer,
        };
        request.extensions_mut().insert(ClientNetwork(network_of(address)));
    }
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |p| p.as_str().to_owned());
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    let seconds = started.elapsed().as_secs_f64();
    let matched = response.extensions().get::<Matched>().map_or(route, |m| m.0.clone());
    metrics::histogram!("gatehouse_http_seconds", "route" => matched.clone()).record(seconds);
    if status >= 500 {
        tracing::error!(request = %id, %method, route = matched, status, seconds, "answered");
    } else if status >= 400 {
        tracing::info!(request = %id, %method, route = matched, status, seconds, "answered");
    } else {
        // Counted by the histogram; a line for each would cost more than many of the answers.
        tracing::debug!(request = %id, %method, route = matched, status, seconds, "answered");
    }
    response
}

/// The matched route's pattern, carried out of the inner router for log and metrics.
#[derive(Clone)]
pub struct Matched(pub String);

/// Notes the pattern of the route; a route layer, so that it runs after matching.
pub async fn note_route(request: Request, next: Next) -> Response {
    let matched = request.extensions().get::<axum::extract::MatchedPath>().map(|p| p.as_str().to_owned());
    let mut response = next.run(request).await;
    if let Some(matched) = matched {
        response.extensions_mut().insert(Matched(matched));
    }
    response
}

/// A language link (`?lang=ja`) is remembered in this browser.
async fn remember_language(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let asked = asked_lang(request.uri().query()).filter(|_| !request.uri().path().starts_with("/api/"));
    let mut response = next.run(request).await;
    if let Some(lang) = asked {
        let cookie = cookies::set(&app.settings, Name::Lang, lang.tag().to_owned(), Some(cookies::YEAR));
        if let Ok(value) = cookie.to_string().parse() {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

async fn security_headers(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &'static str); 7] = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if app.settings.origin.starts_with("https://") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// Turns halts, and every bare error of router and layers, into a page or problem details.
async fn render_errors(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let (parts, body) = request.into_parts();
    // The head is needed again for the error page: who visits, in which language.
    let mut kept = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let halt = response.extensions().get::<Halt>().cloned();
    let matched = response.extensions().get::<Matched>().cloned();
    let is_error = status.is_client_error() || status.is_server_error();
    // Pages and problems that a handler wrote itself stay as they are.
    if !is_error || (halt.is_none() && response.headers().contains_key(header::CONTENT_TYPE) && !is_plain(&response)) {
        return response;
    }
    if status == StatusCode::METHOD_NOT_ALLOWED
        && !is_api
        && kept.method == Method::GET
        && kept.headers.get("sec-fetch-mode").is_some_and(|mode| mode == "navigate")
        && let Some(above) = page_above(kept.uri.path())
    {
        return Redirect::to(above).into_response();
    }
    let id = kept.extensions.get::<RequestId>().map(|r| r.0.to_string()).unwrap_or_default();
    if let Some(Halt::Broken(fault)) = &halt {
        let route = matched.as_ref().map_or("unmatched", |m| m.0.as_str());
        tracing::error!(request = id, route, error = %fault, cause = ?fault, "a request failed");
    }
    let status = halt.as_ref().map_or(status, Halt::status);
    let mut out = if is_api {
        problem(&kept, halt.as_ref(), status, &id)
    } else {
        page(&app, &mut kept, halt.as_ref(), status, &id).await
    };
    if let Some(matched) = matched {
        out.extensions_mut().insert(matched);
    }
    let retry = match &halt {
        Some(Halt::Refused(refusal)) => match refusal.finality() {
            gatehouse_core::Finality::TryAgain { after } => after,
            gatehouse_core::Finality::Final => None,
        },
        Some(Halt::Broken(fault)) if fault.is_busy() => Some(1),
        _ => None,
    };
    if let Some(seconds) = retry.and_then(|s| HeaderValue::from_str(&s.to_string()).ok()) {
        out.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    if status == StatusCode::METHOD_NOT_ALLOWED
        && let Some(allow) = response.headers().get(header::ALLOW)
    {
        out.headers_mut().insert(header::ALLOW, allow.clone());
    }
    out
}

/// The page of a button that posts to `path`, an address without a page of its own: the one above. People get there by GET
/// when they had to sign in, or to prove that it is them, after they pressed the button.
fn page_above(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(above, _)| above).filter(|above| above.starts_with('/') && !above.starts_with("//"))
}

fn is_plain(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.starts_with("text/plain"))
}

fn problem(parts: &axum::http::request::Parts, halt: Option<&Halt>, status: StatusCode, id: &str) -> Response {
    let lang = accept_language(&parts.headers).unwrap_or_default();
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

async fn page(
    app: &AppState,
    parts: &mut axum::http::request::Parts,
    halt: Option<&Halt>,
    status: StatusCode,
    id: &str,
) -> Response {
    // The database may be what is broken: then the page is shown without the person.
    let visit = match Visit::from_request_parts(parts, app).await {
        Ok(visit) => visit,
        Err(_) => Visit::unknown(parts, app),
    };
    let status = if status == StatusCode::UNAUTHORIZED { StatusCode::FORBIDDEN } else { status };
    let mut frame = visit.page("");
    if let Some(Halt::Refused(refusal)) = halt {
        frame.flash = Some(crate::view::Notice::bad(refusal.text(visit.cx.lang)).spoken());
    }
    if parts.method != Method::GET {
        frame.path = "/".to_owned();
    }
    let body = ErrorPage::new(frame, status.as_u16(), id).render().unwrap_or_default();
    (status, Html(body)).into_response()
}
