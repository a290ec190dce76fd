//! The renew token (LIC-16): what a product shows to get its next lease, so that no database is asked.
//!
//! It carries everything that the next lease is built from, under an HMAC-SHA-256 of this installation. It is a bearer
//! credential of one activation; the device's fingerprint is in it, so on another device it gives nothing.
//!
//! Each token is of the lowest version that holds its facts, so that nodes of the last release read what they can: version 3 has the steps of
//! a planned block, version 4 also which features need a connected account (LIC-33), behind the texts.
//!
//! `base64url(version ‖ activation ‖ license ‖ as_of ‖ lease_days ‖ until ‖ block_from ‖ grace_from ‖ limited_from ‖ seats ‖ fingerprint ‖ texts ‖ tag)`;
//! numbers are big-endian, lists and texts start with their length in one byte. Tokens of version 1 have no `block_from`; they are read, no
//! longer written.

mod parts;

use crate::model::entitlement::Entitlement;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_formats::{AccountNeed, DeviceFingerprint};
use gatehouse_seal::Keys;
use hmac::{Hmac, KeyInit, Mac};
use parts::{Rest, push_length, push_text, push_texts};
use sha2::Sha256;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use subtle::ConstantTimeEq;

/// Without `grace_from` and `limited_from`.
const VERSION: u8 = 2;
/// With them.
const WITH_STEPS: u8 = 3;
/// And with what a connected account is needed for, behind the features.
const WITH_ACCOUNT: u8 = 4;
/// Read too: without `block_from`.
const BEFORE_PLANS: u8 = 1;
const TAG: usize = 32;
/// Longer tokens are refused unread.
pub const MAX_TOKEN: usize = 8 * 1024;

/// What is known of an activation: what its next lease says.
#[derive(Clone, PartialEq, Eq)]
pub struct LeaseFacts {
    /// The activation.
    pub activation: Uuid,
    /// Its license.
    pub license: Uuid,
    /// When the database was last known to say so. Whatever was stopped later makes the facts worthless.
    pub as_of: Moment,
    /// How long a lease runs, in days of 24 hours, at least 1.
    pub lease_days: u16,
    /// The end of the license in unix seconds; `None` for one without end.
    pub until: Option<i64>,
    /// From this moment on a block is planned (LIC-20), in unix seconds: no lease on these facts lasts longer.
    pub block_from: Option<i64>,
    /// From when on the product warns of that block, in unix seconds.
    pub grace_from: Option<i64>,
    /// From when on the product is limited before that block, in unix seconds.
    pub limited_from: Option<i64>,
    /// Seats of the license.
    pub seats: u32,
    /// The product's code.
    pub product: String,
    /// The license number.
    pub number: String,
    /// The edition's code.
    pub edition: String,
    /// The features that the product may switch on (LIC-31).
    pub features: Vec<String>,
    /// Which of them need a connected account (LIC-33).
    pub account: Option<AccountNeed>,
    /// The device.
    pub fingerprint: DeviceFingerprint,
}

impl LeaseFacts {
    /// The facts of the next lease of this activation. `as_of` is from before the entitlement was read.
    pub fn of(
        entitlement: &Entitlement,
        activation: Uuid,
        ends_at: Option<Moment>,
        fingerprint: DeviceFingerprint,
        as_of: Moment,
    ) -> Self {
        let (license, catalog) = (&entitlement.license, &entitlement.catalog);
        Self {
            activation,
            license: license.id,
            as_of,
            lease_days: u16::try_from(catalog.lease_days.clamp(1, 90)).unwrap_or(1),
            until: ends_at.map(Moment::seconds),
            block_from: entitlement.stops_at().map(Moment::seconds),
            grace_from: license.block_grace_from.map(Moment::seconds),
            limited_from: license.block_limited_from.map(Moment::seconds),
            seats: u32::try_from(license.seats).unwrap_or(u32::MAX),
            product: catalog.product_code.clone(),
            number: license.number.clone(),
            edition: catalog.edition_code.clone(),
            features: catalog.features.clone(),
            account: entitlement.account(),
            fingerprint,
        }
    }
}

/// Ids alone: product, number and device would say whose device it is.
impl fmt::Debug for LeaseFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LeaseFacts({} of {})", self.activation, self.license)
    }
}

/// A pepper's version and the MAC that is keyed by it.
type Keyed = (i64, Hmac<Sha256>);

/// Makes and checks renew tokens. Cloning it is cheap; the key is derived from the installation's pepper.
#[derive(Clone)]
pub struct TokenMaker {
    keys: Keys,
    /// By the version of the pepper, so that a renewal derives nothing.
    macs: Arc<RwLock<Vec<Keyed>>>,
}

