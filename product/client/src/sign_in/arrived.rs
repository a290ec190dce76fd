//! Tokens that came: stored before anything else is asked, so that a kill or a lost network costs no second sign-in, and believed once
//! their ID token is proven.

use super::KEYS;
use super::account::Account;
use super::answers::TokenAnswer;
use super::id_token::{Asked, Claims};
use super::key_set;
use super::state::{AccountState, Arrived, SignedIn};
use super::trouble::SignInTrouble;
use crate::error::Error;
use crate::session::Session;
use crate::state::Guard;
use crate::wire::{Request, Response};

/// Tokens between their receipt and the keys that prove them.
pub(super) struct Proving {
    guard: Guard,
    state: AccountState,
    arrived: Arrived,
}

impl Session {
    /// Takes what a sign-in gave. Whoever was signed in before stays so until it is proven.
    pub(super) fn take_arrived(
        &self,
        guard: Guard,
        mut state: AccountState,
        answer: TokenAnswer,
        nonce: Option<String>,
    ) -> Result<(Box<Proving>, Request), Error> {
        state.pending = None;
        let tokens = answer.tokens(self.now(), None);
        let (tokens, id_token) = match (tokens, answer.id_token) {
            (Ok(tokens), Some(id_token)) => (tokens, id_token),
            (tokens, _) => {
                self.store_account(&guard, &state)?;
                return Err(tokens.err().unwrap_or_else(|| SignInTrouble::Untrusted { what: "no ID token" }.into()));
            }
        };
        state.end_arrived();
        state.arrived = Some(Arrived { tokens, id_token, nonce });
        self.store_account(&guard, &state)?;
        self.prove(guard, state).ok_or_else(|| SignInTrouble::NoneBegun.into())
    }

    /// The keys that prove what has arrived, if something has.
    pub(super) fn prove(&self, guard: Guard, state: AccountState) -> Option<(Box<Proving>, Request)> {
        let arrived = state.arrived.clone()?;
        let request = Request { most: crate::http::MAX_OAUTH_ANSWER, ..Request::get(KEYS) };
        Some((Box::new(Proving { guard, state, arrived }), request))
    }

    /// Judges the ID token by the keys. Where they cannot be had, the tokens stay for the next time.
    pub(super) fn accept_key_set(
        &self,
        proving: Box<Proving>,
        answer: Result<Response, Error>,
    ) -> Result<Account, Error> {
        let Proving { guard, mut state, arrived } = *proving;
        let answer = answer?;
        let keys = key_set::read(&answer.body).filter(|_| answer.status == 200 && answer.is_json);
        let keys = keys.ok_or_else(|| answer.refusal())?;
        let asked = Asked {
            issuer: &self.setup.origin,
            client_id: self.client_id()?,
            nonce: arrived.nonce.as_deref(),
            now: self.now(),
        };
        let claims: Result<Claims, SignInTrouble> =
            key_set::open(&arrived.id_token, &keys).map_err(|what| SignInTrouble::Untrusted { what });
        let claims = match claims.and_then(|claims| claims.check(&asked).map(|()| claims)) {
            Ok(claims) => claims,
            Err(trouble) => {
                state.end_arrived();
                self.store_account(&guard, &state)?;
                return Err(trouble.into());
            }
        };
        let (email, name) = (claims.email(), claims.name());
        let signed_in = SignedIn {
            tokens: arrived.tokens,
            subject: claims.sub,
            email,
            name,
            since: self.now(),
            refreshing_since: None,
        };
        let account = Account::of(&signed_in);
        state.arrived = None;
        state.end();
        state.signed_in = Some(signed_in);
        self.store_account(&guard, &state)?;
        Ok(account)
    }
}
