//! The issuing keys (LIC-10, LIC-11), certified by the vendor's root key and changed every year: one signs leases, another key
//! files, status lists and answers, so that a stolen one opens one door.
//!
//! The root key may lie in the data folder, or be offline: then the last issuing key is used to its end, and the log and
//! `gatehouse doctor` ask for a new one in time. Without a valid one everything but leases goes on.
//!
//! Only a key that one of the trusted roots (`root.pub`) has certified signs: products believe no other. A server whose
//! stored keys are all certified by others does not start.

use crate::events;
use crate::tables::signing_key::{ActiveModel, Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, HOUR, MINUTE, Moment, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_formats::{IssuingKey, Purpose, RootKey, SigningKey};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, Set};
use std::sync::{Arc, PoisonError, RwLock};

/// How long an issuing key may sign.
pub const KEY_LIFE: i64 = 400 * DAY;
/// How long before its end the next one is made.
pub const KEY_OVERLAP: i64 = 30 * DAY;
/// A new key signs when every node has read it.
const SETTLING: i64 = 2 * MINUTE;
/// A certificate is handed out for so long after its key's end: leases signed by it live no longer.
const CERTIFICATE_AFTERLIFE: i64 = 90 * DAY;
/// A product reads no more certificates than this.
const MOST_CERTIFICATES: usize = gatehouse_formats::lease::MAX_CHAIN;
/// So many of the last issuing keys are looked at when a server starts.
const MOST_CHECKED: u64 = 20;
/// The subject under whose key the private halves are sealed.
pub(in crate::actions) const SUBJECT: Uuid = Uuid::from_u128(0x6761_7465_686f_7573_6500_6c65_6173_6501);
const PLACE: &str = "signing_key.private_sealed";

/// A purpose as the rows name it.
pub const fn word(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Lease => "lease",
        Purpose::KeyFile => "key-file",
    }
}

/// The key that signs now, and the certificates of every key whose leases may still run.
pub struct KeysInUse {
    /// Signs.
    pub current: SigningKey,
    /// The certificate of `current`.
    pub certificate: String,
    /// Certificates, the newest first.
    pub certificates: Vec<String>,
    /// The moment at which `current` can sign no more.
    pub ends: Moment,
}

/// Why the issuing key was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum RotateRefusal {
    /// The root key is offline.
    #[refusal(422, "signing_key.root_offline", activation_root_offline)]
    RootOffline,
}

/// The issuing keys of an installation, for one purpose.
pub struct IssuingKeys {
    purpose: Purpose,
    root: Option<SigningKey>,
    roots: Vec<RootKey>,
    /// Ids of those that were taken back.
    revoked: RwLock<Vec<String>>,
    in_use: RwLock<Option<Arc<KeysInUse>>>,
    certificates: RwLock<Vec<String>>,
}

impl IssuingKeys {
    /// With the seed of the root key (32 bytes), or without when it is offline. [`IssuingKeys::load`] makes it ready.
    pub fn new(root: Option<&[u8; 32]>) -> Self {
        Self::of(Purpose::Lease, root)
    }

    /// The same for another purpose.
    pub fn of(purpose: Purpose, root: Option<&[u8; 32]>) -> Self {
        let root = root.map(SigningKey::from_seed);
        let roots = root.iter().map(|root| RootKey::new(root.public().clone())).collect();
        let (revoked, in_use, certificates) = (RwLock::default(), RwLock::default(), RwLock::default());
        Self { purpose, root, roots, revoked, in_use, certificates }
    }

    /// The root key, when it is here.
    pub(in crate::actions) const fn root(&self) -> Option<&SigningKey> {
        self.root.as_ref()
    }

    /// Those that were taken back sign no more.
    pub(in crate::actions) fn set_revoked(&self, revoked: Vec<String>) {
        *self.revoked.write().unwrap_or_else(PoisonError::into_inner) = revoked;
    }

    /// Adds root keys of which only the public half is known: those that products trust besides.
    #[must_use]
    pub fn trusting(mut self, roots: impl IntoIterator<Item = RootKey>) -> Self {
        for root in roots {
            if !self.roots.iter().any(|known| known.kid() == root.kid()) {
                self.roots.push(root);
            }
        }
        self
    }

    /// The public halves of the root keys, for products.
    pub fn roots(&self) -> &[RootKey] {
        &self.roots
    }

