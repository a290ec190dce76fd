//! Renewing a lease (LIC-16): when to ask the server, and what its answer means for the license.
//!
//! The steps are those of [`crate::session`]. A renewal that fails takes nothing away while the lease holds.

use gatehouse_formats::{Lease, LeaseError};
use zeroize::Zeroizing;

use crate::clock::Marks;
use crate::error::Error;
use crate::license::{License, Renewal};
use crate::release::DEACTIVATED;
use crate::session::{SIGNED_APART, Session};
use crate::state::{Guard, State};
use crate::wire::{Device, IssuingKeysAnswer, Problem, RenewalAnswer, RenewalRequest, Request, Response};

/// After a failed renewal the next attempt waits this long, unless the server says otherwise.
const RETRY_AFTER: i64 = 15 * 60;
/// The longest wait between two attempts that a server can ask for.
const RETRY_AFTER_MOST: i64 = 24 * 60 * 60;

/// A renewal between request and answer.
pub(crate) struct Turn {
    guard: Guard,
    state: State,
    before: Result<License, Error>,
}

/// A renewal whose lease is signed by a key that is not known yet.
pub(crate) struct KeyTurn {
    turn: Turn,
    answer: RenewalAnswer,
}

pub(crate) enum Plan {
    /// There is nothing to ask, or no way to note the answer.
    Known(Box<Renewal>),
    Ask(Box<Turn>, Request),
}

pub(crate) enum Next {
    Done(Box<Renewal>),
    AskKeys(Box<KeyTurn>, Request),
}

impl Session {
    pub(crate) fn plan_renewal(&self, at_once: bool) -> Result<Plan, Error> {
        let state = self.setup.store.load()?.ok_or(Error::NotActivated)?;
        let found = self.verify(&state);
        match &found {
            Ok(license) if !at_once && (!is_due(license) || self.must_wait(&state)) => {
                self.raise_marks(license);
                return found.map(not_due);
            }
            // Another device, another product: no server can renew that.
            Err(Error::Lease(LeaseError::WrongDevice | LeaseError::WrongProduct { .. })) => return found.map(not_due),
            _ => {}
        }
        let guard = match (self.setup.store.lock(), found) {
            (Ok(guard), _) => guard,
            // Another process asks at this moment, or this user cannot write here: the lease is as good as it was.
            (Err(because), Ok(license)) => return Ok(Plan::Known(Box::new(Renewal::Postponed { license, because }))),
            (Err(because), Err(_)) => return Err(because),
        };
        // Another process may have renewed before the lock was free.
        let state = self.setup.store.load()?.ok_or(Error::NotActivated)?;
        let before = self.verify(&state);
        if matches!(&before, Ok(license) if !at_once && (!is_due(license) || self.must_wait(&state))) {
            return before.map(not_due);
        }
        let body = RenewalRequest {
            renew_token: &state.renew_token,
            device: Device { fingerprint: &self.setup.fingerprint, name: None, platform: None },
            time: (self.setup.clock)(),
        };
        let request = Request::post(format!("/api/v1/activations/{}/renew", state.activation), &body)?;
        // Whoever starts a product waits for this. While the lease holds, the answer can come another time.
        let request = request.brief(!at_once && before.is_ok());
        Ok(Plan::Ask(Box::new(Turn { guard, state, before }), request))
    }

    pub(crate) fn accept_renewal(&self, turn: Box<Turn>, answer: Result<Response, Error>) -> Result<Next, Error> {
        let answer: RenewalAnswer = match answer.and_then(|response| response.read(&[200])) {
            Ok(answer) => answer,
            Err(Error::Refused(problem)) if ends_the_license(&problem) => return self.stop(*turn, problem),
            Err(error) => return self.postpone(*turn, error).map(|renewal| Next::Done(Box::new(renewal))),
        };
        let issuing_keys = answer.issuing_keys.clone().unwrap_or_else(|| turn.state.issuing_keys.clone());
        match self.take_lease(&turn, &answer, issuing_keys) {
            Ok(state) => self.keep(&turn, &state).map(|renewal| Next::Done(Box::new(renewal))),
            Err(Error::Lease(LeaseError::UnknownKey { .. } | LeaseError::UntrustedKey { .. })) => {
                let request = Request::get("/api/v1/issuing-keys").brief(turn.before.is_ok());
                Ok(Next::AskKeys(Box::new(KeyTurn { turn: *turn, answer }), request))
            }
            Err(error) => self.postpone(*turn, error).map(|renewal| Next::Done(Box::new(renewal))),
        }
    }

