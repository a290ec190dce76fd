//! Where a service is asked, and the keys that it signs with (OpenID Connect Discovery 1.0 §4, RFC 7517). Both are remembered for an hour;
//! a key that is not known yet is looked for at most once a minute, so that a rotation is seen at once and nobody can make us ask all the time. A
//! description that could not be read is asked for again after half a minute.
//!
//! The operator named the service, and no other host: what its description says of others is asked as a stranger's address, so that no
//! service makes us look into the vendor's network. Of a service that a company named, everything is.

use crate::jose::{Key, read_keys};
use crate::{NamedBy, Protocol, Provider, Trouble};
use gatehouse_context::Cx;
use gatehouse_core::{HOUR, MINUTE, Moment, SECOND};
use gatehouse_reach::{Answer, Reach, Request, Unreachable};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use url::Url;

/// How long it is believed.
const LIFE: i64 = HOUR;
/// How often keys are asked for because of one that is not known.
const AGAIN: i64 = MINUTE;
/// How long it is not asked for again after it could not be read.
const FAILED: i64 = 30 * SECOND;
/// Of how many services it is remembered: companies name theirs, and none must fill the memory.
const MOST: usize = 1_000;
/// The longest text of a description, and the most of all its methods, in bytes: browsers are sent there, and it is kept.
const LONGEST: usize = 2_000;

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
    /// Where a sign-out goes on (OpenID Connect RP-Initiated Logout 1.0).
    pub end_session_endpoint: Option<String>,
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

    /// Whether nothing of it is longer than that of any real service.
    fn is_short(&self) -> bool {
        let methods = self.token_endpoint_auth_methods_supported.as_deref().unwrap_or_default();
        let userinfo = self.userinfo_endpoint.as_deref().unwrap_or_default();
        let end = self.end_session_endpoint.as_deref().unwrap_or_default();
        let texts = [&self.issuer, &self.authorization_endpoint, &self.token_endpoint, &self.jwks_uri];
        texts.into_iter().map(String::len).chain([userinfo.len(), end.len()]).all(|length| length <= LONGEST)
            && methods.iter().map(|method| method.len() + size_of::<String>()).sum::<usize>() <= LONGEST
    }
}

#[derive(Clone)]
struct Aged<T> {
    value: T,
    at: Moment,
}

/// What was read of each service, by its issuer and by who named it.
#[derive(Default)]
pub(crate) struct Memory {
    endpoints: Mutex<HashMap<String, Aged<Endpoints>>>,
    failed: Mutex<HashMap<String, Aged<Trouble>>>,
    keys: Mutex<HashMap<String, Aged<Vec<Key>>>>,
}

fn remembered<T: Clone>(map: &Mutex<HashMap<String, Aged<T>>>, issuer: &str) -> Option<Aged<T>> {
    map.lock().unwrap_or_else(PoisonError::into_inner).get(issuer).cloned()
}

fn remember<T>(map: &Mutex<HashMap<String, Aged<T>>>, issuer: &str, value: T, at: Moment) {
    let mut map = map.lock().unwrap_or_else(PoisonError::into_inner);
    if map.len() >= MOST && !map.contains_key(issuer) {
        let oldest = map.iter().min_by_key(|(_, aged)| aged.at).map(|(issuer, _)| issuer.clone());
        if let Some(oldest) = oldest {
            map.remove(&oldest);
        }
    }
    map.insert(issuer.to_owned(), Aged { value, at });
}

/// What was read at a service that a company named is never taken for one that the operator named: they are asked by different rules.
fn place(provider: &Provider) -> String {
    let issuer = provider.issuer();
    match provider.named_by {
        NamedBy::Operator => issuer.to_owned(),
        NamedBy::Company => format!("company {issuer}"),
    }
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
        let place = &place(provider);
        if let Some(known) = remembered(&self.endpoints, place).filter(|known| known.at.was_within(cx.now(), LIFE)) {
            return Ok(known.value);
        }
        if let Some(failed) = remembered(&self.failed, place).filter(|known| known.at.was_within(cx.now(), FAILED)) {
            return Err(failed.value);
        }
        match described(cx, provider, issuer).await {
            Ok(found) => {
                remember(&self.endpoints, place, found.clone(), cx.now());
                Ok(found)
            }
            Err(trouble) => {
                remember(&self.failed, place, trouble, cx.now());
                Err(trouble)
            }
        }
    }

    /// Its keys. `again`: one was not among those that are remembered.
    pub(crate) async fn keys(&self, cx: &Cx, provider: &Provider, at: &str, again: bool) -> Result<Vec<Key>, Trouble> {
        let place = &place(provider);
        let life = if again { AGAIN } else { LIFE };
        if let Some(known) = remembered(&self.keys, place).filter(|known| known.at.was_within(cx.now(), life)) {
            return Ok(known.value);
        }
        let keys = read_keys(&ask_at(cx, provider, at, Request::get(at)).await?.body)
            .ok_or(Trouble::Refused("its keys are none"))?;
        remember(&self.keys, place, keys.clone(), cx.now());
        Ok(keys)
    }
}

