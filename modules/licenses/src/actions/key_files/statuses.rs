//! What became of a license's key files (LIC-20), written in the transaction of what happened; the status lists follow within two minutes.

use crate::actions::transfers::lock;
use crate::model::key_file::{status_of, status_of_replaced};
use crate::tables::key_file::{Column, Entity};
use crate::tables::{license, license_code};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_formats::Status;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait as _, QueryOrder as _, Statement};

/// How far the job looks back for codes that ended: longer than it is ever down, and every change of a license looks for itself.
const LOOKED_BACK: i64 = 30 * DAY;

/// After whatever changed a license, whose row is written: gives its files the status that it has now. Those of freed seats stay
/// revoked; those made from codes that work no more have the grace to be made anew.
pub(crate) async fn status_of_license_changed(cx: &Cx, tx: &Tx, license: Uuid) -> Result<(), Fault> {
    let Some(row) = license::Entity::find_by_id(license).one(&**tx).await? else { return Ok(()) };
    let of_license = status_of(&row, cx.now());
    let of_it = |status: Status| set(cx, status).filter(Column::LicenseId.eq(license));
    let of_replaced = status_of_replaced(of_license);
    let mut live = of_it(of_license).filter(Column::ReplacedAt.is_null());
    if of_license == Status::Valid
        && let Some(since) = newest_alone_since(cx, tx, license).await?
    {
        live = live.filter(Column::IssuedAt.gte(since));
        of_it(of_replaced).filter(Column::ReplacedAt.is_null()).filter(Column::IssuedAt.lt(since)).exec(&**tx).await?;
    }
    live.exec(&**tx).await?;
    of_it(of_replaced).filter(Column::ReplacedAt.is_not_null()).exec(&**tx).await?;
    Ok(())
}

/// When the newest code of a license was made, where the codes before it have stopped; `None`: there were none, or they go on.
async fn newest_alone_since(cx: &Cx, tx: &Tx, license: Uuid) -> Result<Option<Moment>, Fault> {
    use license_code::{Column, Entity};
    let of_license = Entity::find().filter(Column::LicenseId.eq(license));
    let newest = of_license.clone().filter(Column::ReplacedAt.is_null()).filter(Column::Number.gt(1));
    let Some(newest) = newest.order_by_desc(Column::Number).one(&**tx).await? else { return Ok(None) };
    let go_on = of_license.filter(Column::ReplacedAt.gt(cx.now())).count(&**tx).await?;
    Ok((go_on == 0).then_some(newest.created_at))
}

/// The licenses whose last transition from an old code ended in the last [`LOOKED_BACK`], and that have a file of such a code which no
/// change of the license has marked since; the first `most` behind `after`.
pub(crate) async fn transitions_ended(cx: &Cx, after: Uuid, most: u64) -> Result<Vec<Uuid>, Fault> {
    let text = "select distinct c.license_id as id from license_code c \
         join license_code n on n.license_id = c.license_id and n.number > c.number and n.replaced_at is null \
         join key_file k on k.license_id = c.license_id and k.replaced_at is null and k.returned_at is null \
           and k.issued_at < n.created_at and k.status = $1 \
         where c.replaced_at > $2 and c.replaced_at <= $3 and c.license_id > $4 \
           and not exists (select 1 from license_code g where g.license_id = c.license_id and g.replaced_at > $3) \
         order by c.license_id limit $5";
    let values: [sea_orm::Value; 5] = [
        i64::from(Status::Valid.bits()).into(),
        cx.now().plus(-LOOKED_BACK).0.into(),
        cx.now().0.into(),
        after.into(),
        i64::try_from(most)?.into(),
    ];
    let found = cx.read().query_all_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    found.iter().map(|row| row.try_get("", "id").map_err(Fault::from)).collect()
}

/// The files of a license follow the end of its old codes.
pub(crate) async fn follow_end_of_codes(cx: &Cx, license: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    lock(&tx, license).await?;
    status_of_license_changed(cx, &tx, license).await?;
    tx.commit().await
}

/// These licenses wait for a clerk's word: so do their files.
pub(crate) async fn suspended(cx: &Cx, tx: &Tx, licenses: &[Uuid]) -> Result<(), Fault> {
    let of_them = Column::LicenseId.is_in(licenses.iter().copied());
    set(cx, Status::Suspended).filter(of_them).exec(&**tx).await?;
    Ok(())
}

/// After seats were freed: their key files are revoked. A device without a network runs on to the file's end; a
/// list that is carried to it says so before.
pub(crate) async fn seats_freed(cx: &Cx, tx: &Tx, seats: &[Uuid]) -> Result<(), Fault> {
    returned(cx, tx, Column::ActivationId.is_in(seats.iter().copied())).await
}

/// The same after all seats of a license were freed.
pub(crate) async fn all_seats_freed(cx: &Cx, tx: &Tx, license: Uuid) -> Result<(), Fault> {
    returned(cx, tx, Column::LicenseId.eq(license)).await
}

async fn returned(cx: &Cx, tx: &Tx, which: Expr) -> Result<(), Fault> {
    set(cx, Status::Revoked).filter(which.clone()).exec(&**tx).await?;
    Entity::update_many()
        .col_expr(Column::ReturnedAt, Expr::value(cx.now()))
        .filter(which)
        .filter(Column::ReturnedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Of files whose seat is taken, those with another status.
pub(super) fn set(cx: &Cx, status: Status) -> sea_orm::UpdateMany<Entity> {
    let bits = i64::from(status.bits());
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(bits))
        .col_expr(Column::StatusAt, Expr::value(cx.now()))
        .filter(Column::ReturnedAt.is_null())
        .filter(Column::Status.ne(bits))
}
