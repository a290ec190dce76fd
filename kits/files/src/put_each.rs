//! Several contents at once that are whole in memory, such as what is attached to a mail. Their rows say all of them before the first byte is stored,
//! so that they are begun by one transaction and attached by one statement ([`attach_sent_each`]). What their owner has already is not stored once more:
//! a row that comes keeps the bytes that it shares, whatever becomes of the file that had them. Where the owner has all of it, nothing is begun.

use crate::attach::{NAME, Received, Told, mac_of, twin};
use crate::jobs;
use crate::name::FileName;
use crate::purpose::Purpose;
use crate::put::{room, row};
use crate::refusal::PutRefusal;
use crate::remove::mark;
use crate::seal::{FileKey, HEAD, Sealer};
use crate::storage::Blob;
use crate::store::Files;
use crate::tables::file::{ActiveModel, Column, Entity, READY, RECEIVING, ScanState};
use axum::body::Bytes;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_seal::SubjectKey;
use hmac::Mac as _;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QuerySelect as _, Set};
use std::collections::{BTreeMap, BTreeSet};

/// What tells contents of one owner apart.
type ContentMac = [u8; 32];

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
        let there = there(cx, owner, &all).await?;
        if all.iter().all(|one| there.contains(&one.received.mac)) {
            let shared = |one: Coming| Received { told: Told::Shared, ..one.received };
            return Ok(all.into_iter().map(shared).collect());
        }
        begin(cx, owner, &mut all, &there).await?;
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
    received.told = Told::Row;
    let row = told(cx, key, &received, name)?;
    Ok(Coming { received, row, is_new: true })
}

/// A row that says all of it.
fn told(cx: &Cx, key: &SubjectKey, received: &Received, name: &FileName) -> Result<ActiveModel, Fault> {
    Ok(ActiveModel {
        name_sealed: Set(Some(key.seal(cx.app.random.as_ref(), NAME, received.id, name.as_str().as_bytes())?)),
        media: Set(received.media.word().to_owned()),
        size: Set(i64::try_from(received.size)?),
        content_mac: Set(Some(received.mac.to_vec())),
        scan: Set(ScanState::Quarantined),
        ..row(cx, received)
    })
}

/// Which of these contents files of the owner have now.
async fn there(cx: &Cx, owner: Uuid, all: &[Coming]) -> Result<BTreeSet<ContentMac>, Fault> {
    let wanted: BTreeSet<ContentMac> = all.iter().map(|one| one.received.mac).collect();
    let found: Vec<Vec<u8>> = Entity::find()
        .select_only()
        .column(Column::ContentMac)
        .distinct()
        .filter(Column::Owner.eq(owner))
        .filter(Column::ContentMac.is_in(wanted.iter().map(|mac| mac.to_vec())))
        .filter(Column::State.eq(READY))
        .into_tuple()
        .all(cx.read())
        .await?;
    Ok(found.into_iter().filter_map(|mac| mac.try_into().ok()).collect())
}

/// Writes the rows. Those whose bytes are `there`, or come with another one of these, share them.
async fn begin(cx: &Cx, owner: Uuid, all: &mut [Coming], there: &BTreeSet<ContentMac>) -> Result<(), Stop<PutRefusal>> {
    let tx = cx.begin().await?;
    room(cx, &tx, owner, all.len() as u64).await?;
    let mut known: BTreeMap<ContentMac, (Uuid, Option<i64>)> = BTreeMap::new();
    for mac in there {
        if let Some(twin) = twin(&tx, owner, mac).await? {
            known.insert(*mac, (twin.blob, twin.parts));
        }
    }
    for one in &mut *all {
        if let Some((blob, parts)) = known.get(&one.received.mac).copied() {
            (one.received.blob, one.received.parts) = (Blob::from_id(blob), parts);
            (one.row.blob, one.row.parts, one.is_new) = (Set(blob), Set(parts), false);
        } else {
            known.insert(one.received.mac, (one.received.blob.id(), None));
        }
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

/// [`Received::attach_sent`] of several, in their order: those that came by [`Files::put_each`], under the names that they came with, by one statement.
/// Returns their ids.
pub async fn attach_sent_each(cx: &Cx, tx: &Tx, all: Vec<(Received, FileName)>) -> Result<Vec<Uuid>, Fault> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let ids = all.iter().map(|(received, _)| received.id).collect();
    let (mut begun, mut shared) = (Vec::new(), Vec::new());
    for (received, name) in all {
        match received.told {
            Told::Nothing => drop(received.attach_as(cx, tx, name, ScanState::Quarantined).await?),
            Told::Row => begun.push(received),
            Told::Shared => shared.push((received, name)),
        }
    }
    attach_begun(cx, tx, &begun).await?;
    attach_shared(cx, tx, &shared).await?;
    jobs::inspect(cx, tx).await?;
    Ok(ids)
}

/// Their rows are there, also for whoever erases their owner meanwhile: one that does is seen here, or sees them.
async fn attach_begun(cx: &Cx, tx: &Tx, begun: &[Received]) -> Result<(), Fault> {
    let Some(first) = begun.first() else { return Ok(()) };
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(READY))
        .col_expr(Column::ExpiresAt, Expr::value(first.purpose.ends_at(cx.now()).map(|end| end.0)))
        .filter(Column::Id.is_in(begun.iter().map(|received| received.id)))
        .filter(Column::Owner.eq(first.owner))
        .filter(Column::Purpose.eq(first.purpose.word))
        .filter(Column::State.eq(RECEIVING))
        .exec(&**tx)
        .await?
        .rows_affected;
    if usize::try_from(changed)? == begun.len() {
        Ok(())
    } else {
        Err(Fault::new("a file was attached twice, after its day was over, or after its owner was erased"))
    }
}

/// They begin here, with the bytes of files of their owner.
async fn attach_shared(cx: &Cx, tx: &Tx, shared: &[(Received, FileName)]) -> Result<(), Fault> {
    let Some((first, _)) = shared.first() else { return Ok(()) };
    let key = subject::locked_key(cx, tx, first.owner).await?;
    let key = key.ok_or_else(|| Fault::new("the owner of a file was erased before it was attached"))?;
    let macs: BTreeSet<ContentMac> = shared.iter().map(|(received, _)| received.mac).collect();
    let mut known = BTreeMap::new();
    for mac in macs {
        let twin = twin(tx, first.owner, &mac).await?;
        let twin = twin.ok_or_else(|| Fault::busy("a file that another one shares has just gone"))?;
        known.insert(mac, (twin.blob, twin.parts));
    }
    let mut rows = Vec::with_capacity(shared.len());
    for (received, name) in shared {
        let Some((blob, parts)) = known.get(&received.mac).copied() else { continue };
        rows.push(ActiveModel {
            state: Set(READY.to_owned()),
            blob: Set(blob),
            parts: Set(parts),
            expires_at: Set(received.purpose.ends_at(cx.now()).map(|end| end.0)),
            ..told(cx, &key, received, name)?
        });
    }
    Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}
