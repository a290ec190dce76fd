//! The rules, without a transport: what to ask the server, and what an answer means.
//!
//! Each action has a `plan_…` step, which gives a request, and an `accept_…` step, which takes the answer. Between the
//! two the caller holds the lock on the state, so two processes of the product never ask at the same time.

use std::sync::atomic::AtomicI64;

use gatehouse_formats::{ActivationCode, JwsError, Lease, LeaseError, ListError, RevocationList};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::clock::Marks;
use crate::error::Error;
use crate::license::License;
use crate::setup::Setup;
use crate::state::{Guard, ListMark, PendingActivation, State};
use crate::wire::{ActivationAnswer, ActivationRequest, Device, Request, Response, RevocationListFile};

/// An unanswered activation is repeated unchanged for this long; later its `time` would look like a wrong clock.
const PENDING_FOR: i64 = 10 * 60;
/// How far the server's word for the time and the moment signed in the lease may lie apart, and how much older than the
/// lease before it a new one may be: leases are signed with the minute's beginning, and nodes are seconds apart.
pub(crate) const SIGNED_APART: i64 = 120;

pub(crate) struct Session {
    pub(crate) setup: Setup,
    /// How far the portal's clock is ahead of this one, in seconds, once it has refused a proof for its time.
    pub(crate) ahead: AtomicI64,
}

/// An activation between request and answer.
pub(crate) struct Claim {
    guard: Guard,
    /// The state whose place the activation will take.
    before: Option<State>,
}

impl Session {
    pub(crate) fn new(setup: Setup) -> Self {
        Self { setup, ahead: AtomicI64::new(0) }
    }

    pub(crate) fn status(&self) -> Result<License, Error> {
        let state = self.setup.store.load()?.ok_or(Error::NotActivated)?;
        let license = self.verify(&state)?;
        self.raise_marks(&license);
        Ok(license)
    }

    pub(crate) fn plan_activation(&self, code: &str) -> Result<(Claim, Request), Error> {
        let code = ActivationCode::parse(code)?;
        let guard = self.setup.store.lock()?;
        let before = self.setup.store.load_to_replace()?;
        let now = (self.setup.clock)();
        if let Some(pending) = self.setup.store.load_pending()?
            && (pending.time..pending.time.saturating_add(PENDING_FOR)).contains(&now)
        {
            let mut request = self.activation_request(&code, pending.time)?;
            if pending.request == digest(&request) {
                request.idempotency_key = Some(pending.idempotency_key);
                return Ok((Claim { guard, before }, request));
            }
        }
        let mut request = self.activation_request(&code, now)?;
        let pending = PendingActivation { idempotency_key: random_key()?, time: now, request: digest(&request) };
        self.setup.store.save_pending(&guard, &pending)?;
        request.idempotency_key = Some(pending.idempotency_key);
        Ok((Claim { guard, before }, request))
    }

    pub(crate) fn accept_activation(&self, claim: Claim, answer: Result<Response, Error>) -> Result<License, Error> {
        let Claim { guard, before } = claim;
        let answer: ActivationAnswer = match answer.and_then(|response| response.read(&[200, 201])) {
            Ok(answer) => answer,
            Err(error) => {
                // After a final refusal, or one of the clock, the next attempt is another request.
                if error.is_final() || error.code() == "device.clock_wrong" {
                    self.setup.store.remove_pending(&guard)?;
                }
                return Err(error);
            }
        };
        let lease = self.open(&answer.lease, &answer.issuing_keys, &answer.activation, answer.server_time)?;
        let state = State {
            releases: self.replaced(before, &answer.activation),
            activation: answer.activation,
            lease: answer.lease,
            issuing_keys: answer.issuing_keys,
            renew_token: Zeroizing::new(answer.renew_token),
            marks: Marks::at(lease.iat),
            next_attempt: None,
            stopped: None,
            list: None,
        };
        self.setup.store.save(&guard, &state)?;
        self.setup.store.remove_pending(&guard)?;
        self.verify(&state)
    }

    /// Takes a revocation list (LIC-20), and says whether the product may run.
    pub(crate) fn take_revocation_list(&self, file: &str) -> Result<License, Error> {
        let not_a_list = || Error::List(ListError::NotAList(JwsError::NotCompact));
        // Editors and shells of Windows put a mark before a text that they save.
        let file = file.strip_prefix('\u{feff}').unwrap_or(file);
        let file: RevocationListFile = serde_json::from_str(file).map_err(|_| not_a_list())?;
        let (roots, product) = (&self.setup.roots, &self.setup.product);
        let list = RevocationList::open(&file.revocation_list, &file.issuing_keys, roots, product)?;
        let guard = self.setup.store.lock()?;
        let mut state = self.setup.store.load()?.ok_or(Error::NotActivated)?;
        if let Some(taken) = state.list.filter(|taken| taken.seq > list.seq) {
            return Err(Error::OldList { found: list.seq, taken: taken.seq });
        }
        let lease = Lease::open(&state.lease, &state.issuing_keys, roots)?;
        // A lease that is younger than the list is the portal's last word.
        if list.covers(&lease) {
            state.list = Some(ListMark { seq: list.seq, iat: list.iat, revoked: list.revokes(&lease) });
            self.setup.store.save(&guard, &state)?;
        }
        self.verify(&state)
    }