    pub(crate) fn accept_keys(&self, keys: Box<KeyTurn>, answer: Result<Response, Error>) -> Result<Renewal, Error> {
        let KeyTurn { turn, answer: renewal } = *keys;
        let state = answer
            .and_then(|response| response.read::<IssuingKeysAnswer>(&[200]))
            .and_then(|issuing| self.take_lease(&turn, &renewal, issuing.keys));
        match state {
            Ok(state) => self.keep(&turn, &state),
            Err(error) => self.postpone(turn, error),
        }
    }

    fn take_lease(&self, turn: &Turn, answer: &RenewalAnswer, issuing_keys: Vec<String>) -> Result<State, Error> {
        let lease = self.open(&answer.lease, &issuing_keys, &turn.state.activation, answer.server_time)?;
        // An answer of long ago, given again, would set the clock's floor back.
        let known = Lease::open(&turn.state.lease, &turn.state.issuing_keys, &self.setup.roots);
        if known.is_ok_and(|known| lease.iat < known.iat.saturating_sub(SIGNED_APART)) {
            return Err(LeaseError::Claim { claim: "iat" }.into());
        }
        Ok(State {
            activation: turn.state.activation.clone(),
            lease: answer.lease.clone(),
            issuing_keys,
            renew_token: Zeroizing::new(answer.renew_token.clone()),
            // What the server signed replaces the marks: this is how a clock that ran ahead is put in order.
            marks: Marks::at(lease.iat),
            next_attempt: None,
            stopped: None,
            list: None,
            releases: turn.state.releases.clone(),
        })
    }

    /// Stores the new lease. A full disk, or a folder of another user, must not stop a product that has just been given
    /// one: it runs, and asks again at its next start.
    fn keep(&self, turn: &Turn, state: &State) -> Result<Renewal, Error> {
        let saved = self.setup.store.save(&turn.guard, state);
        let license = self.verify(state)?;
        Ok(match saved {
            Ok(()) => Renewal::Renewed(license),
            Err(because) => Renewal::Postponed { license, because },
        })
    }

    /// A refusal that ends the license now, and not only at the end of the lease (LIC-13, LIC-16).
    fn stop(&self, turn: Turn, problem: Box<Problem>) -> Result<Next, Error> {
        let Turn { guard, mut state, .. } = turn;
        // A seat that is still to be given back would be forgotten with the state.
        let noted = if problem.code == DEACTIVATED && state.releases.is_empty() {
            self.setup.store.remove(&guard)
        } else {
            state.stopped = Some((*problem).clone());
            self.setup.store.save(&guard, &state)
        };
        // What cannot be noted is asked and refused again at the next start.
        drop(noted);
        Err(Error::Refused(problem))
    }

    fn postpone(&self, turn: Turn, because: Error) -> Result<Renewal, Error> {
        let Turn { guard, mut state, before } = turn;
        let license = match before {
            Ok(license) => license,
            // What ended the license says more than a server that cannot be reached.
            Err(ended @ (Error::Refused(_) | Error::Revoked { .. })) => return Err(ended),
            Err(Error::ClockSetBack { now, floor, .. }) => return Err(clock_and_network(now, floor, because)),
            Err(_) => return Err(because),
        };
        let wait = because.retry_after().and_then(|wait| i64::try_from(wait.as_secs()).ok()).unwrap_or(RETRY_AFTER);
        state.next_attempt = Some((self.setup.clock)().saturating_add(wait.clamp(1, RETRY_AFTER_MOST)));
        // Without the note the next start asks again, which costs a moment and no license.
        drop(self.setup.store.save(&guard, &state));
        Ok(Renewal::Postponed { license, because })
    }

    fn must_wait(&self, state: &State) -> bool {
        let now = (self.setup.clock)();
        // A moment too far ahead was written under a wrong clock.
        state.next_attempt.is_some_and(|moment| now < moment && moment <= now.saturating_add(RETRY_AFTER_MOST))
    }
}

fn not_due(license: License) -> Plan {
    Plan::Known(Box::new(Renewal::NotDue(license)))
}

/// A wrong clock is one more reason to ask: the answer puts it in order.
fn is_due(license: &License) -> bool {
    license.renewal_due() || license.clock_behind.is_some()
}

/// Refusals after which the product stops although its lease goes on.
fn ends_the_license(problem: &Problem) -> bool {
    matches!(problem.code.as_str(), "license.blocked" | "license.expired" | DEACTIVATED)
}

/// Without an answer both are in the way: the wrong clock is the reason why the server is needed at all.
fn clock_and_network(now: i64, floor: i64, because: Error) -> Error {
    match because {
        Error::Unreachable(reason) => Error::ClockSetBack { now, floor, unreached: Some(reason) },
        Error::Answer { status } => Error::ClockSetBack { now, floor, unreached: Some(format!("HTTP {status}")) },
        answered => answered,
    }
}
