//! What a browser carries until the service answers. The caller seals it into a cookie: who has the answer alone has nothing.

use crate::{ClientSecret, Federation, Protocol, Provider, Trouble};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::Cx;
use gatehouse_core::host;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use url::Url;

/// One question to a service.
#[derive(Clone, Deserialize, Serialize)]
pub struct Flow {
    /// Which service was asked.
    pub service: String,
    /// Comes back in the answer's address.
    state: String,
    /// Comes back in the ID token.
    pub(crate) nonce: String,
    /// What the challenge was made of (RFC 7636).
    pub(crate) verifier: String,
    /// The person shall prove anew who they are.
    pub(crate) anew: bool,
}

/// What the service sent back with the browser.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Returned {
    /// To be exchanged.
    pub code: String,
    /// The flow's.
    pub state: String,
    /// Who answers (RFC 9207).
    pub iss: String,
    /// Why there is no code.
    pub error: String,
    /// The person's name, once, at their first sign-in (Apple): JSON.
    pub user: String,
}

impl Flow {
    /// A new one. `anew`: the person shall prove anew who they are, where the service can ask for that.
    #[must_use]
    pub fn new(cx: &Cx, service: &str, anew: bool) -> Self {
        let random = || URL_SAFE_NO_PAD.encode(cx.app.random.token());
        Self { service: service.to_owned(), state: random(), nonce: random(), verifier: random(), anew }
    }

    /// Whether an answer is to this question.
    pub fn asked(&self, service: &str, returned: &Returned) -> bool {
        self.service == service && bool::from(self.state.as_bytes().ct_eq(returned.state.as_bytes()))
    }

    fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }
}

impl Federation {
    /// The address at the service to which the browser goes.
    pub async fn address(&self, cx: &Cx, provider: &Provider, flow: &Flow, back: &str) -> Result<String, Trouble> {
        let text = match &provider.protocol {
            Protocol::OpenId { .. } => self.memory.endpoints(cx, provider).await?.authorization_endpoint,
            Protocol::Graph { authorization, .. } => authorization.clone(),
        };
        let mut url = Url::parse(&text).map_err(|_| Trouble::Refused("its address is none"))?;
        let is_here = url.scheme() == "http" && url.host_str().is_some_and(host::is_loopback);
        if url.scheme() != "https" && !is_here {
            return Err(Trouble::Refused("its address is not https"));
        }
        let challenge = flow.challenge();
        let mut query = url.query_pairs_mut();
        query.extend_pairs([
            ("response_type", "code"),
            ("client_id", provider.client_id.as_str()),
            ("redirect_uri", back),
            ("scope", provider.scopes.as_str()),
            ("state", flow.state.as_str()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ]);
        if matches!(provider.protocol, Protocol::OpenId { .. }) {
            query.append_pair("nonce", &flow.nonce);
        }
        if provider.posts() {
            query.append_pair("response_mode", "form_post");
        }
        // Apple knows neither.
        if flow.anew && !matches!(provider.secret, ClientSecret::Apple(_)) {
            match provider.protocol {
                Protocol::OpenId { .. } => query.extend_pairs([("prompt", "login"), ("max_age", "0")]),
                Protocol::Graph { .. } => query.append_pair("auth_type", "reauthenticate"),
            };
        }
        drop(query);
        Ok(url.into())
    }
}
