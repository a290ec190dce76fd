//! The JSON of `/api/v1`, as `docs/formats/lease.md` describes it.

use std::fmt;

use gatehouse_formats::DeviceFingerprint;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::http::{MAX_ANSWER, MAX_OAUTH_ANSWER};
use crate::plain::plain;

/// One request, ready for either transport. The body may hold a code or a token, so it is erased after use.
pub(crate) struct Request {
    pub method: Method,
    pub path: String,
    pub body: Zeroizing<String>,
    pub idempotency_key: Option<String>,
    /// Somebody may be waiting for the product to start, and it can run without this answer.
    pub is_brief: bool,
    /// The body is a form and no JSON, as OAuth has it.
    pub is_form: bool,
    /// Further headers, which hold proofs and tokens.
    pub further: Vec<(&'static str, Zeroizing<String>)>,
    /// A longer answer is cut off, in bytes, and then not understood.
    pub most: u64,
}

pub(crate) enum Method {
    Get,
    Post,
}

/// One answer, from either transport.
pub(crate) struct Response {
    pub status: u16,
    /// Whether the answer says that its body is problem details (RFC 9457 §3).
    pub is_problem: bool,
    /// Whether it says that its body is JSON.
    pub is_json: bool,
    pub retry_after: Option<u64>,
    /// When it was made, by the server's clock, unix seconds.
    pub date: Option<i64>,
    /// What the server wants to see in the next proof (RFC 9449 §8).
    pub nonce: Option<String>,
    pub body: Zeroizing<Vec<u8>>,
}

#[derive(Serialize)]
pub(crate) struct ActivationRequest<'a> {
    pub product: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<&'a str>,
    pub code: &'a str,
    pub device: Device<'a>,
    pub time: i64,
}

#[derive(Serialize)]
pub(crate) struct Device<'a> {
    pub fingerprint: &'a DeviceFingerprint,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<&'a str>,
}

#[derive(Deserialize)]
pub(crate) struct ActivationAnswer {
    pub activation: String,
    pub lease: String,
    pub renew_token: String,
    pub issuing_keys: Vec<String>,
    pub server_time: i64,
}

#[derive(Serialize)]
pub(crate) struct RenewalRequest<'a> {
    pub renew_token: &'a str,
    pub device: Device<'a>,
    pub time: i64,
}

#[derive(Deserialize)]
pub(crate) struct RenewalAnswer {
    pub lease: String,
    pub renew_token: String,
    pub issuing_keys: Option<Vec<String>>,
    pub server_time: i64,
}

#[derive(Serialize)]
pub(crate) struct DeactivationRequest<'a> {
    pub renew_token: &'a str,
    pub device: Device<'a>,
}

#[derive(Deserialize)]
pub(crate) struct IssuingKeysAnswer {
    pub keys: Vec<String>,
}

/// A revocation list as the portal hands it out and as it travels in a file.
#[derive(Deserialize)]
pub(crate) struct RevocationListFile {
    pub revocation_list: String,
    pub issuing_keys: Vec<String>,
}

/// A status list as the portal hands it out and as it travels in a file.
#[derive(Deserialize)]
pub(crate) struct StatusListFile {
    pub status_list: String,
    pub issuing_keys: Vec<String>,
    pub revoked_keys: Option<String>,
}

/// A refusal by the server (RFC 9457), with texts in the language that the product asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// A stable identifier of the kind of refusal, `about:blank#` and the code: not an address to open.
    pub r#type: String,
    /// The refusal in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The refusal in a sentence.
    pub detail: String,
    /// The stable name, such as `license.no_seat_free`.
    pub code: String,
    /// Whether trying the same again cannot help.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Seconds after which to try again.
    pub retry_after: Option<u64>,
    /// Which symbol of the code is mistyped, from 1.
    pub position: Option<u8>,
    /// What to do now.
    pub next: Option<String>,
    /// The operation of the portal that tells which rule says no, where there is one: the same body is posted there.
    pub explain: Option<String>,
    /// What to quote to the vendor's support.
    pub instance: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = [&self.detail, &self.title, &self.code].into_iter().find(|text| !text.is_empty());
        f.write_str(sentence.map_or("the license server refused", String::as_str))?;
        match &self.next {
            Some(next) if !next.is_empty() => write!(f, " {next}"),
            _ => Ok(()),
        }
    }
}

impl Request {
    pub(crate) fn post(path: String, body: &impl Serialize) -> Result<Self, Error> {
        let body = serde_json::to_string(body).map_err(|error| Error::Setup(error.to_string()))?;
        Ok(Self::of(Method::Post, path, Zeroizing::new(body)))
    }

    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::of(Method::Get, path.into(), Zeroizing::default())
    }

    /// A form of OAuth, whose answers are short.
    pub(crate) fn form(path: &str, pairs: &[(&'static str, Zeroizing<String>)]) -> Self {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(pairs);
        let body = Zeroizing::new(form.finish());
        Self { is_form: true, most: MAX_OAUTH_ANSWER, ..Self::of(Method::Post, path.to_owned(), body) }
    }

    fn of(method: Method, path: String, body: Zeroizing<String>) -> Self {
        Self {
            method,
            path,
            body,
            idempotency_key: None,
            is_brief: false,
            is_form: false,
            further: Vec::new(),
            most: MAX_ANSWER,
        }
    }

    /// Waits no longer than [`Builder::renewal_timeout`](crate::Builder::renewal_timeout).
    pub(crate) fn brief(self, is_brief: bool) -> Self {
        Self { is_brief, ..self }
    }
}

/// The longest code of a refusal that is taken for one.
const LONGEST_CODE: usize = 64;

impl Response {
    /// The body of a success, or the refusal in the answer. `documented` are the statuses that the operation's success has;
    /// a page of a hotel's network with any status is neither.
    pub(crate) fn read<T: for<'de> Deserialize<'de>>(&self, documented: &[u16]) -> Result<T, Error> {
        if !documented.contains(&self.status) {
            return Err(self.refusal());
        }
        serde_json::from_slice(&self.body).map_err(|_| Error::Answer { status: self.status })
    }

    /// Whether the server has done what needs no answer: 204 without a body, and nothing else.
    pub(crate) fn is_done(&self) -> Result<(), Error> {
        if self.status == 204 && self.body.is_empty() { Ok(()) } else { Err(self.refusal()) }
    }

    pub(crate) fn refusal(&self) -> Error {
        let unknown = Error::Answer { status: self.status };
        if !self.is_problem || self.status < 400 {
            return unknown;
        }
        match serde_json::from_slice::<Problem>(&self.body) {
            Ok(problem) if is_code(&problem.code) => Error::Refused(Box::new(Problem {
                status: self.status,
                retry_after: problem.retry_after.or(self.retry_after),
                r#type: plain(&problem.r#type),
                title: plain(&problem.title),
                detail: plain(&problem.detail),
                next: problem.next.as_deref().map(plain),
                instance: problem.instance.as_deref().map(plain),
                ..problem
            })),
            _ => unknown,
        }
    }
}

pub(crate) fn is_code(code: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.');
    !code.is_empty() && code.len() <= LONGEST_CODE && code.bytes().all(allowed)
}
