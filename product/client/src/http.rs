//! What the two transports share: everything about HTTP except waiting for it.

use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::moments;
use crate::setup::Connection;
use crate::wire::{Method, Request, Response};

/// In bytes; longer answers are cut off and then not understood.
/// A revocation list is the longest: 4 MiB with its certificates around it.
pub(crate) const MAX_ANSWER: u64 = 5 * 1024 * 1024;
/// The same for what answers questions of OAuth: tokens, and sets of keys.
pub(crate) const MAX_OAUTH_ANSWER: u64 = 64 * 1024;
/// A request whose answer got lost is sent once more: with its idempotency key, or its old token, it counts once.
pub(crate) const ATTEMPTS: usize = 2;

/// Makes sure that TLS has its cryptography; a product that has chosen another provider keeps it.
pub(crate) fn prepare_tls() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // An error means that another thread was first, which serves as well.
        drop(rustls::crypto::ring::default_provider().install_default());
    }
}

/// The two builders of reqwest have the same methods and no common trait.
macro_rules! configure {
    ($builder:expr, $connection:expr) => {{
        crate::http::prepare_tls();
        let builder = $builder
            // A redirect could carry a code to another server.
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(&$connection.user_agent)
            .connect_timeout($connection.timeout.min(std::time::Duration::from_secs(10)))
            .timeout($connection.timeout);
        // Without TLS there is no reason to read the system's certificates, which a small container may lack.
        let builder = if $connection.encrypted { builder.https_only(true) } else { builder.tls_certs_only([]) };
        builder.build().map_err(|error| crate::error::Error::Setup(crate::http::reason(&error)))
    }};
}
pub(crate) use configure;

pub(crate) fn method(request: &Request) -> reqwest::Method {
    match request.method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
    }
}

pub(crate) fn headers(connection: &Connection, request: &Request) -> Result<HeaderMap, Error> {
    let value = |text: &str| HeaderValue::from_str(text).map_err(|error| Error::Setup(error.to_string()));
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json, application/problem+json"));
    if matches!(request.method, Method::Post) {
        let kind = if request.is_form { "application/x-www-form-urlencoded" } else { "application/json" };
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    if let Some(language) = &connection.language {
        headers.insert(ACCEPT_LANGUAGE, value(language)?);
    }
    if let Some(key) = &request.idempotency_key {
        headers.insert(HeaderName::from_static("idempotency-key"), value(key)?);
    }
    for &(name, ref text) in &request.further {
        let mut secret = value(text)?;
        secret.set_sensitive(true);
        headers.insert(HeaderName::from_static(name), secret);
    }
    Ok(headers)
}

pub(crate) fn timeout(connection: &Connection, request: &Request) -> std::time::Duration {
    if request.is_brief { connection.renewal_timeout } else { connection.timeout }
}

/// An answer whose body is still to be read, which each transport does in its own way.
pub(crate) fn head(status: u16, headers: &HeaderMap) -> Response {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let kind = text(&CONTENT_TYPE).unwrap_or_default().split(';').next().unwrap_or_default().trim();
    Response {
        status,
        // RFC 9457 §3, by the answer's own word.
        is_problem: kind.eq_ignore_ascii_case("application/problem+json"),
        is_json: ["application/json", "application/jwk-set+json"].iter().any(|json| kind.eq_ignore_ascii_case(json)),
        retry_after: text(&RETRY_AFTER).and_then(|seconds| seconds.parse().ok()),
        date: text(&DATE).and_then(moments::of_http),
        nonce: text(&HeaderName::from_static("dpop-nonce")).map(str::to_owned),
        body: Zeroizing::new(Vec::new()),
    }
}

/// The innermost cause is the one that tells something: "connection refused", "certificate expired".
pub(crate) fn reason(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

/// Why there is no answer.
pub(crate) enum Failure {
    /// The connection was made and then lost, so the server may have done its part: worth asking again.
    Lost(String),
    /// Asking again would end the same way.
    Lasting(Error),
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        if error.is_connect() || error.is_timeout() || error.is_builder() {
            Self::Lasting(Error::Unreachable(reason(&error)))
        } else {
            Self::Lost(reason(&error))
        }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Lost(reason) => Self::Unreachable(reason),
            Failure::Lasting(error) => error,
        }
    }
}
