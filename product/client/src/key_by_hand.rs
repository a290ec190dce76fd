//! A device that is never online (LIC-32): its request, the answer to it, and its receipt when it gives the seat back.

use gatehouse_formats::{DeviceAnswer, DeviceKey, DeviceRequest, KeyFileError, Receipt, by_hand, shown};

use crate::error::Error;
use crate::key_license::KeyLicense;
use crate::key_state::Pending;
use crate::key_trouble::KeyTrouble;
use crate::session::{Session, random};

/// For how long an answer tells what time it is, by what the device has seen since its request, in seconds. A request that
/// is answered at once and kept back until the license ends would otherwise turn the clock back to it.
const PENDING_FOR: i64 = 14 * 24 * 60 * 60;

impl Session {
    /// A new request file; only the answer to the last one is taken.
    pub(crate) fn request_file(&self) -> Result<String, Error> {
        let guard = self.setup.store.lock()?;
        let mut keys = self.load_keys()?;
        let key = keys.device_key()?;
        let nonce = hex::encode(random::<16>()?);
        let setup = &self.setup;
        let request = DeviceRequest {
            aud: setup.product.clone(),
            iat: (setup.clock)(),
            nonce: nonce.clone(),
            jwk: DeviceKey::new(key.public()),
            fingerprint: setup.fingerprint.clone(),
            // As they may be written: a computer can have any name.
            name: setup.device_name.as_deref().and_then(shown),
            platform: shown(&setup.platform),
            application: setup.application.as_deref().and_then(shown),
            version: setup.version.as_deref().and_then(shown),
            serial: keys.active.as_deref().and_then(|file| self.open_key_file(&keys, file).ok()).map(|file| file.jti),
        };
        let file = request.sign(&key)?;
        let mark = self.signed(keys.signed).max(keys.clock.high_water());
        keys.pending = Some(Pending { nonce, sha256: by_hand::request_hash(&file), mark });
        // Before the file leaves: an answer to a request that nobody remembers would be of no use.
        self.save_keys(&guard, &keys)?;
        Ok(file)
    }

    /// Takes the answer to the last request: the key file in it, and the moment at which it was signed.
    pub(crate) fn take_answer(&self, file: &str) -> Result<KeyLicense, Error> {
        let guard = self.setup.store.lock()?;
        let mut keys = self.load_keys()?;
        let answer = DeviceAnswer::open(file, &self.trust(&keys))?;
        if answer.aud != self.setup.product {
            return Err(KeyTrouble::File(KeyFileError::WrongProduct { found: answer.aud }).into());
        }
        let pending = keys.pending.clone().filter(|pending| answer.is_to(&pending.nonce, &pending.sha256));
        let pending = pending.ok_or(KeyTrouble::OtherAnswer)?;
        if keys.clock.high_water() > pending.mark.saturating_add(PENDING_FOR) && pending.mark > 0 {
            return Err(KeyTrouble::LateAnswer.into());
        }
        // A moment before another signed one proves nothing new; the marks alone may have run ahead.
        if answer.iat >= self.signed(keys.signed) {
            keys.clock = keys.clock.anew(answer.iat);
            keys.signed = answer.iat;
        }
        if let Some(key_file) = &answer.key_file {
            self.place_key_file(&mut keys, key_file)?;
        }
        keys.pending = None;
        self.save_keys(&guard, &keys)?;
        self.verify_keys(&keys)
    }

    /// Gives the key file in use up. The receipt, for a file that was made for this device; nothing for one that any device
    /// takes, because the portal does not know which devices those are. Asked again, it is the same receipt.
    pub(crate) fn give_key_up(&self) -> Result<Option<String>, Error> {
        let guard = self.setup.store.lock()?;
        let mut keys = self.load_keys()?;
        self.settle(&mut keys);
        let Some(file) = keys.active.clone() else {
            return keys.receipt.map(Some).ok_or(Error::NotActivated);
        };
        let claims = self.open_key_file(&keys, &file)?;
        let is_bound = claims.cnf.as_ref().is_some_and(|binding| binding.jwk.is_some());
        let receipt = match keys.known_device_key().filter(|_| is_bound) {
            Some(key) => {
                let receipt = Receipt {
                    aud: claims.aud.clone(),
                    sub: claims.sub.clone(),
                    jti: claims.jti,
                    iat: (self.setup.clock)(),
                    nonce: hex::encode(random::<16>()?),
                    jwk: DeviceKey::new(key.public()),
                };
                Some(receipt.sign(&key)?)
            }
            None => None,
        };
        if receipt.is_some() {
            keys.give_up(claims.jti);
        }
        // A reserve key has a seat of its own, which another receipt frees.
        keys.active = keys.reserve.take();
        keys.receipt.clone_from(&receipt);
        // Before the receipt leaves: a device never runs on a seat that it has given back.
        self.save_keys(&guard, &keys)?;
        Ok(receipt)
    }
}
