//! Access tokens: the stored one while it holds, else a new one by the refresh token, which is another one each time (RFC 6749 §6).
//!
//! Before a refresh token is used the file is written once: where that fails nothing is asked, because the next refresh token could
//! not be kept and the sign-in would be lost. An answer that got lost is asked for again with the same token, to which the portal gives the same
//! answer for half a minute.

use std::fmt;

use gatehouse_formats::SigningKey;
use zeroize::Zeroizing;

use super::account::Account;
use super::answers::{Answered, TokenAnswer, UserinfoAnswer};
use super::id_token::shown;
use super::proof::{Of, proof};
use super::question::Question;
use super::state::{AccountState, SignedIn, Tokens};
use super::trouble::SignInTrouble;
use super::{TOKEN, USERINFO};
use crate::error::Error;
use crate::session::Session;
use crate::state::Guard;
use crate::wire::{Request, Response};

/// An access token is renewed when it holds for less than this, in seconds.
const AHEAD: i64 = 60;

/// What one request to an API of the vendor carries. Make it anew for each request: a proof holds once.
pub struct Authorization {
    value: Zeroizing<String>,
    proof: Option<Zeroizing<String>>,
}

impl Authorization {
    /// The header `Authorization`.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The header `DPoP`, if the token is bound to this device.
    #[must_use]
    pub fn proof(&self) -> Option<&str> {
        self.proof.as_ref().map(|proof| proof.as_str())
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Authorization(…)")
    }
}

/// An access token, and the key that it is bound to.
pub(super) struct Access {
    token: Zeroizing<String>,
    key: Option<SigningKey>,
}

/// A refresh between the question and the answer.
pub(super) struct Refreshing {
    guard: Guard,
    state: AccountState,
    signed_in: SignedIn,
}

pub(super) enum AccessPlan {
    Known(Box<Access>),
    Ask(Box<Refreshing>, Box<Question>),
}

impl Session {
    pub(super) fn account(&self) -> Result<Account, Error> {
        let state = self.setup.store.load_account()?;
        let signed_in = state.and_then(|state| state.signed_in).ok_or(SignInTrouble::NotSignedIn)?;
        Ok(Account::of(&signed_in))
    }

    pub(super) fn plan_access(&self) -> Result<AccessPlan, Error> {
        let client_id = self.client_id()?;
        let mut found = self.load_signed_in()?;
        if found.1.tokens.seconds_left(self.now()) > AHEAD {
            return access(&mut found.0, &found.1.tokens).map(AccessPlan::Known);
        }
        let guard = match self.setup.store.lock_account() {
            // Another process refreshes at this moment, or this user cannot write here: the token is as good as it was.
            Err(_) if found.1.tokens.seconds_left(self.now()) > 0 => {
                return access(&mut found.0, &found.1.tokens).map(AccessPlan::Known);
            }
            guard => guard?,
        };
        // Another process may have refreshed before the lock was free.
        let (mut state, mut signed_in) = self.load_signed_in()?;
        if signed_in.tokens.seconds_left(self.now()) > AHEAD {
            return access(&mut state, &signed_in.tokens).map(AccessPlan::Known);
        }
        let Some(token) = signed_in.tokens.refresh.clone() else {
            if signed_in.tokens.seconds_left(self.now()) > 0 {
                return access(&mut state, &signed_in.tokens).map(AccessPlan::Known);
            }
            return Err(SignInTrouble::Ended.into());
        };
        signed_in.refreshing_since = Some(self.now());
        let key = state.device_key()?;
        state.signed_in = Some(signed_in.clone());
        self.store_account(&guard, &state)?;
        let form = [("grant_type", "refresh_token"), ("refresh_token", token.as_str()), ("client_id", client_id)];
        let question = Question::new(TOKEN, &form).proven_by(key);
        Ok(AccessPlan::Ask(Box::new(Refreshing { guard, state, signed_in }), Box::new(question)))
    }

