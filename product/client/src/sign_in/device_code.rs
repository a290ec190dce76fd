//! The device authorization grant (RFC 8628): a code that the person enters in any browser, while the product asks whether they have.
//!
//! The code is stored, so a product that was killed goes on asking after its restart. When it has ended the portal says; this device
//! only counts how often it has asked, because its clock may jump.

use std::time::Duration;

use super::account::Account;
use super::answers::{Answered, DeviceAnswer, TokenAnswer};
use super::arrived::Proving;
use super::question::Question;
use super::state::{AccountState, PendingCode};
use super::trouble::SignInTrouble;
use super::{DEVICE, SignIn, TOKEN};
use crate::error::Error;
use crate::session::Session;
use crate::state::Guard;
use crate::wire::{Request, Response};

/// RFC 8628 §3.4.
const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// What a `slow_down` adds (RFC 8628 §3.5), and where that ends, in seconds.
const SLOWER: i64 = 5;
const SLOWEST: i64 = 60;
/// After a trouble of the network the wait doubles up to this, unless the server says more.
const WAIT_MOST: i64 = 60;
const RETRY_AFTER_MOST: i64 = 300;

/// What the person is shown: a page of the portal, and the code to enter there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceCode {
    /// Eight letters in two groups. The page asks the person to compare them.
    pub user_code: String,
    /// The page, to be opened in any browser, also on another device.
    pub address: String,
    /// The same with the code filled in, for a QR code or a browser of this device.
    pub complete_address: Option<String>,
    /// When it ends, unix seconds, by the clock of this device.
    pub expires_at: i64,
}

/// How a sign-in by device code stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Poll {
    /// The person has not said yes yet. Asked again earlier than this, nothing is sent.
    Wait(Duration),
    /// They have.
    SignedIn(Account),
}

/// A device code between the question and the answer.
pub(super) struct Beginning {
    guard: Guard,
    state: AccountState,
}

/// One of the questions whether the person has said yes.
pub(super) struct Asking {
    guard: Guard,
    state: AccountState,
    pending: PendingCode,
}

pub(super) enum PollPlan {
    Known(Poll),
    Ask(Box<Asking>, Box<Question>),
    Prove(Box<Proving>, Request),
}

pub(super) enum Heard {
    Wait(Duration),
    Prove(Box<Proving>, Request),
}

impl PendingCode {
    fn shown(&self) -> DeviceCode {
        DeviceCode {
            user_code: self.user_code.clone(),
            address: self.address.clone(),
            complete_address: self.complete_address.clone(),
            expires_at: self.begun_at.saturating_add(self.lives),
        }
    }
}

fn seconds(count: i64) -> Duration {
    Duration::from_secs(u64::try_from(count).unwrap_or(0))
}

impl Session {
    pub(super) fn plan_device_code(&self, sign_in: &SignIn) -> Result<(Box<Beginning>, Box<Question>), Error> {
        let client_id = self.client_id()?;
        let guard = self.setup.store.lock_account()?;
        let state = self.setup.store.load_account_to_replace()?.unwrap_or_default();
        let question = Question::new(DEVICE, &[("client_id", client_id), ("scope", self.setup.scope.as_str())]);
        let question = self.about_device(question).with("login_hint", sign_in.hint());
        Ok((Box::new(Beginning { guard, state }), Box::new(question)))
    }

    /// What the page shows of the product, for the person to compare.
    pub(super) fn about_device(&self, question: Question) -> Question {
        let setup = &self.setup;
        question
            .with("product", Some(setup.product.as_str()))
            .with("product_version", setup.version.as_deref())
            .with("host_name", setup.device_name.as_deref())
    }

    pub(super) fn accept_device_code(
        &self,
        beginning: Box<Beginning>,
        answer: Result<Response, Error>,
    ) -> Result<DeviceCode, Error> {
        let Beginning { guard, mut state } = *beginning;
        let code = match answer?.answered::<DeviceAnswer>(200)? {
            Answered::Granted(answer) => answer.code(&self.setup.origin, self.now())?,
            Answered::Refused(error) => return Err(SignInTrouble::of(&error).into()),
        };
        let shown = code.shown();
        state.end_arrived();
        state.pending = Some(code);
        self.store_account(&guard, &state)?;
        Ok(shown)
    }

