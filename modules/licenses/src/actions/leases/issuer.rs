//! The issuer of leases (LIC-16): gives the next lease without asking the database.
//!
//! A renewal is judged by what its token says and by the stop set. The answer of a minute is prepared once and repeated
//! byte for byte; who was seen is noted in memory. Only when the facts are doubted (a stop, another device, the end of the
//! license, the day of a planned block) is the slow way taken: [`crate::actions::renew`] reads the rows.

use crate::actions::leases::cache::{LeaseCache, Prepared};
use crate::actions::leases::keys::IssuingKeys;
use crate::actions::leases::lists::NewestLists;
use crate::actions::leases::seen::LastSeen;
use crate::actions::leases::stops::{GRACE, SLACK, Stops, TOKEN_LIFE};
use crate::actions::leases::token::{LeaseFacts, TokenMaker};
use gatehouse_context::App;
use gatehouse_core::{DAY, Fault, Moment, SECOND, Uuid};
use gatehouse_formats::{DeviceBinding, DeviceFingerprint, Lease, LicenseTerms, PlannedBlock};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::task::JoinHandle;

/// Leases are dated to the start of such a window, in seconds: a repeated renewal gets the same lease.
pub const WINDOW: i64 = 60;
/// A token is exchanged for a fresh one when its facts are this old.
const TOKEN_REFRESH: i64 = DAY;

/// A lease with the token for the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The signed lease.
    pub lease: String,
    /// Shown for the next one; a credential.
    pub renew_token: String,
}

/// How a renewal can be answered.
pub enum Renewal {
    /// With this answer; the server's time and a brace are still missing.
    Ready(Arc<Prepared>),
    /// Only after asking the database about these facts.
    Doubted(Box<LeaseFacts>),
    /// Not by this node, before it has read what was stopped ([`Stops::refresh`]): it was cut off for too long.
    Stale,
    /// Not at all: the token is not ours, or not of this activation.
    Unknown,
}

/// The service that issues leases.
pub struct LeaseIssuer {
    keys: IssuingKeys,
    stops: Stops,
    /// How old the stop set may be, in microseconds.
    grace: i64,
    lists: NewestLists,
    cache: LeaseCache,
    seen: LastSeen,
    tokens: OnceLock<TokenMaker>,
    pub(super) tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl LeaseIssuer {
    /// One that signs with these keys; [`crate::actions::leases::background::start`] makes it ready.
    pub fn new(keys: IssuingKeys) -> Self {
        Self {
            keys,
            stops: Stops::default(),
            grace: GRACE,
            lists: NewestLists::default(),
            cache: LeaseCache::default(),
            seen: LastSeen::default(),
            tokens: OnceLock::new(),
            tasks: Mutex::default(),
        }
    }

    /// With another time (in microseconds) for which the stop set is believed without a reading.
    #[must_use]
    pub const fn believing_stops_for(mut self, grace: i64) -> Self {
        self.grace = grace;
        self
    }

    /// Whether this node knows well enough what was stopped to renew without asking.
    pub fn is_up_to_date(&self, app: &App, now: Moment) -> bool {
        self.stops.age(now, app.clock.elapsed()) <= self.grace
    }

    /// The issuing keys.
    pub const fn keys(&self) -> &IssuingKeys {
        &self.keys
    }

    /// What must not be renewed unasked.
    pub const fn stops(&self) -> &Stops {
        &self.stops
    }

    /// How new the revocation lists are.
    pub const fn lists(&self) -> &NewestLists {
        &self.lists
    }

    /// Who asked since the last writing.
    pub const fn seen(&self) -> &LastSeen {
        &self.seen
    }

    /// Reads renew tokens.
    pub fn tokens(&self, app: &App) -> Result<&TokenMaker, Fault> {
        if let Some(maker) = self.tokens.get() {
            return Ok(maker);
        }
        let maker = TokenMaker::new(&app.keys)?;
        Ok(self.tokens.get_or_init(|| maker))
    }

    /// Signs a lease on these facts, which must be in force at `now`, and makes the token that carries them on.
    pub fn issue(&self, app: &App, facts: &LeaseFacts, now: Moment) -> Result<Issued, Fault> {
        let listed = self.lists.newest(&facts.product).filter(|listed| *listed <= now.seconds());
        let lease = lease(&app.settings.origin, facts, window(now), listed);
        let keys = self.keys.in_use()?;
        let lease = lease.sign(&keys.current)?;
        Ok(Issued { lease, renew_token: self.tokens(app)?.write(facts)? })
    }

    /// Answers a renewal from memory, if that can be done.
    pub fn renew(
        &self,
        app: &App,
        activation: Uuid,
        token: &str,
        device: &DeviceFingerprint,
        now: Moment,
    ) -> Result<Renewal, Fault> {
        if !self.is_up_to_date(app, now) {
            return Ok(Renewal::Stale);
        }
        let window = window(now);
        if let Some(prepared) = self.cache.get(activation, window, token, device)
            && self.stops.allow(activation, prepared.license, prepared.as_of)
            && is_past(prepared.as_of, now)
        {
            self.seen.note(activation, now);
            return Ok(Renewal::Ready(prepared));
        }
        let Some(facts) = self.tokens(app)?.read(token).filter(|facts| facts.activation == activation) else {
            return Ok(Renewal::Unknown);
        };
        let believed = self.stops.allow(activation, facts.license, facts.as_of)
            && is_past(facts.as_of, now)
            && now.since(facts.as_of) < TOKEN_LIFE
            && facts.until.is_none_or(|until| now.seconds() < until)
            && facts.block_from.is_none_or(|from| now.seconds() < from)
            && facts.fingerprint == *device;
        if !believed {
            return Ok(Renewal::Doubted(Box::new(facts)));
        }
        self.seen.note(activation, now);
        self.prepare(app, facts, token, now).map(Renewal::Ready)
    }

    /// Signs and keeps an answer for the rest of its minute.
    fn prepare(&self, app: &App, mut facts: LeaseFacts, token: &str, now: Moment) -> Result<Arc<Prepared>, Fault> {
        if now.since(facts.as_of) >= TOKEN_REFRESH {
            // No later than what this node knows of the others' stops: it may be cut off from the database.
            facts.as_of = facts.as_of.max(self.stops.as_of().min(now));
        }
        let issued = self.issue(app, &facts, now)?;
        let mut body = Vec::with_capacity(issued.lease.len() + issued.renew_token.len() + 64);
        // Both texts are base64url and dots: nothing in them needs escaping.
        body.extend_from_slice(b"{\"lease\":\"");
        body.extend_from_slice(issued.lease.as_bytes());
        body.extend_from_slice(b"\",\"renew_token\":\"");
        body.extend_from_slice(issued.renew_token.as_bytes());
        body.extend_from_slice(b"\",\"server_time\":");
        let prepared = Arc::new(Prepared {
            window: window(now),
            token: token.into(),
            device: facts.fingerprint,
            license: facts.license,
            as_of: facts.as_of,
            body: body.into_boxed_slice(),
        });
        self.cache.put(facts.activation, Arc::clone(&prepared));
        Ok(prepared)
    }

    /// Drops the answers of past minutes, and all of them when another key signs.
    pub fn tidy(&self, now: Moment, key_changed: bool) {
        if key_changed {
            self.cache.clear();
        } else {
            self.cache.drop_before(window(now));
        }
        self.stops.forget_old(now);
    }

    pub(super) fn stop_tasks(&self) {
        for task in self.tasks.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            task.abort();
        }
    }
}