    pub(super) fn accept_access(
        &self,
        refreshing: Box<Refreshing>,
        answer: Result<Response, Error>,
    ) -> Result<Box<Access>, Error> {
        let Refreshing { guard, mut state, mut signed_in } = *refreshing;
        let before = &signed_in.tokens;
        let tokens = match answer.and_then(|answer| answer.answered::<TokenAnswer>(200)) {
            Ok(Answered::Granted(answer)) => answer.tokens(self.now(), before.refresh.as_ref()),
            Ok(Answered::Refused(error)) if error == "invalid_grant" => {
                state.signed_in = None;
                self.store_account(&guard, &state)?;
                return Err(SignInTrouble::Ended.into());
            }
            Ok(Answered::Refused(error)) => Err(SignInTrouble::of(&error).into()),
            Err(trouble) => Err(trouble),
        };
        let tokens = match tokens {
            Ok(tokens) => tokens,
            // The token that is there goes on to its end.
            Err(_) if before.seconds_left(self.now()) > 0 => return access(&mut state, before),
            Err(trouble) => return Err(trouble),
        };
        signed_in.tokens = tokens.clone();
        signed_in.refreshing_since = None;
        state.signed_in = Some(signed_in);
        // Stored before it is used.
        self.store_account(&guard, &state)?;
        access(&mut state, &tokens)
    }

    /// What a request carries.
    pub(super) fn authorization(&self, access: &Access, method: &str, address: &str) -> Result<Authorization, Error> {
        let scheme = if access.key.is_some() { "DPoP" } else { "Bearer" };
        let value = Zeroizing::new(format!("{scheme} {}", access.token.as_str()));
        // A query and a fragment are no part of what is proven (RFC 9449 §4.2).
        let address = address.split(['?', '#']).next().unwrap_or_default();
        let (moment, access_token) = (self.portals_now(), Some(access.token.as_str()));
        let of = Of { method, address, moment, nonce: None, access_token };
        let proof = access.key.as_ref().map(|key| proof(key, &of)).transpose()?;
        Ok(Authorization { value, proof })
    }

    pub(super) fn plan_profile(&self, access: &Access) -> Result<Request, Error> {
        let address = format!("{}{USERINFO}", self.setup.origin);
        let carried = self.authorization(access, "GET", &address)?;
        let mut request = Request { most: crate::http::MAX_OAUTH_ANSWER, ..Request::get(USERINFO) };
        request.further.push(("authorization", carried.value));
        request.further.extend(carried.proof.map(|proof| (super::proof::HEADER, proof)));
        Ok(request)
    }

    /// Takes what the portal says of the person now. It must speak of the one who is signed in.
    pub(super) fn accept_profile(&self, answer: Result<Response, Error>) -> Result<Account, Error> {
        let said: UserinfoAnswer = match answer?.answered(200)? {
            Answered::Granted(said) => said,
            Answered::Refused(error) => return Err(SignInTrouble::of(&error).into()),
        };
        let guard = self.setup.store.lock_account()?;
        let (mut state, mut signed_in) = self.load_signed_in()?;
        if said.sub != signed_in.subject {
            return Err(SignInTrouble::Untrusted { what: "the profile of somebody else" }.into());
        }
        signed_in.email = shown(said.email.as_deref());
        signed_in.name = shown(said.name.as_deref());
        let account = Account::of(&signed_in);
        state.signed_in = Some(signed_in);
        self.store_account(&guard, &state)?;
        Ok(account)
    }

    fn load_signed_in(&self) -> Result<(AccountState, SignedIn), Error> {
        let mut state = self.setup.store.load_account()?.unwrap_or_default();
        let signed_in = state.signed_in.take().ok_or(SignInTrouble::NotSignedIn)?;
        Ok((state, signed_in))
    }
}

fn access(state: &mut AccountState, tokens: &Tokens) -> Result<Box<Access>, Error> {
    let key = if tokens.is_bound { Some(state.device_key()?) } else { None };
    Ok(Box::new(Access { token: tokens.access.clone(), key }))
}
