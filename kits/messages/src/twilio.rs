//! Twilio's Programmable Messaging, and what speaks like it: a form, answered in JSON.

use crate::provider::Outgoing;
use crate::trouble::Trouble;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_core::{Fault, Secret};
use gatehouse_reach::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use gatehouse_reach::{Reach, Request};
use serde::Deserialize;
use url::Url;

/// Where it is asked unless the operator says otherwise.
pub const API: &str = "https://api.twilio.com";

/// Codes of errors that say that the number gets no messages: not valid, not mobile, not one that exists.
const NUMBER: [u32; 8] = [21211, 21217, 21401, 21407, 21421, 21614, 21635, 30006];
/// Codes that say that its owner replied STOP, or that the network blocks us.
const BLOCKED: [u32; 3] = [21610, 30004, 30007];
/// Codes that say to come again: too many requests, a full queue.
const LATER: [u32; 3] = [14107, 20429, 21611];

/// An account there.
#[derive(Clone)]
pub struct Twilio {
    address: String,
    authorization: Secret<String>,
    /// `From` or `MessagingServiceSid`, with its value.
    sender: (&'static str, String),
}

/// What is said beside an error.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    code: u32,
}

impl Twilio {
    /// `account`: its SID; `user`: the same, or that of an API key, whose secret is `token` then. `from`: a number, a short code or a
    /// name; or the SID of a messaging service, which begins with `MG`.
    pub fn new(api: &str, account: &str, user: &str, token: &str, from: &str) -> Result<Self, Fault> {
        let wrong = |why: &str| Fault::new(why.to_owned());
        let is_sid = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric());
        if !is_sid(account) {
            return Err(wrong("account_sid: is missing, or no SID: letters and digits"));
        }
        if !is_sid(user) {
            return Err(wrong("api_key: is no SID: letters and digits"));
        }
        if token.is_empty() || token.bytes().any(|b| b.is_ascii_control()) {
            return Err(wrong("auth_token: is missing"));
        }
        if from.is_empty() || from.chars().any(char::is_control) {
            return Err(wrong("from: is missing: a number, a name, or the SID of a messaging service (MG…)"));
        }
        let base =
            Url::parse(api).ok().filter(|url| url.has_host() && url.query().is_none() && url.username().is_empty());
        let base = base.ok_or_else(|| wrong("url: is not an address"))?;
        let is_service = from.len() == 34 && from.starts_with("MG");
        Ok(Self {
            address: format!("{}/2010-04-01/Accounts/{account}/Messages.json", base.as_str().trim_end_matches('/')),
            authorization: Secret::new(format!("Basic {}", STANDARD.encode(format!("{user}:{token}")))),
            sender: (if is_service { "MessagingServiceSid" } else { "From" }, from.to_owned()),
        })
    }

    /// Its host, for the operator.
    pub fn place(&self) -> String {
        Url::parse(&self.address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    }

    pub(crate) async fn send(&self, reach: &Reach, out: &Outgoing<'_>) -> Result<(), Trouble> {
        let fields = [("To", out.to.e164()), (self.sender.0, self.sender.1.as_str()), ("Body", out.text)];
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut key = HeaderValue::from_str(self.authorization.expose()).map_err(|_| Trouble::Ours(0))?;
        key.set_sensitive(true);
        let request = Request::post(self.address.as_str(), "application/x-www-form-urlencoded", form.into_bytes())
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(AUTHORIZATION, key);
        let answer = reach.configured(request).await.map_err(Trouble::Away)?;
        if answer.is_success() {
            return Ok(());
        }
        let Said { code } = serde_json::from_slice(&answer.body).unwrap_or_default();
        match answer.status {
            _ if NUMBER.contains(&code) => Err(Trouble::Number(code)),
            _ if BLOCKED.contains(&code) => Err(Trouble::Blocked(code)),
            _ if LATER.contains(&code) => Err(Trouble::Later(answer.status)),
            408 | 425 | 429 | 500.. => Err(Trouble::Later(answer.status)),
            status => Err(Trouble::Ours(if code == 0 { status.into() } else { code })),
        }
    }
}