    pub(crate) fn plan_revocation_list(&self) -> Request {
        Request::get(format!("/api/v1/revocation-lists/{}", self.setup.product))
    }

    /// The list as a text to carry, after a look at who signed it.
    pub(crate) fn accept_revocation_list(&self, answer: Result<Response, Error>) -> Result<String, Error> {
        let answer = answer?;
        let file: RevocationListFile = answer.read(&[200])?;
        let (roots, product) = (&self.setup.roots, &self.setup.product);
        RevocationList::open(&file.revocation_list, &file.issuing_keys, roots, product)?;
        String::from_utf8(answer.body.to_vec()).map_err(|_| Error::Answer { status: answer.status })
    }

    fn activation_request(&self, code: &ActivationCode, time: i64) -> Result<Request, Error> {
        let code = Zeroizing::new(code.to_string());
        let body = ActivationRequest {
            product: &self.setup.product,
            version: self.setup.version.as_deref(),
            application: self.setup.application.as_deref(),
            region: self.setup.region.as_deref(),
            agreement: self.setup.agreement.as_deref(),
            code: &code,
            device: Device {
                fingerprint: &self.setup.fingerprint,
                name: self.setup.device_name.as_deref(),
                platform: Some(&self.setup.platform),
            },
            time,
        };
        Request::post("/api/v1/activations".to_owned(), &body)
    }

    /// Whether the state lets the product run now.
    pub(crate) fn verify(&self, state: &State) -> Result<License, Error> {
        if let Some(problem) = &state.stopped {
            return Err(Error::Refused(Box::new(problem.clone())));
        }
        let lease = Lease::open(&state.lease, &state.issuing_keys, &self.setup.roots)?;
        let signed = state.list.map_or(lease.iat, |list| list.iat.max(lease.iat));
        let clock = (self.setup.clock)();
        let judged = state.marks.judge(clock, signed)?;
        lease.check(judged.moment, &self.setup.product, &self.setup.fingerprint)?;
        match state.list {
            Some(list) if list.revoked => Err(Error::Revoked { listed: list.iat }),
            _ => Ok(License { lease, now: judged.moment, clock_behind: judged.is_behind.then_some(clock) }),
        }
    }

    /// The lease of an answer just received. What the server says without signing it moves nothing: it may be old.
    pub(crate) fn open(
        &self,
        lease: &str,
        keys: &[String],
        activation: &str,
        server_time: i64,
    ) -> Result<Lease, Error> {
        let lease = Lease::open(lease, keys, &self.setup.roots)?;
        lease.check(lease.iat, &self.setup.product, &self.setup.fingerprint)?;
        if lease.act != activation {
            return Err(LeaseError::Claim { claim: "act" }.into());
        }
        if server_time.abs_diff(lease.iat) > SIGNED_APART.unsigned_abs() {
            return Err(LeaseError::Claim { claim: "iat" }.into());
        }
        Ok(lease)
    }

    /// Notes that the product ran at this moment. A failure is left aside: a full disk must not stop a paid product,
    /// and the marks then stay where they were.
    pub(crate) fn raise_marks(&self, license: &License) {
        let now = license.clock_behind.unwrap_or(license.now);
        let is_news = |state: &State| state.marks.seen(now) != state.marks;
        let raise = || {
            if !self.setup.store.load()?.is_some_and(|state| is_news(&state)) {
                return Ok(());
            }
            let guard = self.setup.store.lock()?;
            // Read again: before the lock was free, another process may have renewed.
            let Some(mut state) = self.setup.store.load()?.filter(is_news) else { return Ok(()) };
            state.marks = state.marks.seen(now);
            self.setup.store.save(&guard, &state)
        };
        let raised: Result<(), Error> = raise();
        drop(raised);
    }
}

fn digest(request: &Request) -> String {
    hex::encode(Sha256::digest(request.body.as_bytes()))
}

fn random_key() -> Result<String, Error> {
    Ok(hex::encode(random::<16>()?))
}

// A product has no server context that randomness could come from.
#[expect(clippy::disallowed_methods, reason = "the one place where the client library asks the system")]
pub(crate) fn random<const COUNT: usize>() -> Result<[u8; COUNT], Error> {
    let mut bytes = [0; COUNT];
    getrandom::fill(&mut bytes).map_err(|error| Error::Setup(error.to_string()))?;
    Ok(bytes)
}
