//! What is asked and what comes back.

use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

/// One question.
#[derive(Clone)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) reads: Option<usize>,
}

impl Request {
    /// GET.
    pub fn get(url: impl Into<String>) -> Self {
        Self { method: Method::GET, url: url.into(), headers: HeaderMap::new(), body: Vec::new(), reads: None }
    }

    /// POST of a body of this type.
    pub fn post(url: impl Into<String>, content_type: &'static str, body: Vec<u8>) -> Self {
        let request = Self { method: Method::POST, body, ..Self::get(url) };
        request.header(CONTENT_TYPE, HeaderValue::from_static(content_type))
    }

    /// Reads so many bytes of the answer's body and leaves the rest: for who wants to know that there is an answer, and not what it says.
    #[must_use]
    pub const fn reading(mut self, bytes: usize) -> Self {
        self.reads = Some(bytes);
        self
    }

    /// With a header; another of this name is replaced.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }
}

/// What the other side said. Nobody vouches for any of it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status; redirects are not followed and come back as they are.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, at most [`Policy::bytes`](crate::Policy::bytes), or its beginning ([`Request::reading`]).
    pub body: Vec<u8>,
}

impl Answer {
    /// Whether the status is 2xx.
    pub const fn is_success(&self) -> bool {
        matches!(self.status, 200..300)
    }
}