/// What a service says of itself, whoever it says that it is.
pub(crate) async fn description(cx: &Cx, provider: &Provider, issuer: &str) -> Result<Endpoints, Trouble> {
    let at = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let found: Endpoints = json(&ask_at(cx, provider, &at, Request::get(at.as_str())).await?)?;
    if found.is_short() { Ok(found) } else { Err(Trouble::Refused("its description is too long")) }
}

async fn described(cx: &Cx, provider: &Provider, issuer: &str) -> Result<Endpoints, Trouble> {
    let found = description(cx, provider, issuer).await?;
    if found.issuer == *issuer { Ok(found) } else { Err(Trouble::Refused("its description is of another issuer")) }
}

/// Whether an address leads to a host that the operator has not named: it stands in a description that the service wrote, or a company
/// named the service.
fn is_foreign(provider: &Provider, at: &str) -> bool {
    if provider.named_by == NamedBy::Company {
        return true;
    }
    let Protocol::OpenId { issuer, fixed: None, .. } = &provider.protocol else { return false };
    match (Url::parse(issuer), Url::parse(at)) {
        (Ok(issuer), Ok(at)) => issuer.host() != at.host(),
        _ => true,
    }
}

/// Asks an address of the service, `at`.
pub(crate) async fn ask_at(cx: &Cx, provider: &Provider, at: &str, request: Request) -> Result<Answer, Trouble> {
    if !is_foreign(provider, at) {
        return ask(cx, request).await;
    }
    answered(reach(cx)?.foreign(request).await)
}

/// Asks an address that the operator has set.
pub(crate) async fn ask(cx: &Cx, request: Request) -> Result<Answer, Trouble> {
    answered(reach(cx)?.configured(request).await)
}

fn reach(cx: &Cx) -> Result<&Reach, Trouble> {
    cx.service::<Reach>().map_err(|_| Trouble::Refused("the program has no way out"))
}

fn answered(answer: Result<Answer, Unreachable>) -> Result<Answer, Trouble> {
    let answer = answer.map_err(Trouble::Away)?;
    if answer.is_success() { Ok(answer) } else { Err(Trouble::Status(answer.status)) }
}

/// An answer that must be JSON of this shape.
pub(crate) fn json<T: for<'de> Deserialize<'de>>(answer: &Answer) -> Result<T, Trouble> {
    serde_json::from_slice(&answer.body).map_err(|_| Trouble::Refused("it is not the JSON that was asked for"))
}

#[cfg(test)]
mod tests {
    use super::{Aged, Endpoints, MOST, is_foreign, place, remember};
    use crate::{ClientSecret, NamedBy, Protocol, Provider, Regions};
    use gatehouse_core::Moment;
    use std::collections::HashMap;
    use std::sync::Mutex;

    fn provider(issuer: &str, fixed: Option<Endpoints>) -> Provider {
        Provider {
            word: "work".to_owned(),
            label: "Work".to_owned(),
            protocol: Protocol::OpenId { issuer: issuer.to_owned(), fixed, posts: false },
            client_id: "portal".to_owned(),
            secret: ClientSecret::None,
            scopes: "openid".to_owned(),
            trusts_email: false,
            regions: Regions::default(),
            named_by: NamedBy::Operator,
        }
    }

    /// ACC-7
    #[test]
    fn only_the_host_that_the_operator_named_is_the_operators() {
        let found = provider("https://id.example/realm", None);
        for own in ["https://id.example/token", "https://ID.example:8443/keys"] {
            assert!(!is_foreign(&found, own), "{own}");
        }
        for other in ["https://id.example.evil.example/keys", "https://10.0.0.1/keys", "http://localhost/keys", "keys"]
        {
            assert!(is_foreign(&found, other), "{other}");
        }
        assert!(!is_foreign(&provider("https://id.example", Some(Endpoints::default())), "https://inner.example/keys"));
    }

    /// COM-14
    #[test]
    fn of_a_service_that_a_company_named_every_host_is_a_strangers() {
        let operators = provider("https://id.example", None);
        let companys = Provider { named_by: NamedBy::Company, ..operators.clone() };
        assert!(is_foreign(&companys, "https://id.example/token"));
        let fixed = Provider {
            protocol: provider("https://id.example", Some(Endpoints::default())).protocol,
            ..companys.clone()
        };
        assert!(is_foreign(&fixed, "https://id.example/token"));
        assert_ne!(place(&operators), place(&companys));
    }

    /// COM-14
    #[test]
    fn what_is_remembered_has_an_end() {
        let map: Mutex<HashMap<String, Aged<usize>>> = Mutex::default();
        for n in 0..MOST + 10 {
            remember(&map, &n.to_string(), n, Moment(i64::try_from(n).unwrap()));
        }
        let map = map.into_inner().unwrap();
        assert_eq!(map.len(), MOST);
        assert!(!map.contains_key("9") && map.contains_key("10"), "the oldest go");
    }
}
