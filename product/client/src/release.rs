//! Giving seats back (LIC-13): the one in use, when the user says so, and one that another activation has replaced.
//!
//! A device that is activated with a second code takes a seat of another license. The old seat is noted with its token in
//! the same step that stores the new one, so a crash cannot lose it; then it is given back. What fails is tried again
//! after the next renewal and before a deactivation.

use gatehouse_formats::{Lease, LeaseError};

use crate::error::Error;
use crate::license::Renewal;
use crate::session::Session;
use crate::state::{Guard, Release, State};
use crate::wire::{DeactivationRequest, Device, Request, Response};

/// The seat was freed from the account or by a clerk.
pub(crate) const DEACTIVATED: &str = "activation.deactivated";

/// A seat between the request to free it and the answer.
pub(crate) struct Return {
    guard: Guard,
    state: State,
}

impl Session {
    pub(crate) fn plan_deactivation(&self) -> Result<(Return, Request), Error> {
        let guard = self.setup.store.lock()?;
        let state = self.setup.store.load()?.ok_or(Error::NotActivated)?;
        // They were given back a moment ago, so another process has just activated with another code.
        if !state.releases.is_empty() {
            return Err(Error::Busy);
        }
        // A state that was copied from another device speaks of a seat which that device goes on using.
        if self.is_of_another_device(&state) {
            return Err(LeaseError::WrongDevice.into());
        }
        let request = self.deactivation(&state.activation, &state.renew_token)?;
        Ok((Return { guard, state }, request))
    }

    pub(crate) fn accept_deactivation(&self, seat: &Return, answer: Result<Response, Error>) -> Result<(), Error> {
        match answer.and_then(|response| response.is_done()) {
            Err(error) if !is_free_already(&error) => Err(error),
            _ => self.setup.store.remove(&seat.guard),
        }
    }

    /// What is to be given back once `activation` has taken the place of the state before it.
    pub(crate) fn replaced(&self, before: Option<State>, activation: &str) -> Vec<Release> {
        // A state that was copied from another device speaks of seats which that device goes on using.
        let Some(before) = before.filter(|state| self.is_of_this_device(state)) else { return Vec::new() };
        let State { activation: old, renew_token, mut releases, .. } = before;
        releases.push(Release { activation: old, renew_token });
        // The same seat again, or one that was taken again before it was given back, is in use.
        releases.retain(|release| release.activation != activation);
        releases
    }

    /// The next replaced seat to give back, if there is one.
    pub(crate) fn plan_release(&self) -> Result<Option<(Return, Request)>, Error> {
        // Without the lock at first: nearly always there is nothing to do.
        if self.setup.store.load()?.is_none_or(|state| state.releases.is_empty()) {
            return Ok(None);
        }
        let guard = self.setup.store.lock()?;
        let Some(state) = self.setup.store.load()? else { return Ok(None) };
        let Some(release) = state.releases.first() else { return Ok(None) };
        let request = self.deactivation(&release.activation, &release.renew_token)?.brief(true);
        Ok(Some((Return { guard, state }, request)))
    }

    /// Forgets a replaced seat when it is free, or when the server refused for good; otherwise it stays noted.
    pub(crate) fn accept_release(&self, seat: Return, answer: Result<Response, Error>) -> Result<(), Error> {
        let Return { guard, mut state } = seat;
        match answer.and_then(|response| response.is_done()) {
            Ok(()) => {}
            Err(error) if is_free_already(&error) => {}
            Err(Error::Refused(problem)) if problem.is_final => {}
            Err(error) => return Err(error),
        }
        state.releases.remove(0);
        // The seat in use was freed earlier, and the state was kept for the sake of the others.
        let is_over = state.stopped.as_ref().is_some_and(|problem| problem.code == DEACTIVATED);
        if is_over && state.releases.is_empty() {
            self.setup.store.remove(&guard)
        } else {
            self.setup.store.save(&guard, &state)
        }
    }

    fn is_of_this_device(&self, state: &State) -> bool {
        let lease = Lease::open(&state.lease, &state.issuing_keys, &self.setup.roots);
        lease.is_ok_and(|lease| lease.aud == self.setup.product && lease.cnf.covers(&self.setup.fingerprint))
    }

    /// A lease that cannot be opened says nothing of a device; then the server judges.
    fn is_of_another_device(&self, state: &State) -> bool {
        let lease = Lease::open(&state.lease, &state.issuing_keys, &self.setup.roots);
        lease.is_ok_and(|lease| !lease.cnf.covers(&self.setup.fingerprint))
    }

    fn deactivation(&self, activation: &str, renew_token: &str) -> Result<Request, Error> {
        let device = Device { fingerprint: &self.setup.fingerprint, name: None, platform: None };
        let body = DeactivationRequest { renew_token, device };
        Request::post(format!("/api/v1/activations/{activation}/deactivate"), &body)
    }
}

/// Whether the server was there: one that did not answer now would not answer another question either.
pub(crate) fn server_answered(renewal: &Result<Renewal, Error>) -> bool {
    !matches!(
        renewal,
        Ok(Renewal::Postponed { because: Error::Unreachable(_) | Error::Answer { .. }, .. })
            | Err(Error::Unreachable(_) | Error::Answer { .. } | Error::ClockSetBack { .. })
    )
}

/// The seat is free already, which is what was asked for.
fn is_free_already(error: &Error) -> bool {
    matches!(error.code(), "activation.unknown" | DEACTIVATED)
}
