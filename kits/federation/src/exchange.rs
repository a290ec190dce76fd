//! From the code to who it is.

use crate::id_token::{Expected, IdToken, Said, Told};
use crate::jose::{Unverified, statement, verify};
use crate::metadata::{ask_at, json};
use crate::{ClientSecret, Endpoints, Federation, Flow, NamedBy, Protocol, Provider, Returned, Trouble};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_context::Cx;
use gatehouse_reach::Request;
use gatehouse_reach::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The most characters of a name that are taken over.
const LONGEST_NAME: usize = 100;
/// The longest code that is exchanged.
const LONGEST_CODE: usize = 4096;

/// Who it is, as the service says.
#[derive(Clone, Deserialize, Serialize)]
pub struct Claims {
    /// What the service calls them, for ever.
    pub subject: String,
    /// The address that it has of them.
    pub email: Option<String>,
    /// Whether it says that the address is theirs, and its word counts.
    pub is_verified: bool,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
}

/// What is exchanged for a code.
#[derive(Deserialize)]
pub(crate) struct Tokens {
    id_token: Option<String>,
    pub(crate) access_token: Option<String>,
}

/// An ID token that answers the question, with what came beside it.
pub(crate) struct Proven {
    /// What it says.
    pub(crate) token: IdToken,
    /// As it came.
    pub(crate) text: String,
    /// Asks for more about the person.
    pub(crate) bearer: Option<String>,
    /// Where the service is asked.
    pub(crate) endpoints: Endpoints,
}

/// The name that Apple tells once, beside the code. Nobody vouches for it.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct AppleName {
    first_name: Option<String>,
    last_name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AppleUser {
    name: AppleName,
}

