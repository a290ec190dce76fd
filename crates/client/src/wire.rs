//! The JSON of `/api/v1`, as `docs/formats/lease.md` describes it.

use std::fmt;

use gatehouse_formats::DeviceFingerprint;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::Error;

/// One request, ready for either transport. The body may hold a code or a token, so it is erased after use.
pub(crate) struct Request {
    pub method: Method,
    pub path: String,
    pub body: Zeroizing<String>,
    pub idempotency_key: Option<String>,
}

pub(crate) enum Method {
    Get,
    Post,
}

/// One answer, from either transport.
pub(crate) struct Response {
    pub status: u16,
    pub retry_after: Option<u64>,
    pub body: Zeroizing<Vec<u8>>,
}

#[derive(Serialize)]
pub(crate) struct ActivationRequest<'a> {
    pub product: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<&'a str>,
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
        Ok(Self { method: Method::Post, path, body: Zeroizing::new(body), idempotency_key: None })
    }

    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self { method: Method::Get, path: path.into(), body: Zeroizing::default(), idempotency_key: None }
    }
}

impl Response {
    /// The answer's body, or the refusal in it.
    pub(crate) fn read<T: for<'de> Deserialize<'de>>(&self) -> Result<T, Error> {
        self.succeeded()?;
        serde_json::from_slice(&self.body).map_err(|_| Error::Answer { status: self.status })
    }

    /// Whether the server agreed, whatever the body.
    pub(crate) fn succeeded(&self) -> Result<(), Error> {
        if (200..300).contains(&self.status) {
            return Ok(());
        }
        match serde_json::from_slice::<Problem>(&self.body) {
            Ok(mut problem) if !problem.code.is_empty() => {
                problem.status = self.status;
                problem.retry_after = problem.retry_after.or(self.retry_after);
                Err(Error::Refused(Box::new(problem)))
            }
            _ => Err(Error::Answer { status: self.status }),
        }
    }
}
