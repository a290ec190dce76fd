//! Uploads become files of a message, in the transaction of the action that sends it; or end before.

use super::look::read;
use super::{Coming, UploadRefusal};
use crate::attach::twin;
use crate::jobs;
use crate::links;
use crate::purpose::Purpose;
use crate::remove::mark;
use crate::storage::Blob;
use crate::tables::file::{self, READY, RECEIVING};
use crate::tables::upload::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// Makes files of all uploads of a message, and answers what they are, in the order in which they were begun. Refused while one is on
/// its way: nothing of the message is attached then. What is quarantined stays so: nobody opens it before it is known to be clean.
pub async fn attach(cx: &Cx, tx: &Tx, purpose: &Purpose, message: Uuid) -> Outcome<Vec<Coming>, UploadRefusal> {
    let rows = Entity::find().filter(Column::Message.eq(message)).order_by_asc(Column::Id).lock_exclusive();
    let rows = rows.all(&**tx).await?;
    let rows: Vec<_> = rows.into_iter().filter(|row| !row.expires_at.has_come(cx.now())).collect();
    if rows.iter().any(|row| row.done_at.is_none()) {
        return Err(refuse(UploadRefusal::Unfinished));
    }
    let names: Vec<_> = rows.iter().map(|row| row.name_sealed.clone()).collect();
    let all = read(cx, &**tx, rows).await?;
    if all.len() != names.len() || all.iter().any(|one| one.purpose != purpose.word) {
        return Err(Fault::new("an upload is not of the purpose for which it is attached, or its file is gone").into());
    }
    // Three at the most.
    for (one, name) in all.iter().zip(names) {
        attach_one(cx, tx, purpose, one.id, name).await?;
    }
    if !all.is_empty() {
        Entity::delete_many().filter(Column::Id.is_in(all.iter().map(|one| one.id))).exec(&**tx).await?;
    }
    Ok(all)
}

/// The same with one upload that is whole: what came by a link, when [`super::Finished`] is heard. `None`: it is gone, or not whole.
pub async fn attach_file(cx: &Cx, tx: &Tx, purpose: &Purpose, id: Uuid) -> Result<Option<Coming>, Fault> {
    let row = Entity::find_by_id(id).filter(Column::DoneAt.is_not_null()).lock_exclusive().one(&**tx).await?;
    let Some(row) = row else { return Ok(None) };
    let name = row.name_sealed.clone();
    let one = read(cx, &**tx, vec![row]).await?.pop().filter(|one| one.purpose == purpose.word);
    if one.is_some() {
        attach_one(cx, tx, purpose, id, name).await?;
        Entity::delete_by_id(id).exec(&**tx).await?;
    }
    Ok(one)
}

async fn attach_one(cx: &Cx, tx: &Tx, purpose: &Purpose, id: Uuid, name_sealed: Vec<u8>) -> Result<(), Fault> {
    let row = file::Entity::find_by_id(id).lock_exclusive().one(&**tx).await?;
    let row = row.ok_or_else(|| Fault::new("an upload without a file"))?;
    let (mut blob, mut parts) = (row.blob, row.parts);
    if let Some(mac) = &row.content_mac
        && let Some(twin) = twin(tx, row.owner, mac).await?
    {
        jobs::remove_blob(cx, tx, Blob::from_id(row.blob)).await?;
        (blob, parts) = (twin.blob, twin.parts);
    }
    let ready = file::Entity::update_many()
        .col_expr(file::Column::State, Expr::value(READY))
        .col_expr(file::Column::Blob, Expr::value(blob))
        .col_expr(file::Column::Parts, Expr::value(parts))
        .col_expr(file::Column::NameSealed, Expr::value(Some(name_sealed)))
        .col_expr(file::Column::ExpiresAt, Expr::value(purpose.ends_at(cx.now()).map(|end| end.0)))
        .filter(file::Column::Id.eq(id))
        .filter(file::Column::State.eq(RECEIVING))
        .exec(&**tx)
        .await?;
    if ready.rows_affected == 1 { Ok(()) } else { Err(Fault::new("an upload was attached twice")) }
}

/// Ends an upload that is not attached: its room is free with the commit, its bytes go by a job. `false` where there is none.
pub async fn discard(cx: &Cx, tx: &Tx, id: Uuid) -> Result<bool, Fault> {
    let Some(row) = Entity::find_by_id(id).lock_exclusive().one(&**tx).await? else { return Ok(false) };
    links::give_back(tx, row.message, row.length).await?;
    let which = Condition::all().add(file::Column::Id.eq(id)).add(file::Column::State.eq(RECEIVING));
    Ok(mark(cx, tx, which).await? == 1)
}