/// Facts from the future were written while a clock was wrong. They would outlive every stop until then.
const fn is_past(as_of: Moment, now: Moment) -> bool {
    as_of.since(now) <= SLACK
}

/// The start of the moment's window, in unix seconds.
fn window(now: Moment) -> i64 {
    let seconds = now.seconds();
    seconds - seconds.rem_euclid(WINDOW)
}

/// The claims. `exp` is the end of the lease or of the license, or the start of a planned block, whichever is first;
/// `renew_after` its half-life, moved by up to a tenth so that devices that were switched on together do not ask together.
/// `lic.until` stays the license's end: a planned block can be taken back. `iat` is the start of the minute, or just after the
/// product's newest revocation list (`listed`), which speaks of leases up to its own second.
fn lease(origin: &str, facts: &LeaseFacts, begin: i64, listed: Option<i64>) -> Lease {
    let iat = listed.map_or(begin, |listed| begin.max(listed.saturating_add(1)));
    let whole = i64::from(facts.lease_days) * (DAY / SECOND);
    let last = facts.until.unwrap_or(i64::MAX).min(facts.block_from.unwrap_or(i64::MAX));
    let exp = begin.saturating_add(whole).min(last).max(iat + 1);
    let half = (exp - iat) / 2;
    let spread = half / 10;
    let mark = Sha256::new().chain_update(facts.activation.as_bytes()).chain_update(iat.to_be_bytes()).finalize();
    let dice = facts.activation.as_u128() as u64;
    let jitter = i64::try_from(dice % u64::try_from(2 * spread + 1).unwrap_or(1)).unwrap_or(0) - spread;
    Lease {
        iss: origin.to_owned(),
        aud: facts.product.clone(),
        sub: facts.number.clone(),
        jti: hex::encode(&mark[..16]),
        act: facts.activation.to_string(),
        iat,
        nbf: begin,
        exp,
        renew_after: iat + half + jitter,
        lic: LicenseTerms {
            edition: facts.edition.clone(),
            seats: facts.seats,
            until: facts.until,
            features: facts.features.clone(),
            block: facts.block_from.map(|dead| PlannedBlock {
                grace: facts.grace_from,
                limited: facts.limited_from,
                dead,
            }),
            account: facts.account.clone(),
        },
        cnf: DeviceBinding::to(facts.fingerprint.clone()),
    }
}
