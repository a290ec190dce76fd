//! Signing out: forgotten on the device first, then ended at the portal (RFC 7009). What the portal could not be told yet is noted, and told
//! with the next chance.

use zeroize::Zeroizing;

use super::REVOKE;
use super::question::Question;
use super::state::AccountState;
use super::trouble::SignInTrouble;
use crate::error::Error;
use crate::session::Session;
use crate::state::Guard;
use crate::wire::Response;

/// A refresh token between the question to end it and the answer.
pub(super) struct Ending {
    guard: Guard,
    state: AccountState,
    token: Zeroizing<String>,
}

/// What is to be told, and the question that tells it.
pub(super) type Revoking = (Box<Ending>, Box<Question>);

impl Session {
    /// Forgets who is signed in, and a sign-in that is under way.
    pub(super) fn forget_account(&self) -> Result<(), Error> {
        self.client_id()?;
        let guard = self.setup.store.lock_account()?;
        // A damaged file must not keep anybody signed in.
        let mut state = self.setup.store.load_account_to_replace()?.unwrap_or_default();
        let is_nobody = state.signed_in.is_none() && state.arrived.is_none() && state.pending.is_none();
        if is_nobody && state.revoking.is_empty() {
            self.setup.store.remove_account(&guard)?;
            return Err(SignInTrouble::NotSignedIn.into());
        }
        state.end();
        state.pending = None;
        self.store_account(&guard, &state)
    }

    /// The next refresh token that the portal is to be told of, if there is one.
    pub(super) fn plan_revocation(&self) -> Result<Option<Revoking>, Error> {
        // Without the lock at first: nearly always there is nothing to do.
        let has_any = |state: &AccountState| !state.revoking.is_empty();
        if !self.setup.store.load_account()?.as_ref().is_some_and(has_any) {
            return Ok(None);
        }
        let client_id = self.client_id()?;
        let guard = self.setup.store.lock_account()?;
        let state = self.setup.store.load_account()?.unwrap_or_default();
        let Some(token) = state.revoking.first().cloned() else { return Ok(None) };
        let form = [("token", token.as_str()), ("token_type_hint", "refresh_token"), ("client_id", client_id)];
        let question = Question::new(REVOKE, &form);
        Ok(Some((Box::new(Ending { guard, state, token }), Box::new(question))))
    }

    pub(super) fn accept_revocation(&self, ending: Box<Ending>, answer: Result<Response, Error>) -> Result<(), Error> {
        let Ending { guard, mut state, token } = *ending;
        let answer = answer?;
        // RFC 7009 §2.2: 200, and the body says nothing. An error of OAuth will be the same the next time.
        let is_done = answer.status == 200 && (answer.body.is_empty() || answer.is_json);
        if !is_done && answer.oauth_error().is_none() {
            return Err(answer.refusal());
        }
        state.revoking.retain(|known| *known != token);
        self.store_account(&guard, &state)
    }
}
