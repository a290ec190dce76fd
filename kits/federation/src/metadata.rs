//! Where a service is asked, and the keys that it signs with (OpenID Connect Discovery 1.0 §4, RFC 7517). Both are remembered for an hour;
//! a key that is not known yet is looked for at most once a minute, so that a rotation is seen at once and nobody can make us ask all the time.

use crate::jose::{Key, read_keys};
use crate::{Protocol, Provider, Trouble};
use gatehouse_context::Cx;
use gatehouse_core::{HOUR, MINUTE, Moment};
use gatehouse_reach::{Answer, Reach, Request};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How long it is believed.
const LIFE: i64 = HOUR;
/// How often keys are asked for because of one that is not known.
const AGAIN: i64 = MINUTE;

/// Where a service is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Endpoints {
    /// Who it says that it is.
    #[serde(default)]
    pub issuer: String,
    /// Where the person decides.
    pub authorization_endpoint: String,
    /// Where the code is exchanged.
    pub token_endpoint: String,
    /// Where its keys are.
    pub jwks_uri: String,
    /// Where more is told of the person.
    pub userinfo_endpoint: Option<String>,
    /// Whether each answer names who gives it (RFC 9207).
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
    /// How the exchange can be proven; none said: by basic authentication.
    pub token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

impl Endpoints {
    /// Whether our secret goes into the form, because a header, which is what clients are registered with if nothing else is said, is not taken.
    pub(crate) fn takes_secret_in_form(&self) -> bool {
        let methods = self.token_endpoint_auth_methods_supported.as_deref().unwrap_or_default();
        let has = |word| methods.iter().any(|method| method == word);
        has("client_secret_post") && !has("client_secret_basic")
    }
}

#[derive(Clone)]
struct Aged<T> {
    value: T,
    at: Moment,
}

/// What was read of each service, by its issuer.
#[derive(Default)]
pub(crate) struct Memory {
    endpoints: Mutex<HashMap<String, Aged<Endpoints>>>,
    keys: Mutex<HashMap<String, Aged<Vec<Key>>>>,
}

fn remembered<T: Clone>(map: &Mutex<HashMap<String, Aged<T>>>, issuer: &str) -> Option<Aged<T>> {
    map.lock().unwrap_or_else(PoisonError::into_inner).get(issuer).cloned()
}

fn remember<T>(map: &Mutex<HashMap<String, Aged<T>>>, issuer: &str, value: T, at: Moment) {
    map.lock().unwrap_or_else(PoisonError::into_inner).insert(issuer.to_owned(), Aged { value, at });
}

impl Memory {
    /// Where a service is asked.
    pub(crate) async fn endpoints(&self, cx: &Cx, provider: &Provider) -> Result<Endpoints, Trouble> {
        let Protocol::OpenId { issuer, fixed, .. } = &provider.protocol else {
            return Err(Trouble::Refused("it does not speak OpenID Connect"));
        };
        if let Some(fixed) = fixed {
            return Ok(fixed.clone());
        }
        if let Some(known) = remembered(&self.endpoints, issuer).filter(|known| known.at.was_within(cx.now(), LIFE)) {
            return Ok(known.value);
        }
        let at = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let found: Endpoints = json(&ask(cx, Request::get(at)).await?)?;
        if found.issuer != *issuer {
            return Err(Trouble::Refused("its description is of another issuer"));
        }
        remember(&self.endpoints, issuer, found.clone(), cx.now());
        Ok(found)
    }

    /// Its keys. `again`: one was not among those that are remembered.
    pub(crate) async fn keys(&self, cx: &Cx, issuer: &str, at: &str, again: bool) -> Result<Vec<Key>, Trouble> {
        let life = if again { AGAIN } else { LIFE };
        if let Some(known) = remembered(&self.keys, issuer).filter(|known| known.at.was_within(cx.now(), life)) {
            return Ok(known.value);
        }
        let keys = read_keys(&ask(cx, Request::get(at)).await?.body).ok_or(Trouble::Refused("its keys are none"))?;
        remember(&self.keys, issuer, keys.clone(), cx.now());
        Ok(keys)
    }
}

/// Asks the service.
pub(crate) async fn ask(cx: &Cx, request: Request) -> Result<Answer, Trouble> {
    let reach = cx.service::<Reach>().map_err(|_| Trouble::Refused("the program has no way out"))?;
    let answer = reach.configured(request).await.map_err(Trouble::Away)?;
    if answer.is_success() { Ok(answer) } else { Err(Trouble::Status(answer.status)) }
}

/// An answer that must be JSON of this shape.
pub(crate) fn json<T: for<'de> Deserialize<'de>>(answer: &Answer) -> Result<T, Trouble> {
    serde_json::from_slice(&answer.body).map_err(|_| Trouble::Refused("it is not the JSON that was asked for"))
}
