//! The parts of a file that came in parts: where each lies in the content, and in the storage.

use crate::storage::Blob;
use crate::tables::part::{ActiveModel, Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, Set};
use std::collections::BTreeMap;
use std::ops::Range;

/// A part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub blob: Blob,
    pub starts: u64,
    pub size: u64,
}

impl Part {
    fn of(row: &Model) -> Result<Self, Fault> {
        let (starts, size) = (u64::try_from(row.starts)?, u64::try_from(row.size)?);
        Ok(Self { blob: Blob::from_id(row.blob), starts, size })
    }
}

/// Notes parts whose bytes are safe.
pub(crate) async fn add(tx: &Tx, file: Blob, parts: &[Part]) -> Result<(), Fault> {
    let mut rows = Vec::with_capacity(parts.len());
    for part in parts {
        rows.push(ActiveModel {
            blob: Set(part.blob.id()),
            file_blob: Set(file.id()),
            starts: Set(i64::try_from(part.starts)?),
            size: Set(i64::try_from(part.size)?),
        });
    }
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// How many there are.
pub(crate) async fn count(tx: &Tx, file: Blob) -> Result<u64, Fault> {
    use sea_orm::PaginatorTrait as _;
    Ok(Entity::find().filter(Column::FileBlob.eq(file.id())).count(&**tx).await?)
}

/// Those that have some of this range, in order, and without a gap.
pub(crate) async fn within(cx: &Cx, file: Blob, range: &Range<u64>, size: u64) -> Result<Vec<Part>, Fault> {
    use sea_orm::ExprTrait as _;
    if range.is_empty() {
        return Ok(Vec::new());
    }
    let end = Expr::col(Column::Starts).add(Expr::col(Column::Size));
    let rows = Entity::find()
        .filter(Column::FileBlob.eq(file.id()))
        .filter(Column::Starts.lt(i64::try_from(range.end)?))
        .filter(end.gt(i64::try_from(range.start)?))
        .order_by_asc(Column::Starts)
        .all(cx.read())
        .await?;
    let parts = rows.iter().map(Part::of).collect::<Result<Vec<_>, _>>()?;
    let begins = parts.first().is_some_and(|first| first.starts <= range.start);
    let is_whole = parts.windows(2).all(|two| two[0].starts + two[0].size == two[1].starts);
    let ends = parts.last().is_some_and(|last| (range.end..=size).contains(&(last.starts + last.size)));
    if begins && is_whole && ends { Ok(parts) } else { Err(Fault::new(format!("file {file}: parts are missing"))) }
}

/// All the bytes of each of these files.
pub(crate) async fn of_files(cx: &Cx, files: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<Blob>>, Fault> {
    let rows = Entity::find().filter(Column::FileBlob.is_in(files.iter().copied())).all(cx.read()).await?;
    let mut of = BTreeMap::<Uuid, Vec<Blob>>::new();
    for row in rows {
        of.entry(row.file_blob).or_default().push(Blob::from_id(row.blob));
    }
    Ok(of)
}

/// Forgets the parts of these files, whose bytes are gone.
pub(crate) async fn forget(cx: &Cx, files: &[Uuid]) -> Result<(), Fault> {
    Entity::delete_many().filter(Column::FileBlob.is_in(files.iter().copied())).exec(cx.db().writer()).await?;
    Ok(())
}

/// Those that lie in a part of the storage.
pub(crate) async fn between(cx: &Cx, first: Uuid, last: Uuid) -> Result<Vec<Blob>, Fault> {
    let rows = Entity::find().filter(Column::Blob.between(first, last)).all(cx.read()).await?;
    Ok(rows.into_iter().map(|row| Blob::from_id(row.blob)).collect())
}

/// Whether a part with these bytes is there.
pub(crate) async fn is_named(cx: &Cx, blob: Blob) -> Result<bool, Fault> {
    Ok(Entity::find_by_id(blob.id()).one(cx.read()).await?.is_some())
}
