//! Key files on a device (LIC-11): which one is in use, what it lets the product do, and what takes its place.
//!
//! Nothing here needs a network. A reserve key takes over at the end of the one in use, before its grace; a file that was
//! replaced, ran out or was given up is not taken again.

use gatehouse_formats::{
    BundleError, ByHandError, KeyClaims, KeyKind, KeyRevocations, Lease, Standing, Status, ThisDevice, Trust, bundle,
};

use crate::clock::Judged;
use crate::error::Error;
use crate::key_license::KeyLicense;
use crate::key_state::Keys;
use crate::key_trouble::KeyTrouble;
use crate::session::Session;

/// What the stored files come to at a moment.
struct Weighed {
    active: KeyClaims,
    reserve: Option<KeyClaims>,
    /// The file in use is the reserve key, which the state does not say yet.
    took_over: bool,
    judged: Judged,
    clock: i64,
}

impl Session {
    /// The license by key file as the state proves it.
    pub(crate) fn key_status(&self) -> Result<KeyLicense, Error> {
        let keys = self.load_keys()?;
        let license = self.verify_keys(&keys)?;
        self.note_run();
        Ok(license)
    }

    /// Takes a key file (LIC-11): puts it in use, or aside as a reserve key.
    pub(crate) fn take_key_file(&self, file: &str) -> Result<KeyLicense, Error> {
        let guard = self.setup.store.lock()?;
        let mut keys = self.load_keys()?;
        self.place_key_file(&mut keys, file)?;
        self.save_keys(&guard, &keys)?;
        self.verify_keys(&keys)
    }

    /// Takes the key files of an archive that are for this product; those that are not belong to other products.
    pub(crate) fn take_key_archive(&self, bytes: &[u8]) -> Result<KeyLicense, Error> {
        let guard = self.setup.store.lock()?;
        let mut keys = self.load_keys()?;
        let bundle = bundle::read(bytes, &self.trust(&keys)).map_err(|error| match error {
            BundleError::KeyFile(error) => KeyTrouble::File(error),
            other => KeyTrouble::Archive(other),
        })?;
        // The files of one license first, its reserve keys behind them.
        let mut files: Vec<_> =
            bundle.key_files.into_iter().filter(|(claims, _)| claims.aud == self.setup.product).collect();
        files.sort_by_key(|(claims, _)| claims.reserve);
        if files.is_empty() {
            return Err(KeyTrouble::NotInArchive.into());
        }
        for (_, file) in files {
            self.place_key_file(&mut keys, &file)?;
        }
        self.save_keys(&guard, &keys)?;
        self.verify_keys(&keys)
    }

    /// Puts a key file into the state, or says why not; the state is then as it was.
    pub(crate) fn place_key_file(&self, keys: &mut Keys, file: &str) -> Result<(), Error> {
        let claims = self.open_key_file(keys, file)?;
        let serial = claims.jti;
        if keys.returned.contains(&serial) {
            return Err(KeyTrouble::GivenUp { serial }.into());
        }
        if keys.replaced.contains(&serial) {
            return Err(KeyTrouble::Replaced { serial }.into());
        }
        let signed = keys.signed.max(claims.iat);
        let now = keys.clock.judge((self.setup.clock)(), self.signed(signed))?.moment;
        let before = self.weigh(keys).ok();
        self.settle(keys);
        if before.as_ref().is_some_and(|known| known.active.prev == Some(serial)) {
            return Err(KeyTrouble::Replaced { serial }.into());
        }
        let in_use = before.filter(|known| known.active.jti != serial && self.runs(keys, &known.active, now));
        match (claims.standing(now), in_use) {
            (Standing::Ended { at }, _) => return Err(KeyTrouble::Ended { at }.into()),
            (Standing::NotYet { from }, None) => return Err(KeyTrouble::NotYet { from }.into()),
            // A renewal bought early waits like a reserve key.
            (Standing::NotYet { .. }, Some(known)) => put_aside(keys, file, &claims, &known)?,
            (_, Some(known)) if claims.reserve => put_aside(keys, file, &claims, &known)?,
            (_, Some(known)) if is_trial(&claims) && !is_trial(&known.active) => {
                return Err(KeyTrouble::TrialOverLicense.into());
            }
            _ => {
                keys.active = Some(file.to_owned());
                if keys.reserve.as_deref() == Some(file) {
                    keys.reserve = None;
                }
            }
        }
        if let Some(prev) = claims.prev {
            keys.retire(prev);
        }
        keys.signed = signed;
        Ok(())
    }

    /// Puts a reserve key that has taken over into the place of the one before it: what is done next is done to it.
    pub(crate) fn settle(&self, keys: &mut Keys) {
        if self.weigh(keys).is_ok_and(|known| known.took_over) {
            keys.active = keys.reserve.take();
        }
    }

    pub(crate) fn open_key_file(&self, keys: &Keys, file: &str) -> Result<KeyClaims, Error> {
        let claims = KeyClaims::open(file, &self.trust(keys)).map_err(KeyTrouble::File)?;
        let key = keys.known_device_key();
        let device = ThisDevice { key: key.as_ref().map(|key| key.public()), fingerprint: &self.setup.fingerprint };
        claims.check(&self.setup.product, device).map_err(KeyTrouble::File)?;
        Ok(claims)
    }

    /// The root keys, less the issuing keys that are known to be taken back.
    pub(crate) fn trust(&self, keys: &Keys) -> Trust {
        let trust = Trust::new(&self.setup.roots);
        match keys.revoked_keys.as_deref().map(|text| KeyRevocations::open(text, &self.setup.roots)) {
            Some(Ok(revocations)) => trust.without(&revocations),
            // Signed by a root key that this version of the product no longer carries: the next list says it again.
            _ => trust,
        }
    }