    /// Certificates of every key whose leases may still run, the newest first; also when none can sign now.
    pub fn certificates(&self) -> Vec<String> {
        self.certificates.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The keys in use. Without a valid one the answer is [`Fault::busy`] (`service.unavailable`): devices ask again, and
    /// get their leases when a key was certified.
    pub fn in_use(&self) -> Result<Arc<KeysInUse>, Fault> {
        self.in_use
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
            .ok_or_else(|| Fault::busy("there is no valid issuing key: certify one with the root key"))
    }

    /// Refuses to go on when there are issuing keys and no trusted root has certified any of them: then `root.pub` is
    /// another installation's, and every product would be locked out. A foreign one among certified ones is only logged, and not used.
    pub async fn refuse_foreign(&self, cx: &Cx) -> Result<(), Fault> {
        let stored = newest(cx.read(), self.purpose).await?;
        let Some(first) = stored.first() else { return Ok(()) };
        if stored.iter().any(|row| self.certified(row).is_ok()) {
            return Ok(());
        }
        Err(Fault::new(format!(
            "the issuing key {} of the database is certified by no root key of root.pub: root.pub (or root.key) is another \
             installation's; products believe only the one that they were built with, so bring that one back",
            first.kid
        )))
    }

    /// Whether a trusted root has certified this key, for this purpose. Where no root is known nobody can tell.
    fn certified(&self, row: &Model) -> Result<(), Fault> {
        if self.revoked.read().unwrap_or_else(PoisonError::into_inner).contains(&row.kid) {
            return Err(Fault::new("it was taken back"));
        }
        if self.roots.is_empty() { Ok(()) } else { check_certificate(row, &self.roots) }
    }

    /// Of these rows those that products believe; the others are said.
    fn believed(&self, rows: Vec<Model>) -> Vec<Model> {
        let is_believed = |row: &Model| match self.certified(row) {
            Ok(()) => true,
            Err(fault) => {
                tracing::error!(kid = row.kid, %fault, "an issuing key is not used");
                false
            }
        };
        rows.into_iter().filter(is_believed).collect()
    }

    /// Reads the keys, and makes the next one when the last is about to end and the root key is here. Answers whether
    /// another key signs from now on, or none any more.
    pub async fn load(&self, cx: &Cx) -> Result<bool, Fault> {
        let now = cx.now();
        let mut rows = self.believed(usable(cx.read(), self.purpose, now).await?);
        if rows.first().is_none_or(|newest| newest.expires_at.plus(-KEY_OVERLAP) <= now) {
            if let Some(root) = &self.root {
                match self.make(cx, root, false).await {
                    Ok(_) => {}
                    // Another node may have made it at the same moment; the next line reads it.
                    Err(fault) => tracing::warn!(%fault, "no new issuing key was made"),
                }
                rows = self.believed(usable(cx.read(), self.purpose, now).await?);
            } else {
                tracing::warn!(
                    purpose = word(self.purpose),
                    "no issuing key is valid for 30 days more and the root key is offline: certify a new one"
                );
            }
        }
        self.install(cx, &rows).await
    }

    async fn install(&self, cx: &Cx, rows: &[Model]) -> Result<bool, Fault> {
        let now = cx.now();
        let certificates: Vec<String> =
            rows.iter().take(MOST_CERTIFICATES).map(|row| row.certificate.clone()).collect();
        *self.certificates.write().unwrap_or_else(PoisonError::into_inner) = certificates.clone();
        let valid = |row: &&Model| row.not_before <= now && now < row.expires_at;
        let settled = |row: &&Model| row.created_at.plus(SETTLING) <= now;
        let chosen = rows.iter().filter(valid).find(settled).or_else(|| rows.iter().rfind(valid));
        let Some(row) = chosen else {
            // The portal goes on: only activations and renewals wait for the key.
            tracing::error!(
                purpose = word(self.purpose),
                "no issuing key is valid, so nothing is signed for devices: gatehouse keys rotate-issuing makes one"
            );
            return Ok(self.in_use.write().unwrap_or_else(PoisonError::into_inner).take().is_some());
        };
        let before = self.in_use().ok();
        let changed = before.as_ref().is_none_or(|keys| keys.current.public().kid() != row.kid);
        let current = match &before {
            Some(keys) if !changed => SigningKey::from_seed(&keys.current.seed()),
            _ => open(cx, row).await?,
        };
        let keys = KeysInUse { current, certificate: row.certificate.clone(), certificates, ends: row.expires_at };
        *self.in_use.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(keys));
        Ok(changed)
    }

    /// Makes a new issuing key now (`gatehouse keys rotate-issuing`); it signs two minutes later, when every node knows it.
    /// Leases signed before stay valid. Returns the new key's id.
    pub async fn rotate(&self, cx: &Cx) -> Outcome<String, RotateRefusal> {
        let Some(root) = &self.root else { return Err(refuse(RotateRefusal::RootOffline)) };
        let kid = self.make(cx, root, true).await?;
        let rows = self.believed(usable(cx.read(), self.purpose, cx.now()).await?);
        self.install(cx, &rows).await?;
        Ok(kid)
    }
}

