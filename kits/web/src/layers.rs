//! What surrounds every request: its id, its true origin, its log line, limits and the security headers.

use crate::api::RequestRefusal;
use crate::api_docs::is_guide;
use crate::cookies::{self, Name};
use crate::cross_site;
use crate::errors::{self, Asker};
use crate::halt::Halt;
use crate::hosts::{Addressed, Host, Hosts};
use crate::module::AppState;
use crate::null;
use crate::proxies::{TrustedProxies, Unbelieved};
use crate::times::Times;
use crate::uploads::carries_file;
use crate::visit::{ClientAddress, RequestId, asked_lang};
use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use axum::http::{Extensions, Method, StatusCode, Version};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use gatehouse_core::{Lang, Moment, Uuid};
use gatehouse_files::NotCompressed;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tower::util::MapRequestLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};

/// The content security policy of every page: our own files only, no inline anything, Trusted Types.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
     img-src 'self' data:; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; manifest-src 'self'; require-trusted-types-for 'script'; trusted-types gatehouse";

/// What companies' directories speak (COM-14): to this layer as the API.
const SCIM: &str = "/scim/";
/// What programs speak that sign people in here (ACC-21): likewise. The other addresses beside these are pages.
const SIGN_IN: [&str; 7] = [
    "/oauth/device_authorization",
    "/oauth/introspect",
    "/oauth/jwks",
    "/oauth/par",
    "/oauth/revoke",
    "/oauth/token",
    "/oauth/userinfo",
];
/// Where programs find out where everything is (RFC 8615).
const WELL_KNOWN: &str = "/.well-known/";

/// Where uploads are: programs speak there, so errors are problem details.
const UPLOADS: &str = gatehouse_files::UPLOADS;
/// How long an answer may take to begin.
const PATIENCE: Duration = Duration::from_secs(60);
/// The same, of a request with a file.
const FOR_FILES: Duration = Duration::from_secs(24 * 3_600);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What every answer carries, unless its handler said otherwise.
const EVERYWHERE: [(HeaderName, HeaderValue); 4] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];
/// What pages carry besides; the policy too.
const ON_PAGES: [(HeaderName, HeaderValue); 3] = [
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ),
];
/// What the API carries besides: nothing in its answers may ever be shown as a page.
const ON_API: [(HeaderName, HeaderValue); 1] =
    [(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))];
const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Wraps the whole site.
pub fn surround(router: Router<AppState>, app: &AppState, proxies: TrustedProxies) -> Router {
    let surroundings = Surroundings {
        app: Arc::clone(app),
        proxies,
        unbelieved: Unbelieved::default(),
        hosts: Hosts::of(&app.settings),
        ids: RequestIds::new(app),
        times: Times::default(),
        is_encrypted: app.settings.origin.starts_with("https://"),
        policy: policy(app.settings.files_origin().as_deref()),
    };
    router
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(shows_no_secret)))
        .layer(middleware::from_fn_with_state(Arc::new(surroundings), around))
        .with_state(Arc::clone(app))
}

/// Marks an answer that shows a secret: an activation code, a key, the token of a link.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShowsSecret;

/// The length of a compressed page shows to somebody on the way whether a text that they made it contain is in it twice
/// (BREACH), so a page with a secret is not compressed, and neither is a file.
fn shows_no_secret(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<ShowsSecret>().is_none() && extensions.get::<NotCompressed>().is_none()
}

struct Surroundings {
    app: AppState,
    proxies: TrustedProxies,
    unbelieved: Unbelieved,
    hosts: Hosts,
    ids: RequestIds,
    times: Times,
    is_encrypted: bool,
    policy: HeaderValue,
}

/// The policy of this installation: the button of a file posts, and its answer leads to the files' own origin. Chromium holds `form-action`
/// against that redirect too. Nothing can be sent there: it answers `GET` alone, with files.
fn policy(files_origin: Option<&str>) -> HeaderValue {
    let text = files_origin
        .map(|origin| CONTENT_SECURITY_POLICY.replace("form-action 'self'", &format!("form-action 'self' {origin}")));
    let value = text.and_then(|text| HeaderValue::try_from(text).ok());
    value.unwrap_or(HeaderValue::from_static(CONTENT_SECURITY_POLICY))
}

