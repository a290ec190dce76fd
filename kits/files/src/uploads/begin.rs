//! Beginning an upload, in the transaction of the action that has checked the right. Everything is counted before the first byte.

use super::{LIFE, MOST_BEGUN, MOST_BEGUN_EACH, MOST_BYTES, MOST_FILES, MOST_OF_EACH, MOST_UNFINISHED, UploadRefusal};
use crate::attach::NAME;
use crate::media::Media;
use crate::name::FileName;
use crate::purpose::Purpose;
use crate::storage::Blob;
use crate::tables::file::{self, RECEIVING, ScanState};
use crate::tables::upload::{ActiveModel, Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Uuid, refuse};
use gatehouse_db::{Engine, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set, Statement};
use sha2::{Digest as _, Sha256};

/// How much may come of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Files.
    pub files: u64,
    /// Bytes of each.
    pub bytes: u64,
    /// Bytes of all of them; `None`: no further bound.
    pub all_bytes: Option<u64>,
}

impl Limits {
    /// Those of a message: three files of 4 GiB each.
    pub const MESSAGE: Self = Self { files: MOST_FILES, bytes: MOST_BYTES, all_bytes: None };
}

/// What is going to come.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What it is for.
    pub purpose: Purpose,
    /// The subject whose key seals it.
    pub owner: Uuid,
    /// The company or account whose room it takes while it is unfinished.
    pub payer: Uuid,
    /// Who of the company begins it: so much of its room one of its users takes at the most. `None`: whoever pays is one person.
    pub person: Option<Uuid>,
    /// The message, draft or link that it is for.
    pub message: Uuid,
    /// Its name.
    pub name: FileName,
    /// How many bytes it will have.
    pub length: u64,
    /// How much may come of that message.
    pub limits: Limits,
}

/// Makes room for it; answers its id, which the file will have. An empty file is whole at once.
pub async fn begin(cx: &Cx, tx: &Tx, plan: &Plan) -> Outcome<Uuid, UploadRefusal> {
    if cx.app.settings.files_origin().is_none() {
        return Err(refuse(UploadRefusal::Off));
    }
    // Staff give a link another bound than messages have.
    let most = plan.limits.all_bytes.map_or(plan.limits.bytes.min(plan.purpose.most_bytes), |_| plan.limits.bytes);
    if plan.length > most {
        return Err(refuse(UploadRefusal::TooLarge { most }));
    }
    let key = subject::locked_key(cx, tx, plan.owner).await?;
    let key = key.ok_or_else(|| Fault::new("an upload for an owner without a key: it was erased, or never was"))?;
    one_at_a_time(cx, tx, plan.payer).await?;
    count(tx, plan).await?;
    let (id, now) = (cx.id(), cx.now());
    let ends = crate::links::ends_by(tx, plan.message).await?.unwrap_or_else(|| now.plus(LIFE));
    let name_sealed = key.seal(cx.app.random.as_ref(), NAME, id, plan.name.as_str().as_bytes())?;
    let row = file::ActiveModel {
        id: Set(id),
        owner: Set(plan.owner),
        purpose: Set(plan.purpose.word.to_owned()),
        state: Set(RECEIVING.to_owned()),
        blob: Set(Blob::random(cx.app.random.as_ref()).id()),
        name_sealed: Set(None),
        media: Set(Media::Bytes.word().to_owned()),
        size: Set(0),
        content_mac: Set(None),
        created_at: Set(now.0),
        expires_at: Set(Some(ends.0)),
        parts: Set(Some(0)),
        receipt_sealed: Set(None),
        scan: Set(ScanState::Quarantined),
        scanned_at: Set(None),
        scan_said: Set(None),
        vouched_by: Set(None),
        vouched_at: Set(None),
    };
    file::Entity::insert(row).exec_without_returning(&**tx).await?;
    let row = ActiveModel {
        id: Set(id),
        owner: Set(plan.owner),
        payer: Set(plan.payer),
        person: Set(plan.person),
        message: Set(plan.message),
        name_sealed: Set(name_sealed),
        length: Set(i64::try_from(plan.length)?),
        received: Set(0),
        epoch: Set(0),
        hash_sealed: Set(None),
        done_at: Set(None),
        created_at: Set(now),
        expires_at: Set(ends),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    if plan.length == 0 {
        super::commit::finish(cx, tx, id, &key, Sha256::new()).await?;
    }
    Ok(id)
}

/// Whoever counts next waits for this transaction. The embedded engine has one writer anyway.
async fn one_at_a_time(cx: &Cx, tx: &Tx, payer: Uuid) -> Result<(), Fault> {
    if cx.db().engine() == Engine::Postgres {
        let hash = Sha256::digest([b"gatehouse uploads of ".as_slice(), payer.as_bytes()].concat());
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        let text = "select pg_advisory_xact_lock($1)";
        let values = [i64::from_le_bytes(first).into()];
        tx.query_one_raw(Statement::from_sql_and_values(tx.get_database_backend(), text, values)).await?;
    }
    Ok(())
}

async fn count(tx: &Tx, plan: &Plan) -> Result<(), gatehouse_core::Stop<UploadRefusal>> {
    let of_message = Entity::find().filter(Column::Message.eq(plan.message)).count(&**tx).await?;
    if of_message >= plan.limits.files {
        return Err(refuse(UploadRefusal::TooManyFiles { most: plan.limits.files }));
    }
    let of_payer: Vec<(i64, Option<Uuid>)> = Entity::find()
        .select_only()
        .columns([Column::Length, Column::Person])
        .filter(Column::Payer.eq(plan.payer))
        .into_tuple()
        .all(&**tx)
        .await?;
    let own = || of_payer.iter().filter(|(_, person)| plan.person.is_some() && *person == plan.person);
    // A larger bound than the usual one is room of its own: staff have given it.
    let most = plan.limits.all_bytes.map_or(MOST_UNFINISHED, |all| all.max(MOST_UNFINISHED));
    let is_full = of_payer.len() as u64 >= MOST_BEGUN || sum(of_payer.iter()) + plan.length > most;
    let is_full_for_them =
        plan.person.is_some() && (own().count() as u64 >= MOST_BEGUN_EACH || sum(own()) + plan.length > MOST_OF_EACH);
    if is_full || is_full_for_them {
        return Err(refuse(UploadRefusal::TooMuchUnfinished));
    }
    Ok(())
}

/// What a payer has begun and not attached: files, and the bytes that they will have.
pub async fn begun_of(tx: &Tx, payer: Uuid) -> Result<(u64, u64), Fault> {
    let all: Vec<(i64, Option<Uuid>)> = Entity::find()
        .select_only()
        .columns([Column::Length, Column::Person])
        .filter(Column::Payer.eq(payer))
        .into_tuple()
        .all(&**tx)
        .await?;
    Ok((all.len() as u64, sum(all.iter())))
}

fn sum<'a>(lengths: impl Iterator<Item = &'a (i64, Option<Uuid>)>) -> u64 {
    lengths.map(|(length, _)| u64::try_from(*length).unwrap_or(0)).sum()
}