    /// The latest signed moment, that of a lease on the same device among them.
    pub(crate) fn signed(&self, of_keys: i64) -> i64 {
        let lease = self.setup.store.load().ok().flatten().and_then(|state| {
            Lease::open(&state.lease, &state.issuing_keys, &self.setup.roots).ok().map(|lease| lease.iat)
        });
        lease.map_or(of_keys, |lease| lease.max(of_keys))
    }

    /// Whether the stored files let the product run now.
    pub(crate) fn verify_keys(&self, keys: &Keys) -> Result<KeyLicense, Error> {
        let Weighed { active, reserve, judged, clock, .. } = self.weigh(keys)?;
        let standing = active.standing(judged.moment);
        match standing {
            Standing::NotYet { from } => return Err(KeyTrouble::NotYet { from }.into()),
            Standing::Ended { at } => return Err(KeyTrouble::Ended { at }.into()),
            Standing::InForce | Standing::Grace { .. } => {}
        }
        let listed = keys.listed.get(&active.jti);
        let blocked_until = match listed.map(|listed| (listed.status, listed.since)) {
            None | Some((Status::Valid, _)) => None,
            Some((Status::Revoked, listed)) => return Err(KeyTrouble::Revoked { listed }.into()),
            Some((Status::Suspended, listed)) => return Err(KeyTrouble::Suspended { listed }.into()),
            Some((Status::Grace, listed)) => {
                let until = listed.saturating_add(active.grace_seconds());
                if judged.moment >= until {
                    return Err(KeyTrouble::Revoked { listed }.into());
                }
                Some(until)
            }
        };
        let list_due = active.status.is_some() && listed.is_none_or(|listed| judged.moment >= listed.ask_after);
        let clock_behind = judged.is_behind.then_some(clock);
        let now = judged.moment;
        Ok(KeyLicense { claims: active, reserve, standing, blocked_until, list_due, now, clock_behind })
    }

    /// Which file is in use at this moment.
    fn weigh(&self, keys: &Keys) -> Result<Weighed, Error> {
        let file = keys.active.as_deref().ok_or(Error::NotActivated)?;
        let active = self.open_key_file(keys, file)?;
        let clock = (self.setup.clock)();
        let judged = keys.clock.judge(clock, self.signed(keys.signed.max(active.iat)))?;
        // A reserve key that is not believed is none.
        let reserve = keys.reserve.as_deref().and_then(|file| self.open_key_file(keys, file).ok());
        let now = judged.moment;
        match reserve {
            Some(next) if now >= active.ends() && next.standing(now) == Standing::InForce => {
                Ok(Weighed { active: next, reserve: None, took_over: true, judged, clock })
            }
            reserve => Ok(Weighed { active, reserve, took_over: false, judged, clock }),
        }
    }

    /// Whether a file lets the product run, as far as it and the lists say.
    fn runs(&self, keys: &Keys, claims: &KeyClaims, now: i64) -> bool {
        let stands = matches!(claims.standing(now), Standing::InForce | Standing::Grace { .. });
        let listed = keys.listed.get(&claims.jti).map_or(Status::Valid, |listed| listed.status);
        stands && matches!(listed, Status::Valid | Status::Grace)
    }

    /// Notes that the product ran at this moment, and that a reserve key took over. A failure is left aside, as for a lease.
    fn note_run(&self) {
        let note = || -> Result<(), Error> {
            if self.after_run(self.load_keys()?)?.is_none() {
                return Ok(());
            }
            let guard = self.setup.store.lock()?;
            // Read again: before the lock was free, another process may have written.
            match self.after_run(self.load_keys()?)? {
                Some(keys) => self.save_keys(&guard, &keys),
                None => Ok(()),
            }
        };
        drop(note());
    }

    /// The state after the product ran now; `None` when it is the same.
    fn after_run(&self, mut keys: Keys) -> Result<Option<Keys>, Error> {
        let weighed = self.weigh(&keys)?;
        let clock = keys.clock.seen(weighed.clock, self.signed(keys.signed.max(weighed.active.iat)));
        let over = keys.active.as_deref().filter(|_| weighed.took_over);
        // A clock that has only jumped ahead takes no file away: the end must be a moment that is believed.
        let over =
            over.and_then(|file| self.open_key_file(&keys, file).ok()).filter(|over| clock.high_water() >= over.ends());
        if clock == keys.clock && over.is_none() {
            return Ok(None);
        }
        keys.clock = clock;
        if let Some(over) = over {
            keys.retire(over.jti);
            keys.active = keys.reserve.take();
        }
        Ok(Some(keys))
    }
}

/// A reserve key waits behind a license of its own sort.
fn put_aside(keys: &mut Keys, file: &str, claims: &KeyClaims, known: &Weighed) -> Result<(), Error> {
    if is_trial(&known.active) {
        return Err(KeyTrouble::NoReserve.into());
    }
    if is_trial(claims) {
        return Err(KeyTrouble::TrialOverLicense.into());
    }
    if let Some(waiting) = known.reserve.as_ref().filter(|waiting| waiting.jti != claims.jti) {
        keys.retire(waiting.jti);
    }
    keys.reserve = Some(file.to_owned());
    Ok(())
}

fn is_trial(claims: &KeyClaims) -> bool {
    claims.lic.kind == KeyKind::Trial
}

impl From<ByHandError> for Error {
    fn from(error: ByHandError) -> Self {
        Self::Key(KeyTrouble::Answer(error))
    }
}