    /// The code that waits for its person, also after a restart.
    pub(super) fn pending_sign_in(&self) -> Result<Option<DeviceCode>, Error> {
        let state = self.setup.store.load_account()?;
        Ok(state.and_then(|state| state.pending).map(|pending| pending.shown()))
    }

    /// Forgets the code that waits. At the portal it ends by itself.
    pub(super) fn cancel_sign_in(&self) -> Result<(), Error> {
        let guard = self.setup.store.lock_account()?;
        let Some(mut state) = self.setup.store.load_account()? else { return Ok(()) };
        state.pending = None;
        state.end_arrived();
        self.store_account(&guard, &state)
    }

    pub(super) fn plan_poll(&self) -> Result<PollPlan, Error> {
        let client_id = self.client_id()?;
        let guard = self.setup.store.lock_account()?;
        let mut state = self.setup.store.load_account()?.unwrap_or_default();
        if state.arrived.is_some() {
            let prove = self.prove(guard, state).ok_or(SignInTrouble::NoneBegun)?;
            return Ok(PollPlan::Prove(prove.0, prove.1));
        }
        let Some(mut pending) = state.pending.take() else {
            // Another process may have waited for the same one.
            let account = state.signed_in.as_ref().map(Account::of).ok_or(SignInTrouble::NoneBegun)?;
            return Ok(PollPlan::Known(Poll::SignedIn(account)));
        };
        let wait = pending.seconds_to_wait(self.now());
        if wait > 0 {
            return Ok(PollPlan::Known(Poll::Wait(seconds(wait))));
        }
        if pending.left <= 0 {
            self.store_account(&guard, &state)?;
            return Err(SignInTrouble::Expired.into());
        }
        pending.left -= 1;
        pending.asked_at = self.now();
        let key = state.device_key()?;
        state.pending = Some(pending.clone());
        // Written before it is asked: what cannot be written now could not keep the tokens either.
        self.store_account(&guard, &state)?;
        let form = [("grant_type", GRANT), ("device_code", pending.device_code.as_str()), ("client_id", client_id)];
        let question = Question::new(TOKEN, &form).proven_by(key);
        Ok(PollPlan::Ask(Box::new(Asking { guard, state, pending }), Box::new(question)))
    }

    pub(super) fn accept_poll(&self, asking: Box<Asking>, answer: Result<Response, Error>) -> Result<Heard, Error> {
        let Asking { guard, mut state, mut pending } = *asking;
        let answered = answer.and_then(|answer| answer.answered::<TokenAnswer>(200));
        let error = match answered {
            Ok(Answered::Granted(answer)) => {
                return self
                    .take_arrived(guard, state, answer, None)
                    .map(|(proving, keys)| Heard::Prove(proving, keys));
            }
            Ok(Answered::Refused(error)) => error,
            Err(trouble) => {
                // Nobody has said no: it goes on, more slowly (RFC 8628 §3.5).
                let said = trouble.retry_after().and_then(|wait| i64::try_from(wait.as_secs()).ok()).unwrap_or(0);
                pending.wait = pending.wait.saturating_mul(2).min(WAIT_MOST).max(said.min(RETRY_AFTER_MOST));
                state.pending = Some(pending);
                self.store_account(&guard, &state)?;
                return Err(trouble);
            }
        };
        match error.as_str() {
            "authorization_pending" => {}
            "slow_down" => pending.interval = pending.interval.saturating_add(SLOWER).min(SLOWEST),
            // A portal that is in trouble says so in the words of OAuth, too.
            "server_error" | "temporarily_unavailable" => pending.interval = pending.interval.max(SLOWER),
            _ => {
                state.pending = None;
                self.store_account(&guard, &state)?;
                return Err(SignInTrouble::of(&error).into());
            }
        }
        pending.wait = pending.interval;
        let wait = seconds(pending.wait);
        state.pending = Some(pending);
        self.store_account(&guard, &state)?;
        Ok(Heard::Wait(wait))
    }
}
