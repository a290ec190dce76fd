//! Several contents at once that are whole in memory, such as what is attached to a mail. Their rows say all of them before the first byte is stored,
//! so that they are begun by one transaction and attached by one statement ([`crate::attach_sent_each`]). What their owner has already is not stored
//! once more: a row that comes keeps the bytes that it shares, whatever becomes of the file that had them.

use crate::attach::{NAME, Received, mac_of, twin};
use crate::name::FileName;
use crate::purpose::Purpose;
use crate::put::{room, row};
use crate::refusal::PutRefusal;
use crate::remove::mark;
use crate::seal::{FileKey, HEAD, Sealer};
use crate::storage::Blob;
use crate::store::Files;
use crate::tables::file::{ActiveModel, Column, Entity, RECEIVING, ScanState};
use axum::body::Bytes;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Stop, Uuid};
use gatehouse_seal::SubjectKey;
use hmac::Mac as _;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, Set};
use std::collections::BTreeMap;

/// A content on its way in.
struct Coming {
    received: Received,
    row: ActiveModel,
    /// Its bytes are to be stored: no other file has them.
    is_new: bool,
}

impl Files {
    /// Takes these contents for this purpose, under these names; all of them or none. Refused as each would be by [`Files::put`].
    pub async fn put_each(
        &self,
        cx: &Cx,
        purpose: &Purpose,
        owner: Uuid,
        contents: &[(FileName, Bytes)],
    ) -> Result<Vec<Received>, Stop<PutRefusal>> {
        if contents.is_empty() {
            return Ok(Vec::new());
        }
        let key = subject::key(cx, cx.read(), owner).await?;
        let mut all = Vec::with_capacity(contents.len());
        for content in contents {
            all.push(judged(cx, &key, Received::begun(cx, owner, *purpose), content)?);
        }
        begin(cx, owner, &mut all).await?;
        for (one, (_, content)) in all.iter().zip(contents).filter(|(one, _)| one.is_new) {
            if let Err(fault) = self.write_whole(&key, one.received.blob, content).await {
                // The storage has removed what it had. Where this fails too, the rows end by their rule.
                if let Err(fault) = forget(cx, &all).await {
                    tracing::warn!(error = %fault, "the rows of unfinished files could not be removed");
                }
                return Err(fault.into());
            }
        }
        Ok(all.into_iter().map(|one| one.received).collect())
    }

    async fn write_whole(&self, key: &SubjectKey, blob: Blob, content: &[u8]) -> Result<(), Fault> {
        let (mut sealer, mut sealed) = (Sealer::new(FileKey::new(key, blob)), HEAD.to_vec());
        sealer.add(content, &mut sealed)?;
        sealer.end(&mut sealed)?;
        let mut writing = self.storage.write(blob).await?;
        writing.add(&sealed).await?;
        writing.finish().await
    }
}

/// A content that its purpose takes, and all that its row says.
fn judged(
    cx: &Cx,
    key: &SubjectKey,
    mut received: Received,
    (name, content): &(FileName, Bytes),
) -> Result<Coming, Stop<PutRefusal>> {
    let mut start = Vec::new();
    received.take(content, &mut start)?;
    received.judge(&start)?;
    let mut mac = mac_of(key);
    mac.update(content);
    received.mac = mac.finalize().into_bytes().into();
    received.is_told = true;
    let row = ActiveModel {
        name_sealed: Set(Some(key.seal(cx.app.random.as_ref(), NAME, received.id, name.as_str().as_bytes())?)),
        media: Set(received.media.word().to_owned()),
        size: Set(i64::try_from(received.size).map_err(Fault::from)?),
        content_mac: Set(Some(received.mac.to_vec())),
        scan: Set(ScanState::Quarantined),
        ..row(cx, &received)
    };
    Ok(Coming { received, row, is_new: true })
}

/// Writes the rows. Those whose bytes are there, or come with another one of these, share them.
async fn begin(cx: &Cx, owner: Uuid, all: &mut [Coming]) -> Result<(), Stop<PutRefusal>> {
    let tx = cx.begin().await?;
    room(cx, &tx, owner, all.len() as u64).await?;
    let mut known: BTreeMap<[u8; 32], (Uuid, Option<i64>)> = BTreeMap::new();
    for one in &mut *all {
        let there = match known.get(&one.received.mac) {
            Some(there) => Some(*there),
            None => twin(&tx, owner, &one.received.mac).await?.map(|twin| (twin.blob, twin.parts)),
        };
        if let Some((blob, parts)) = there {
            (one.received.blob, one.received.parts) = (Blob::from_id(blob), parts);
            (one.row.blob, one.row.parts, one.is_new) = (Set(blob), Set(parts), false);
        }
        known.entry(one.received.mac).or_insert_with(|| there.unwrap_or((one.received.blob.id(), None)));
    }
    Entity::insert_many(all.iter().map(|one| one.row.clone())).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends the rows of what was not received. The job looks whether others have the bytes that some of them share.
async fn forget(cx: &Cx, all: &[Coming]) -> Result<(), Fault> {
    let ids = all.iter().map(|one| one.received.id);
    let tx = cx.begin().await?;
    let which = Condition::all().add(Column::Id.is_in(ids)).add(Column::State.eq(RECEIVING));
    mark(cx, &tx, which).await?;
    tx.commit().await
}