/// Keys whose leases may still run, the newest first. One that begins in the future was made while a clock was ahead: it
/// is neither used nor told of before its time, and does not stand in the way of the next one.
async fn usable<C: ConnectionTrait>(conn: &C, purpose: Purpose, now: Moment) -> Result<Vec<Model>, Fault> {
    let rows = Entity::find()
        .filter(Column::Purpose.eq(word(purpose)))
        .filter(Column::ExpiresAt.gt(now.plus(-CERTIFICATE_AFTERLIFE)))
        .filter(Column::NotBefore.lte(now))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Kid)
        .all(conn)
        .await?;
    Ok(rows)
}

/// The private half of a stored key.
pub(in crate::actions) async fn open(cx: &Cx, row: &Model) -> Result<SigningKey, Fault> {
    let key = subject::key(cx, cx.read(), SUBJECT).await?;
    let seed = key.open(PLACE, place_of(&row.public)?, &row.private_sealed)?;
    let seed: &[u8; 32] = seed.as_slice().try_into().map_err(|_| Fault::new("an issuing key has a wrong length"))?;
    Ok(SigningKey::from_seed(seed))
}

/// The row's id for sealing: the first half of its public key.
fn place_of(public: &[u8]) -> Result<Uuid, Fault> {
    let half = public.first_chunk::<16>().ok_or_else(|| Fault::new("a public key is too short"))?;
    Ok(Uuid::from_bytes(*half))
}

/// The issuing keys that were made last, the newest first, whatever their period.
async fn newest<C: ConnectionTrait>(conn: &C, purpose: Purpose) -> Result<Vec<Model>, Fault> {
    let rows = Entity::find()
        .filter(Column::Purpose.eq(word(purpose)))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Kid)
        .limit(MOST_CHECKED)
        .all(conn)
        .await?;
    Ok(rows)
}

/// Whether one of the roots has certified this row's key.
pub fn check_certificate(row: &Model, roots: &[RootKey]) -> Result<(), Fault> {
    let certified = IssuingKey::verify(&row.certificate, roots)?;
    if certified.public.as_bytes()[..] != row.public[..] || word(certified.purpose) != row.purpose {
        return Err(Fault::new("the certificate is of another key"));
    }
    Ok(())
}

impl IssuingKeys {
    async fn make(&self, cx: &Cx, root: &SigningKey, always: bool) -> Result<String, Fault> {
        let now = cx.now();
        let key = SigningKey::generate(&mut |bytes| cx.app.random.fill(bytes));
        let (begins, ends) = (now.plus(-HOUR), now.plus(KEY_LIFE));
        let issuing = IssuingKey {
            public: key.public().clone(),
            purpose: self.purpose,
            nbf: begins.seconds(),
            exp: ends.seconds(),
            max_kind: None,
        };
        let certificate = issuing.certify(root)?;
        // What products would not believe is not even stored.
        IssuingKey::verify(&certificate, &self.roots)?;
        let tx = cx.begin().await?;
        if !always {
            let stored = usable(&*tx, self.purpose, now).await?;
            let newest =
                stored.iter().find(|row| check_certificate(row, &self.roots).is_ok() && self.certified(row).is_ok());
            if let Some(newest) = newest.filter(|row| row.expires_at.plus(-KEY_OVERLAP) > now) {
                return Ok(newest.kid.clone());
            }
        }
        let sealing = sealing_key(cx, &tx).await?;
        let public = key.public().as_bytes();
        let row = ActiveModel {
            kid: Set(key.public().kid().to_owned()),
            purpose: Set(word(self.purpose).to_owned()),
            public: Set(public.to_vec()),
            private_sealed: Set(sealing.seal(cx.app.random.as_ref(), PLACE, place_of(public)?, &key.seed()[..])?),
            certificate: Set(certificate),
            not_before: Set(begins),
            expires_at: Set(ends),
            created_at: Set(now),
        };
        Entity::insert(row).exec_without_returning(&*tx).await?;
        let details = serde_json::json!({ "kid": key.public().kid() });
        cx.audit(&tx, events::SIGNING_KEY_MADE.entry().with(details)).await?;
        tx.commit().await?;
        Ok(key.public().kid().to_owned())
    }
}

/// The key under which the private halves are sealed, made at its first use.
pub(in crate::actions) async fn sealing_key(cx: &Cx, tx: &Tx) -> Result<SubjectKey, Fault> {
    match subject::keys(cx, &**tx, &[SUBJECT]).await?.remove(&SUBJECT) {
        Some(key) => Ok(key),
        None => subject::create(cx, tx, SUBJECT).await,
    }
}
