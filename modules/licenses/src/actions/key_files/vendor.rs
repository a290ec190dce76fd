//! The vendor's side of key files: the issuing key for them, the issuing keys that were taken back, and the secret of the serial numbers.

use crate::actions::leases::IssuingKeys;
use crate::actions::leases::keys::{SUBJECT, open, sealing_key};
use crate::model::key_file_parser::Believed;
use crate::tables::{key_revocation, key_serial, signing_key};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Uuid};
use gatehouse_formats::{KeyRevocations, Serials, SigningKey, Trust};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, Set};
use std::sync::{OnceLock, PoisonError, RwLock};

/// Where the secret of the serial numbers is sealed.
const SERIAL: &str = "key_serial.secret_sealed";
/// The count's one row.
pub(super) const COUNT: i64 = 1;

/// Issuing keys that were taken back, as a root key signed it.
#[derive(Clone)]
struct Revoked {
    list: KeyRevocations,
    text: String,
}

/// The service that key files are made with.
pub struct KeyFiles {
    keys: IssuingKeys,
    revoked: RwLock<Option<Revoked>>,
    serials: OnceLock<Serials>,
}

impl KeyFiles {
    /// One that signs with these keys; [`KeyFiles::load`] makes it ready.
    pub fn new(keys: IssuingKeys) -> Self {
        Self { keys, revoked: RwLock::default(), serials: OnceLock::new() }
    }

    /// The issuing keys.
    pub const fn keys(&self) -> &IssuingKeys {
        &self.keys
    }

    /// What products believe: the root keys, less the issuing keys that were taken back.
    pub fn trust(&self) -> Trust {
        let trust = Trust::new(self.keys.roots());
        match &*self.revoked.read().unwrap_or_else(PoisonError::into_inner) {
            Some(revoked) => trust.without(&revoked.list),
            None => trust,
        }
    }

    /// The same for the worker process, which reads files that come from outside.
    pub fn believed(&self) -> Believed {
        let revoked = self.revoked.read().unwrap_or_else(PoisonError::into_inner);
        Believed { roots: self.keys.roots().to_vec(), revoked: revoked.as_ref().map(|revoked| revoked.list.clone()) }
    }

    /// Whether an issuing key was taken back.
    pub fn is_revoked(&self, kid: &str) -> bool {
        let revoked = self.revoked.read().unwrap_or_else(PoisonError::into_inner);
        revoked.as_ref().is_some_and(|revoked| revoked.list.revoked.iter().any(|of_list| of_list == kid))
    }

    /// Those that were taken back: the list's number and text, for products.
    pub fn revoked(&self) -> Option<(i64, String)> {
        let revoked = self.revoked.read().unwrap_or_else(PoisonError::into_inner);
        revoked.as_ref().map(|revoked| (revoked.list.seq, revoked.text.clone()))
    }

    /// Reads what was taken back, then the keys; makes the next one when it is time and the root key is here.
    pub async fn load(&self, cx: &Cx) -> Result<(), Fault> {
        self.read_revoked(cx).await?;
        self.keys.load(cx).await?;
        Ok(())
    }

    /// Reads what was taken back. A list that no root key of ours has signed is not believed.
    pub(super) async fn read_revoked(&self, cx: &Cx) -> Result<(), Fault> {
        let newest = key_revocation::Entity::find().order_by_desc(key_revocation::Column::Seq).one(cx.read()).await?;
        let Some(row) = newest else { return Ok(()) };
        let list = match KeyRevocations::open(&row.list, self.keys.roots()) {
            Ok(list) => list,
            Err(error) => {
                tracing::error!(seq = row.seq, %error, "the list of issuing keys that were taken back is not believed");
                return Ok(());
            }
        };
        self.keys.set_revoked(list.revoked.clone());
        let revoked = Revoked { list, text: row.list };
        *self.revoked.write().unwrap_or_else(PoisonError::into_inner) = Some(revoked);
        Ok(())
    }

    /// The permutation behind serial numbers. Its secret is made at the first use.
    pub(super) async fn serials(&self, cx: &Cx) -> Result<&Serials, Fault> {
        if let Some(serials) = self.serials.get() {
            return Ok(serials);
        }
        let row = match key_serial::Entity::find_by_id(COUNT).one(cx.read()).await? {
            Some(row) => row,
            None => make_secret(cx).await?,
        };
        let key = subject::key(cx, cx.read(), SUBJECT).await?;
        let secret = key.open(SERIAL, Uuid::nil(), &row.secret_sealed)?;
        let secret: [u8; 32] =
            secret.as_slice().try_into().map_err(|_| Fault::new("the secret of serial numbers has a wrong length"))?;
        Ok(self.serials.get_or_init(|| Serials::new(secret)))
    }

    /// The issuing key of this id, which signed a stored file, with its certificate. Also one that has ended: what it signed is
    /// signed again as it was.
    pub(super) async fn signed_with(&self, cx: &Cx, kid: &str) -> Result<(SigningKey, String), Fault> {
        let row = signing_key::Entity::find_by_id(kid).one(cx.read()).await?;
        let row = row.ok_or_else(|| Fault::new("the issuing key of a key file is gone"))?;
        Ok((open(cx, &row).await?, row.certificate))
    }
}

/// Makes the secret. Of several that do so at once one wins, and all go on with its.
async fn make_secret(cx: &Cx) -> Result<key_serial::Model, Fault> {
    let secret = zeroize::Zeroizing::new(cx.app.random.token());
    let tx = cx.begin().await?;
    let key = sealing_key(cx, &tx).await?;
    let row = key_serial::ActiveModel {
        id: Set(COUNT),
        counted: Set(0),
        secret_sealed: Set(key.seal(cx.app.random.as_ref(), SERIAL, Uuid::nil(), &secret[..])?),
    };
    let once = OnConflict::column(key_serial::Column::Id).do_nothing().to_owned();
    key_serial::Entity::insert(row).on_conflict(once).exec_without_returning(&*tx).await?;
    let stored = key_serial::Entity::find_by_id(COUNT).one(&*tx).await?;
    tx.commit().await?;
    stored.ok_or_else(|| Fault::new("the count of key files is gone"))
}

/// Makes new issuing keys, for leases and for key files, at once (`gatehouse keys rotate-issuing`).
pub async fn rotate_both(cx: &Cx) -> Outcome<[String; 2], crate::actions::leases::keys::RotateRefusal> {
    let leases = cx.service::<crate::actions::leases::LeaseIssuer>()?.keys().rotate(cx).await?;
    let files = cx.service::<KeyFiles>()?.keys().rotate(cx).await?;
    Ok([leases, files])
}