impl TokenMaker {
    /// With this installation's key.
    pub fn new(keys: &Keys) -> Result<Self, Fault> {
        let maker = Self { keys: keys.clone(), macs: Arc::default() };
        // Now rather than at the first renewal.
        maker.mac(keys.pepper_version()).ok_or_else(|| Fault::new("the key of renew tokens"))?;
        Ok(maker)
    }

    fn mac(&self, pepper: i64) -> Option<Hmac<Sha256>> {
        let known = self.macs.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, mac)) = known.iter().find(|(version, _)| *version == pepper) {
            return Some(mac.clone());
        }
        drop(known);
        let key = self.keys.derive_under(pepper, "licenses.renew_token")?;
        let mac = Hmac::<Sha256>::new_from_slice(&key[..]).ok()?;
        self.macs.write().unwrap_or_else(PoisonError::into_inner).push((pepper, mac.clone()));
        Some(mac)
    }

    fn tag(&self, pepper: i64, body: &[u8]) -> Option<[u8; TAG]> {
        let mut mac = self.mac(pepper)?;
        mac.update(body);
        Some(mac.finalize().into_bytes().into())
    }

    /// Whether the tag is of one of the installation's peppers: a product keeps its token through a rotation.
    fn is_ours(&self, body: &[u8], tag: &[u8; TAG]) -> bool {
        let mut peppers = self.keys.pepper_versions().into_iter();
        peppers.any(|pepper| self.tag(pepper, body).is_some_and(|own| bool::from(own.ct_eq(tag))))
    }

    /// The token of these facts. Texts beyond 255 bytes and more than 255 features cannot be carried and are a fault:
    /// the catalog's rules keep them far shorter.
    pub fn write(&self, facts: &LeaseFacts) -> Result<String, Fault> {
        let mut body = Vec::with_capacity(512);
        let has_steps = facts.grace_from.is_some() || facts.limited_from.is_some();
        let version = match (&facts.account, has_steps) {
            (Some(_), _) => WITH_ACCOUNT,
            (None, true) => WITH_STEPS,
            (None, false) => VERSION,
        };
        body.push(version);
        body.extend_from_slice(facts.activation.as_bytes());
        body.extend_from_slice(facts.license.as_bytes());
        body.extend_from_slice(&facts.as_of.0.to_be_bytes());
        body.extend_from_slice(&facts.lease_days.to_be_bytes());
        body.extend_from_slice(&facts.until.unwrap_or(i64::MAX).to_be_bytes());
        body.extend_from_slice(&facts.block_from.unwrap_or(i64::MAX).to_be_bytes());
        if version != VERSION {
            body.extend_from_slice(&facts.grace_from.unwrap_or(i64::MAX).to_be_bytes());
            body.extend_from_slice(&facts.limited_from.unwrap_or(i64::MAX).to_be_bytes());
        }
        body.extend_from_slice(&facts.seats.to_be_bytes());
        push_length(&mut body, facts.fingerprint.components().len())?;
        for component in facts.fingerprint.components() {
            body.extend_from_slice(component);
        }
        for text in [&facts.product, &facts.number, &facts.edition] {
            push_text(&mut body, text)?;
        }
        push_texts(&mut body, &facts.features)?;
        if let Some(need) = &facts.account {
            body.extend_from_slice(&[u8::from(need.connected), u8::from(need.features.is_some())]);
            push_texts(&mut body, need.features.as_deref().unwrap_or_default())?;
        }
        let tag = self.tag(self.keys.pepper_version(), &body).ok_or_else(|| Fault::new("the key of renew tokens"))?;
        body.extend_from_slice(&tag);
        Ok(URL_SAFE_NO_PAD.encode(body))
    }

    /// The facts of a token that this installation made; `None` for anything else.
    pub fn read(&self, token: &str) -> Option<LeaseFacts> {
        if token.len() > MAX_TOKEN {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (body, tag) = bytes.split_last_chunk::<TAG>()?;
        if !self.is_ours(body, tag) {
            return None;
        }
        let mut rest = Rest(body);
        let [version] = rest.number::<1>()?;
        if !matches!(version, WITH_ACCOUNT | WITH_STEPS | VERSION | BEFORE_PLANS) {
            return None;
        }
        let activation = Uuid::from_bytes(rest.number()?);
        let license = Uuid::from_bytes(rest.number()?);
        let as_of = Moment(i64::from_be_bytes(rest.number()?));
        let lease_days = u16::from_be_bytes(rest.number()?);
        let until = rest.moment()?;
        let block_from = if version == BEFORE_PLANS { None } else { rest.moment()? };
        let (grace_from, limited_from) =
            if version >= WITH_STEPS { (rest.moment()?, rest.moment()?) } else { (None, None) };
        let seats = u32::from_be_bytes(rest.number()?);
        let components = (0..rest.length()?).map(|_| rest.number()).collect::<Option<Vec<[u8; 32]>>>()?;
        let fingerprint = DeviceFingerprint::new(components).ok()?;
        let (product, number, edition) = (rest.text()?, rest.text()?, rest.text()?);
        let features = rest.texts()?;
        let account = if version == WITH_ACCOUNT { Some(rest.account()?) } else { None };
        rest.0.is_empty().then_some(LeaseFacts {
            activation,
            license,
            as_of,
            lease_days,
            until,
            block_from,
            grace_from,
            limited_from,
            seats,
            product,
            number,
            edition,
            features,
            account,
            fingerprint,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_PLANS, LeaseFacts, TAG, TokenMaker, VERSION, WITH_ACCOUNT, WITH_STEPS};
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use gatehouse_core::{Moment, SystemRandom, Uuid};
    use gatehouse_formats::{AccountNeed, DeviceFingerprint};
    use gatehouse_seal::Keys;

    fn facts() -> LeaseFacts {
        LeaseFacts {
            activation: Uuid::from_u128(1),
            license: Uuid::from_u128(2),
            as_of: Moment(1_795_287_900_123_456),
            lease_days: 14,
            until: Some(1_795_287_900),
            block_from: None,
            grace_from: None,
            limited_from: None,
            seats: 3,
            product: "lantern".into(),
            number: "L-1".into(),
            edition: "home".into(),
            features: vec!["scan".into(), "веб".into()],
            account: None,
            fingerprint: DeviceFingerprint::new(vec![[1; 32], [2; 32]]).unwrap(),
        }
    }

    /// LIC-16
    #[test]
    fn a_renew_token_carries_its_facts_and_endures_no_change() {
        let maker = TokenMaker::new(&Keys::ephemeral(&SystemRandom)).unwrap();
        let token = maker.write(&facts()).unwrap();
        assert!(maker.read(&token).unwrap() == facts());
        let endless = LeaseFacts { until: None, features: Vec::new(), ..facts() };
        assert!(maker.read(&maker.write(&endless).unwrap()).unwrap() == endless);
        let planned = LeaseFacts { block_from: Some(1_795_287_901), limited_from: Some(1_795_287_900), ..facts() };
        assert!(maker.read(&maker.write(&planned).unwrap()).unwrap() == planned);
        for (features, connected) in
            [(None, false), (None, true), (Some(vec!["веб".to_owned()]), false), (Some(Vec::new()), true)]
        {
            let needing = LeaseFacts { account: Some(AccountNeed { features, connected }), ..facts() };
            assert!(maker.read(&maker.write(&needing).unwrap()).unwrap() == needing);
        }
        let bytes = URL_SAFE_NO_PAD.decode(&token).unwrap();
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert!(maker.read(&URL_SAFE_NO_PAD.encode(changed)).is_none(), "byte {place}");
        }
        for foreign in ["", "AA", "not base64!", &token[..token.len() - 4], &"A".repeat(20_000)] {
            assert!(maker.read(foreign).is_none());
        }
        let other = TokenMaker::new(&Keys::ephemeral(&SystemRandom)).unwrap();
        assert!(other.read(&token).is_none());
        assert!(!format!("{:?}", facts()).contains("lantern"));
    }

    /// LIC-16
    #[test]
    fn a_token_from_before_planned_blocks_is_still_read() {
        let maker = TokenMaker::new(&Keys::ephemeral(&SystemRandom)).unwrap();
        let bytes = URL_SAFE_NO_PAD.decode(maker.write(&facts()).unwrap()).unwrap();
        // Version, two ids, as_of, lease_days and until; then the date that was not there.
        let (head, rest) = bytes[..bytes.len() - TAG].split_at(1 + 16 + 16 + 8 + 2 + 8);
        let mut old = [head, &rest[8..]].concat();
        old[0] = BEFORE_PLANS;
        let tag = maker.tag(1, &old).unwrap();
        old.extend_from_slice(&tag);
        assert!(maker.read(&URL_SAFE_NO_PAD.encode(old)).unwrap() == facts());
    }

    /// LIC-16, LIC-20, LIC-33
    #[test]
    fn a_token_is_of_the_lowest_version_that_holds_its_facts() {
        let maker = TokenMaker::new(&Keys::ephemeral(&SystemRandom)).unwrap();
        let planned = LeaseFacts { block_from: Some(1_795_287_901), ..facts() };
        let in_steps = LeaseFacts { grace_from: Some(1_795_287_900), ..planned.clone() };
        let needing = LeaseFacts { account: Some(AccountNeed { features: None, connected: true }), ..planned.clone() };
        let both = LeaseFacts { account: needing.account.clone(), ..in_steps.clone() };
        for (facts, version) in
            [(planned, VERSION), (in_steps, WITH_STEPS), (needing, WITH_ACCOUNT), (both, WITH_ACCOUNT)]
        {
            let token = maker.write(&facts).unwrap();
            assert_eq!(URL_SAFE_NO_PAD.decode(&token).unwrap()[0], version);
            assert!(maker.read(&token).unwrap() == facts);
        }
    }
}