impl Surroundings {
    /// The answer to what does not speak to us, or comes from another site.
    fn refusal(&self, parts: &Parts, is_api: bool) -> Option<Response> {
        let settings = &self.app.settings;
        let origin = match self.hosts.addressed(&parts.uri, parts.version, &parts.headers) {
            Addressed::Us(Host::Portal) => settings.origin.as_str(),
            Addressed::Us(Host::Staff) => settings.staff_origin(),
            // Nothing is changed there.
            Addressed::Us(Host::Files) if parts.method == Method::GET || parts.method == Method::HEAD => return None,
            Addressed::Us(Host::Files) => return Some(StatusCode::METHOD_NOT_ALLOWED.into_response()),
            Addressed::Console => return Some(Halt::GoTo("/staff".to_owned()).into_response()),
            Addressed::Another => return Some(StatusCode::MISDIRECTED_REQUEST.into_response()),
            Addressed::Unclear => return Some(StatusCode::BAD_REQUEST.into_response()),
        };
        let is_ours = cross_site::is_ours(&parts.method, &parts.headers, is_api, origin);
        let is_ours = is_ours || cross_site::is_for_others(parts.uri.path());
        (!is_ours).then(|| StatusCode::FORBIDDEN.into_response())
    }
}

/// The one layer of ours. Each layer more costs a box and a copy of the rest of the stack with every request, which a
/// lease renewal would feel.
async fn around(State(around): State<Arc<Surroundings>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = around.ids.next(around.app.clock.now());
    let route = Route::default();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let extensions = request.extensions_mut();
    extensions.insert(RequestId(id));
    extensions.insert(route.clone());
    if let Some(peer) = peer {
        let address = around.proxies.client_address(peer, request.headers());
        around.unbelieved.look(peer, &around.proxies, request.headers());
        request.extensions_mut().insert(ClientAddress(address));
    }
    let path = request.uri().path();
    let is_protocol =
        [SCIM, UPLOADS, WELL_KNOWN].iter().any(|begin| path.starts_with(begin)) || SIGN_IN.contains(&path);
    let is_api = (path.starts_with("/api/") && !is_guide(path)) || is_protocol;
    let asked = if is_api { None } else { asked_lang(request.uri().query()) };
    let method = request.method().clone();
    let (parts, body) = request.into_parts();
    let asker = Asker::of(&parts, is_api);
    // Handlers take paths and queries apart in many ways; none of them meets what the database cannot compare.
    let answer = if null::in_encoded(parts.uri.path_and_query().map_or("", PathAndQuery::as_str).as_bytes()) {
        Halt::refused(RequestRefusal::NullCharacter).into_response()
    } else if let Some(refusal) = around.refusal(&parts, is_api) {
        refusal
    } else {
        // What carries a file is waited for as long as it comes; that it comes, the listener sees to.
        let patience = if carries_file(&parts.headers, parts.uri.path()) { FOR_FILES } else { PATIENCE };
        let answer = next.run(Request::from_parts(parts, body));
        let answer = tokio::time::timeout(patience, answer).await;
        answer.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
    };
    let mut response = errors::rendered(&around.app, asker, route.name(), id, answer).await;
    if let Some(lang) = asked {
        remember_language(&around.app, lang, response.headers_mut());
    }
    let policy = (!is_api).then_some(&around.policy);
    protect(response.headers_mut(), policy, around.is_encrypted);
    let mut text = [0; uuid::fmt::Hyphenated::LENGTH];
    if let Ok(value) = HeaderValue::from_str(id.hyphenated().encode_lower(&mut text)) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    around.times.record(route.name(), &method, response.status(), started.elapsed());
    log(around.app.settings.access_log, &method, route.name(), response.status(), id, started);
    response
}

/// One line a request, at `info` or above with the access log. Neither addresses nor queries are logged.
fn log(access_log: bool, method: &Method, route: &str, status: StatusCode, id: Uuid, started: Instant) {
    let milliseconds = started.elapsed().as_secs_f64() * 1_000.0;
    let status = status.as_u16();
    let at_info = match status {
        500.. => return tracing::error!(request = %id, %method, route, status, milliseconds, "answered"),
        // Scanners ask for thousands of addresses that do not exist; they are counted.
        404 if route == UNMATCHED => access_log,
        400.. => true,
        // Counted by the histogram; a line for each would cost more than many of the answers.
        _ => access_log,
    };
    if at_info {
        tracing::info!(request = %id, %method, route, status, milliseconds, "answered");
    } else {
        tracing::debug!(request = %id, %method, route, status, milliseconds, "answered");
    }
}

