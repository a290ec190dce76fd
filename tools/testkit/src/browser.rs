//! A browser without a screen: keeps cookies, sends the headers that browsers send, follows nothing by itself.

use crate::html::attribute;
use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use tower::ServiceExt as _;

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// Where a redirect leads, or a page that browsers leave at once.
    pub fn location(&self) -> String {
        let refresh =
            self.headers.get(header::REFRESH).and_then(|value| value.to_str().unwrap().strip_prefix("0; url="));
        let location = self.headers.get(header::LOCATION).map(|value| value.to_str().unwrap());
        location.or(refresh).unwrap_or_default().to_owned()
    }

    /// The places besides our own to which the forms of this answer's page may lead; `None`: it is no page.
    fn forms_lead_to(&self) -> Option<Vec<&str>> {
        let policy = self.headers.get(header::CONTENT_SECURITY_POLICY)?.to_str().unwrap();
        let form = policy.split("; ").find_map(|one| one.strip_prefix("form-action "))?;
        Some(form.split(' ').collect())
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("not JSON ({e}): {} {}", self.status, self.body))
    }

    /// The stable code of a problem.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The value of an input of the page.
    pub fn input(&self, name: &str) -> Option<String> {
        for tag in self.body.split('<').filter(|t| t.starts_with("input")).filter_map(|t| t.split('>').next()) {
            if attribute(tag, "name").as_deref() == Some(name) {
                return attribute(tag, "value").or_else(|| Some(String::new()));
            }
        }
        None
    }

    /// Panics with the page when the status is another.
    pub fn expect(self, status: StatusCode) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

/// An answer whose body is read as it comes.
pub struct Download {
    /// The status.
    pub status: StatusCode,
    body: Body,
}

impl Download {
    /// All of it, for what is no text.
    pub async fn bytes(self) -> Vec<u8> {
        axum::body::to_bytes(self.body, usize::MAX).await.unwrap().to_vec()
    }

    /// The next piece; `None` at the end, an error where the answer is cut off.
    pub async fn piece(&mut self) -> Option<Result<String, axum::Error>> {
        loop {
            match poll_fn(|cx| Pin::new(&mut self.body).poll_frame(cx)).await? {
                Ok(frame) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Some(Ok(String::from_utf8_lossy(&bytes).into_owned()));
                    }
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// A browser.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    headers: Vec<(String, String)>,
    address: Option<IpAddr>,
    /// Where the answer to a form led, until it is loaded.
    after_form: Option<String>,
}

impl Browser {
    /// Without cookies, English.
    pub fn new(router: Router) -> Self {
        let headers = vec![("accept-language".into(), "en".into())];
        Self { router, cookies: BTreeMap::new(), headers, address: None, after_form: None }
    }

    /// Comes from this address; without one, from a network that says nothing.
    #[must_use]
    pub fn from_address(mut self, address: impl Into<IpAddr>) -> Self {
        self.address = Some(address.into());
        self
    }

    /// Sends this header with every request, in place of an earlier one of the name.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(n, _)| n != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Sets a cookie by hand.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Loads a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Vec::new()).await
    }

    /// Loads what is read as it comes.
    pub async fn open(&mut self, path: &str) -> Download {
        let (parts, body) = self.respond(Method::GET, path, None, Vec::new()).await.into_parts();
        Download { status: parts.status, body }
    }

    /// Sends a form as the site's own page would.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = form.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect::<Vec<_>>().join("&");
        self.send(Method::POST, path, Some("application/x-www-form-urlencoded"), body.into_bytes()).await
    }

    /// Sends JSON.
    pub async fn json(&mut self, method: Method, path: &str, body: &serde_json::Value) -> Answer {
        self.send(method, path, Some("application/json"), body.to_string().into_bytes()).await
    }

    /// Follows redirects until a page comes, at most ten.
    pub async fn follow(&mut self, mut answer: Answer) -> Answer {
        for _ in 0..10 {
            if !answer.status.is_redirection() {
                return answer;
            }
            let location = answer.location();
            answer = self.get(&location).await;
        }
        panic!("redirects in a circle: {}", answer.location());
    }

    /// The fields of the human check on this page, solved.
    pub fn human(page: &Answer) -> [(String, String); 2] {
        let token = page.input("human_token").expect("the page has a human check");
        let nonce = gatehouse_guard::human::solve(&token);
        [("human_token".to_owned(), token), ("human_nonce".to_owned(), nonce)]
    }

    /// Loads `path`, then posts its form there with the human check solved.
    pub async fn post_as_human(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let page = self.get(path).await;
        let solved = Self::human(&page);
        let mut all: Vec<(&str, &str)> = form.to_vec();
        all.extend(solved.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        self.post(path, &all).await
    }

    /// Sends anything.
    pub async fn send(&mut self, method: Method, path: &str, kind: Option<&str>, body: Vec<u8>) -> Answer {
        let is_of_form = method == Method::POST || self.after_form.take().is_some_and(|place| place == path);
        let (parts, body) = self.respond(method, path, kind, body).await.into_parts();
        let bytes = axum::body::to_bytes(body, 64 << 20).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        self.after_form = if is_of_form { self.led_on(path, &answer) } else { None };
        answer
    }

    /// Where a form's answer leads. As Chromium does, it follows a redirect to no other place than the policy names, however many of ours
    /// stand between: every test that sends a form tries its door.
    fn led_on(&self, path: &str, answer: &Answer) -> Option<String> {
        if !answer.status.is_redirection() {
            return None;
        }
        let place = answer.headers.get(header::LOCATION)?.to_str().unwrap().to_owned();
        let Some(allowed) = answer.forms_lead_to() else { return Some(place) };
        let host = self.headers.iter().find(|(name, _)| name == "host").map_or("127.0.0.1:8080", |(_, value)| value);
        if let Some((scheme, rest)) = place.split_once("://") {
            let to = rest.split('/').next().unwrap_or_default();
            let is_named = allowed.contains(&format!("{scheme}://{to}").as_str());
            assert!(
                to == host || is_named,
                "the form of {path} is redirected to {place}, which Chromium does not follow"
            );
        }
        Some(place)
    }

    async fn respond(&mut self, method: Method, path: &str, kind: Option<&str>, body: Vec<u8>) -> Response {
        let mut request = Request::builder().method(method.clone()).uri(path);
        if !self.headers.iter().any(|(n, _)| n == "host") {
            request = request.header(header::HOST, "127.0.0.1:8080");
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if method != Method::GET
            && !self.headers.iter().any(|(n, _)| n == "sec-fetch-site" || n == "origin" || n == "authorization")
        {
            request = request.header("sec-fetch-site", "same-origin").header(header::ORIGIN, "http://127.0.0.1:8080");
        }
        if !self.cookies.is_empty() {
            let all: Vec<String> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
            request = request.header(header::COOKIE, all.join("; "));
        }
        if let Some(address) = self.address {
            request = request.extension(ConnectInfo(SocketAddr::new(address, 1024)));
        }
        let request = request.body(Body::from(body)).expect("a request that can be sent");
        let response = self.router.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            if text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        response
    }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}
