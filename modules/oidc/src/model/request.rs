//! What a client asks when somebody shall sign in to it (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1), as it came.

use crate::model::terms;
use serde::{Deserialize, Serialize};

/// How the addresses of pushed requests begin (RFC 9126 §2.2).
pub const PUSHED: &str = "urn:ietf:params:oauth:request_uri:";

/// The parameters; empty: not there. Others are passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Who asks.
    pub client_id: String,
    /// Where the answer goes.
    pub redirect_uri: String,
    /// What kind of answer.
    pub response_type: String,
    /// In which way.
    pub response_mode: String,
    /// For what.
    pub scope: String,
    /// What the client wants to have back.
    pub state: String,
    /// What it wants to find in the ID token.
    pub nonce: String,
    /// What its verifier hashes to (RFC 7636).
    pub code_challenge: String,
    /// How.
    pub code_challenge_method: String,
    /// Whether the person is to be asked.
    pub prompt: String,
    /// How old a proof may be, in seconds.
    pub max_age: String,
    /// An address to fill in (ACC-4).
    pub login_hint: String,
    /// An earlier ID token of the person who is meant.
    pub id_token_hint: String,
    /// What the proof should be worth.
    pub acr_values: String,
    /// In which languages.
    pub ui_locales: String,
    /// The key to which the tokens will be bound (RFC 9449 §10).
    pub dpop_jkt: String,
    /// A request as a token: not taken.
    pub request: String,
    /// A request that lies elsewhere: only ours.
    pub request_uri: String,
    /// What a client tells of itself: not taken.
    pub registration: String,
    /// Something was there twice (RFC 6749 §3.1).
    pub is_doubled: bool,
    /// Something was longer than it may be, or everything together.
    pub is_too_long: bool,
}

impl Asked {
    /// Reads the parameters of an address or a form.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut asked = Self::default();
        let (mut seen, mut whole) = (Vec::<&str>::new(), 0);
        for (name, value) in pairs {
            if asked.member(name).is_none() {
                continue;
            }
            if seen.contains(&name) {
                asked.is_doubled = true;
                // Where to send the answer must be said once.
                if let ("client_id" | "redirect_uri", Some(member)) = (name, asked.member(name)) {
                    member.clear();
                }
                continue;
            }
            seen.push(name);
            whole += value.len();
            if value.len() > terms::PARAMETER || whole > terms::PARAMETERS {
                asked.is_too_long = true;
                continue;
            }
            if let Some(member) = asked.member(name) {
                value.clone_into(member);
            }
        }
        asked
    }

    fn member(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "client_id" => &mut self.client_id,
            "redirect_uri" => &mut self.redirect_uri,
            "response_type" => &mut self.response_type,
            "response_mode" => &mut self.response_mode,
            "scope" => &mut self.scope,
            "state" => &mut self.state,
            "nonce" => &mut self.nonce,
            "code_challenge" => &mut self.code_challenge,
            "code_challenge_method" => &mut self.code_challenge_method,
            "prompt" => &mut self.prompt,
            "max_age" => &mut self.max_age,
            "login_hint" => &mut self.login_hint,
            "id_token_hint" => &mut self.id_token_hint,
            "acr_values" => &mut self.acr_values,
            "ui_locales" => &mut self.ui_locales,
            "dpop_jkt" => &mut self.dpop_jkt,
            "request" => &mut self.request,
            "request_uri" => &mut self.request_uri,
            "registration" => &mut self.registration,
            _ => return None,
        })
    }

    /// The token of a pushed request, where this names one.
    #[must_use]
    pub fn pushed(&self) -> Option<&str> {
        self.request_uri.strip_prefix(PUSHED)
    }
}