/// What no route matched.
const UNMATCHED: &str = "unmatched";

/// The pattern of the route that matched, told to the outermost layer.
#[derive(Clone, Default)]
struct Route(Arc<OnceLock<RouteName>>);

enum RouteName {
    Pattern(MatchedPath),
    Group(&'static str),
}

impl Route {
    fn name(&self) -> &str {
        match self.0.get() {
            Some(RouteName::Pattern(path)) => path.as_str(),
            Some(RouteName::Group(name)) => name,
            None => UNMATCHED,
        }
    }
}

/// Gives all routes of a router, which are many of one kind, one name in log and figures.
pub fn name_group<S: Clone + Send + Sync + 'static>(router: Router<S>, name: &'static str) -> Router<S> {
    router.route_layer(MapRequestLayer::new(move |request: Request| {
        if let Some(route) = request.extensions().get::<Route>() {
            // A route is matched once; a second word would change nothing.
            drop(route.0.set(RouteName::Group(name)));
        }
        request
    }))
}

/// Names the route in log and figures by its pattern; a route layer, so that it runs after matching.
pub fn name_route() -> MapRequestLayer<fn(Request) -> Request> {
    fn name(request: Request) -> Request {
        let extensions = request.extensions();
        if let (Some(route), Some(path)) = (extensions.get::<Route>(), extensions.get::<MatchedPath>()) {
            // A route is matched once; a second word would change nothing.
            drop(route.0.set(RouteName::Pattern(path.clone())));
        }
        request
    }
    MapRequestLayer::new(name)
}

/// Ids of requests: unique and in the order of time. Nothing depends on whether one can be guessed, so the system is not
/// asked for randomness with every request.
struct RequestIds {
    start: [u8; 16],
    count: AtomicU64,
}

impl RequestIds {
    fn new(app: &AppState) -> Self {
        let mut start = [0; 16];
        // Ten bytes of a UUID v7 are free; the first six here stay zero.
        app.random.fill(&mut start[6..]);
        Self { start, count: AtomicU64::new(0) }
    }

    fn next(&self, now: Moment) -> Uuid {
        let count = u128::from(self.count.fetch_add(1, Ordering::Relaxed));
        let bytes = u128::from_be_bytes(self.start).wrapping_add(count).to_be_bytes();
        let mut tail = [0; 10];
        tail.copy_from_slice(&bytes[6..]);
        let millis = u64::try_from(now.0.div_euclid(1000)).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
    }
}

/// A language link (`?lang=ja`) is remembered in this browser.
fn remember_language(app: &AppState, lang: Lang, headers: &mut HeaderMap) {
    let cookie = cookies::set(&app.settings, Name::Lang, lang.tag().to_owned(), Some(cookies::YEAR));
    if let Ok(value) = cookie.to_string().parse() {
        headers.append(header::SET_COOKIE, value);
    }
}

/// `policy`: of a page.
fn protect(headers: &mut HeaderMap, policy: Option<&HeaderValue>, is_encrypted: bool) {
    let more: &[(HeaderName, HeaderValue)] = if policy.is_some() { &ON_PAGES } else { &ON_API };
    headers.reserve(EVERYWHERE.len() + more.len() + 3);
    if let Some(policy) = policy {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| policy.clone());
    }
    for (name, value) in EVERYWHERE.iter().chain(more) {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    if is_encrypted {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SUP-5
    #[test]
    fn forms_lead_to_ourselves_and_to_the_files_alone() {
        let of = |origin| policy(origin).to_str().map(str::to_owned).unwrap_or_default();
        assert!(
            of(Some("https://files.example.net")).contains("; form-action 'self' https://files.example.net; base-uri")
        );
        assert_eq!(of(None), CONTENT_SECURITY_POLICY);
    }

    #[test]
    fn ids_of_requests_are_unique_and_of_version_7() {
        let ids = RequestIds { start: [0xFF; 16], count: AtomicU64::new(u64::MAX - 1) };
        let made: Vec<Uuid> = (0..4).map(|_| ids.next(Moment(1_795_219_200_000_000))).collect();
        let mut distinct = made.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), 4, "{made:?}");
        assert!(made.iter().all(|id| id.get_version_num() == 7));
    }
}
