//! Making a file of received bytes, in the transaction of the action that it belongs to.

use crate::clean::Clean;
use crate::jobs;
use crate::media::Media;
use crate::name::FileName;
use crate::purpose::Purpose;
use crate::read::StoredFile;
use crate::storage::Blob;
use crate::tables::file::{Column, Entity, Model, READY, RECEIVING, ScanState};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_seal::SubjectKey;
use hmac::{Hmac, KeyInit as _};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use sha2::Sha256;

/// Where a name is sealed.
pub(crate) const NAME: &str = "file.name_sealed";

/// What tells whether two contents of one owner are the same, and tells it to nobody else.
#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
pub(crate) fn mac_of(owner: &SubjectKey) -> Hmac<Sha256> {
    Hmac::new_from_slice(&owner.derive("files.content", b"")[..]).expect("HMAC takes a key of any length")
}

/// Bytes that are whole and safe in the storage, and belong to nothing yet. Attach them, or they are gone after a day.
#[derive(Clone, Debug)]
#[must_use = "without being attached it is gone after a day"]
pub struct Received {
    pub(crate) id: Uuid,
    pub(crate) owner: Uuid,
    pub(crate) purpose: Purpose,
    pub(crate) blob: Blob,
    pub(crate) parts: Option<i64>,
    pub(crate) size: u64,
    pub(crate) media: Media,
    pub(crate) mac: [u8; 32],
    /// The key of its owner, who had no file before it.
    pub(crate) first_of: Option<SubjectKey>,
    pub(crate) told: Told,
}

/// What the database knows of received bytes before they are attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// That they come.
    Nothing,
    /// All of it ([`crate::Files::put_each`]).
    Row,
    /// All of it by another file of their owner, whose bytes they are; they have no row.
    Shared,
}

impl Received {
    /// Of an id and a name in the storage that are new.
    pub(crate) fn begun(cx: &Cx, owner: Uuid, purpose: Purpose) -> Self {
        let blob = Blob::random(cx.app.random.as_ref());
        Self {
            id: cx.id(),
            owner,
            purpose,
            blob,
            parts: None,
            size: 0,
            media: Media::Bytes,
            mac: [0; 32],
            first_of: None,
            told: Told::Nothing,
        }
    }

    /// The id that the file will have.
    pub const fn id(&self) -> Uuid {
        self.id
    }

    /// Its length in bytes.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// What its bytes begin like.
    pub const fn media(&self) -> Media {
        self.media
    }

    /// Makes it a file of its owner: one that this program made, or that the action has judged. Where the owner has the same content
    /// already, the bytes are shared and the new ones removed. A fault where the owner was erased meanwhile, or more than a day has passed.
    pub async fn attach(self, cx: &Cx, tx: &Tx, name: FileName) -> Result<Clean<StoredFile>, Fault> {
        Ok(Clean::of_own(self.attach_as(cx, tx, name, ScanState::Own).await?))
    }

    /// The same of what somebody sent without an upload, such as beside a mail: nobody opens it before it was scanned.
    pub async fn attach_sent(self, cx: &Cx, tx: &Tx, name: FileName) -> Result<StoredFile, Fault> {
        let file = self.attach_as(cx, tx, name, ScanState::Quarantined).await?;
        jobs::inspect(cx, tx).await?;
        Ok(file)
    }

    pub(crate) async fn attach_as(
        self,
        cx: &Cx,
        tx: &Tx,
        name: FileName,
        scan: ScanState,
    ) -> Result<StoredFile, Fault> {
        let now = cx.now();
        let (key, twin) = match &self.first_of {
            // Whoever erases its owner meanwhile finds its row, as this finds the mark of that.
            Some(key) => (key.clone(), None),
            None => {
                let key = subject::locked_key(cx, tx, self.owner).await?;
                let key = key.ok_or_else(|| Fault::new("the owner of a file was erased before it was attached"))?;
                (key, twin(tx, self.owner, &self.mac).await?)
            }
        };
        let (blob, parts) = match twin {
            Some(twin) => {
                // It may have been known when it came, and have no bytes of its own.
                if twin.blob != self.blob.id() {
                    jobs::remove_blob(cx, tx, self.blob).await?;
                }
                (Blob::from_id(twin.blob), twin.parts)
            }
            None => (self.blob, self.parts),
        };
        let sealed = key.seal(cx.app.random.as_ref(), NAME, self.id, name.as_str().as_bytes())?;
        let changed = Entity::update_many()
            .col_expr(Column::State, Expr::value(READY))
            .col_expr(Column::Blob, Expr::value(blob.id()))
            .col_expr(Column::Parts, Expr::value(parts))
            .col_expr(Column::NameSealed, Expr::value(Some(sealed)))
            .col_expr(Column::Media, Expr::value(self.media.word()))
            .col_expr(Column::Size, Expr::value(i64::try_from(self.size)?))
            .col_expr(Column::ContentMac, Expr::value(Some(self.mac.to_vec())))
            .col_expr(Column::Scan, Expr::value(scan))
            .col_expr(Column::ExpiresAt, Expr::value(self.purpose.ends_at(now).map(|end| end.0)))
            .filter(Column::Id.eq(self.id))
            .filter(Column::State.eq(RECEIVING))
            .exec(&**tx)
            .await?
            .rows_affected;
        if changed != 1 {
            return Err(Fault::new("a file was attached twice, or after its day was over"));
        }
        Ok(StoredFile {
            id: self.id,
            owner: self.owner,
            name,
            media: self.media,
            size: self.size,
            created_at: now,
            sha256: None,
            scan,
            scanned_at: None,
            scan_said: None,
            is_vouched: false,
            blob,
            parts: parts.map(u64::try_from).transpose()?,
        })
    }
}

/// A file of the owner with the same content, whose bytes stay until the transaction ends: whoever wants to remove the last file with
/// them waits, and then sees the new one.
pub(crate) async fn twin(tx: &Tx, owner: Uuid, mac: &[u8]) -> Result<Option<Model>, Fault> {
    let twin = Entity::find()
        .filter(Column::Owner.eq(owner))
        .filter(Column::ContentMac.eq(mac.to_vec()))
        .filter(Column::State.eq(READY))
        .limit(1)
        .lock_exclusive();
    Ok(twin.one(&**tx).await?)
}