/// One line of a name; what is none is not taken over.
pub(crate) fn name(text: Option<String>) -> Option<String> {
    let text = text?;
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= LONGEST_NAME && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

impl Federation {
    /// Who it is that the service sent back. The caller has found that the answer is to its question ([`Flow::asked`]).
    pub async fn identify(
        &self,
        cx: &Cx,
        provider: &Provider,
        flow: &Flow,
        back: &str,
        returned: &Returned,
    ) -> Result<Claims, Trouble> {
        let Protocol::OpenId { issuer, .. } = &provider.protocol else {
            return crate::graph::identify(cx, provider, flow, back, code(returned)?).await;
        };
        let (token, told) = self.told(cx, provider, issuer, (flow, back, returned)).await?;
        let apple: AppleUser = serde_json::from_str(&returned.user).unwrap_or_default();
        Ok(Claims {
            is_verified: provider.trusts_email && told.is_verified(issuer),
            subject: token.sub,
            email: told.email,
            first_name: name(told.given_name.or(apple.name.first_name)),
            last_name: name(told.family_name.or(apple.name.last_name)),
        })
    }

    /// What a service of OpenID Connect says to a question, and of whom, in its ID token or beside it.
    pub(crate) async fn told(
        &self,
        cx: &Cx,
        provider: &Provider,
        issuer: &str,
        (flow, back, returned): (&Flow, &str, &Returned),
    ) -> Result<(IdToken, Told), Trouble> {
        let Proven { token, bearer, endpoints, .. } = self.proven(cx, provider, issuer, (flow, back, returned)).await?;
        let mut told = token.told.clone();
        // A no that stands beside the token only is a no as well: of a company's provider silence is not one.
        let is_unsaid = provider.named_by == NamedBy::Company && told.said(issuer) == Said::Nothing;
        if (told.email.is_none() || is_unsaid)
            && let (Some(at), Some(bearer)) = (&endpoints.userinfo_endpoint, &bearer)
        {
            told.complete(more(cx, provider, at, bearer, &token.sub).await?.0);
        }
        Ok((token, told))
    }

    /// The ID token that a service of OpenID Connect gives for a code, once it is found to be the answer to the question.
    pub(crate) async fn proven(
        &self,
        cx: &Cx,
        provider: &Provider,
        issuer: &str,
        (flow, back, returned): (&Flow, &str, &Returned),
    ) -> Result<Proven, Trouble> {
        let code = code(returned)?;
        let endpoints = self.memory.endpoints(cx, provider).await?;
        let says_who = !returned.iss.is_empty() || endpoints.authorization_response_iss_parameter_supported;
        if says_who && returned.iss != issuer {
            return Err(Trouble::Refused("another service answered"));
        }
        let tokens = exchange(cx, provider, &endpoints, flow, back, code).await?;
        let text = tokens.id_token.ok_or(Trouble::Refused("there is no ID token"))?;
        let token: IdToken = self.verified(cx, provider, &endpoints, &text).await?;
        token.check(&Expected {
            issuer,
            client_id: &provider.client_id,
            nonce: &flow.nonce,
            anew: flow.anew,
            now: cx.now(),
        })?;
        Ok(Proven { token, text, bearer: tokens.access_token, endpoints })
    }

    /// What a token says, by the keys of its service. A key that is not known yet may be new.
    pub(crate) async fn verified<T: DeserializeOwned>(
        &self,
        cx: &Cx,
        provider: &Provider,
        endpoints: &Endpoints,
        text: &str,
    ) -> Result<T, Trouble> {
        let keys = self.memory.keys(cx, provider, &endpoints.jwks_uri, false).await?;
        let found = match verify(text, &keys) {
            Err(Unverified::UnknownKey) => {
                verify(text, &self.memory.keys(cx, provider, &endpoints.jwks_uri, true).await?)
            }
            found => found,
        };
        found.map_err(|why| {
            Trouble::Refused(match why {
                Unverified::Malformed => "the token is none",
                Unverified::Algorithm => "the token is signed in a way that is not taken",
                Unverified::UnknownKey => "the token is signed by an unknown key",
                Unverified::Signature => "the token is signed by nobody",
            })
        })
    }
}

/// The code of an answer that is a yes.
fn code(returned: &Returned) -> Result<&str, Trouble> {
    if ["access_denied", "user_cancelled_authorize"].contains(&returned.error.as_str()) {
        return Err(Trouble::Declined);
    }
    if !returned.error.is_empty() {
        return Err(Trouble::Refused("the service answered with an error"));
    }
    if returned.code.is_empty() || returned.code.len() > LONGEST_CODE {
        return Err(Trouble::Refused("there is no code"));
    }
    Ok(&returned.code)
}

async fn exchange(
    cx: &Cx,
    provider: &Provider,
    endpoints: &Endpoints,
    flow: &Flow,
    back: &str,
    code: &str,
) -> Result<Tokens, Trouble> {
    let mut fields = vec![
        ("grant_type", "authorization_code".to_owned()),
        ("code", code.to_owned()),
        ("redirect_uri", back.to_owned()),
        ("client_id", provider.client_id.clone()),
        ("code_verifier", flow.verifier.clone()),
    ];
    let mut basic = None;
    match &provider.secret {
        ClientSecret::None => {}
        ClientSecret::Text(secret) if endpoints.takes_secret_in_form() => {
            fields.push(("client_secret", secret.expose().clone()));
        }
        ClientSecret::Text(secret) => basic = Some(basic_of(&provider.client_id, secret.expose())?),
        ClientSecret::Apple(key) => {
            let statement = statement(key, &provider.client_id, provider.issuer(), cx.now());
            fields.push(("client_secret", statement.map_err(|_| Trouble::Refused("our key does not sign"))?));
        }
    }
    let request = form_request(&endpoints.token_endpoint, &fields);
    let request = match basic {
        Some(basic) => request.header(AUTHORIZATION, basic),
        None => request,
    };
    json(&ask_at(cx, provider, &endpoints.token_endpoint, request).await?)
}

/// A form that is answered in JSON.
pub(crate) fn form_request(at: &str, fields: &[(&str, String)]) -> Request {
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::post(at, "application/x-www-form-urlencoded", form.into_bytes());
    request.header(ACCEPT, HeaderValue::from_static("application/json"))
}

/// RFC 6749 §2.3.1: both are encoded as in forms first.
fn basic_of(client_id: &str, secret: &str) -> Result<HeaderValue, Trouble> {
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let text = STANDARD.encode(format!("{}:{}", encode(client_id), encode(secret)));
    hidden(&format!("Basic {text}"))
}

/// A header that no log shows.
pub(crate) fn hidden(text: &str) -> Result<HeaderValue, Trouble> {
    let mut value = HeaderValue::from_str(text).map_err(|_| Trouble::Refused("a token is no text"))?;
    value.set_sensitive(true);
    Ok(value)
}

#[derive(Deserialize)]
struct More {
    sub: String,
    #[serde(flatten)]
    told: Told,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// What is told beside the ID token; it must be of the same person (OpenID Connect Core 1.0 §5.3.2).
pub(crate) async fn more(
    cx: &Cx,
    provider: &Provider,
    at: &str,
    bearer: &str,
    subject: &str,
) -> Result<(Told, Map<String, Value>), Trouble> {
    let request = Request::get(at).header(AUTHORIZATION, hidden(&format!("Bearer {bearer}"))?);
    let found: More = json(&ask_at(cx, provider, at, request).await?)?;
    if found.sub == subject {
        Ok((found.told, found.rest))
    } else {
        Err(Trouble::Refused("two answers name two people"))
    }
}
