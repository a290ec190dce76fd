//! A reserve takes over when its license ends (LIC-19): by the job, and by whoever asks for a lease first, so that none comes late.
//!
//! In one transaction the license gets the reserve's term, seats, revision of the edition and code, its devices hold their seats by that code, and the reserve is
//! used up. Both rows are held: a block of either comes before it or after it.

use super::life_parts::{Step, change, ending, locked, note};
use super::next_code::end_codes;
use crate::actions::leases::license_changed;
use crate::events;
use crate::mails::license_life::{self, News};
use crate::model::code::{self, CODE_PLACE};
use crate::model::license::{end_of_term, is_blocked};
use crate::model::life::StepKind;
use crate::tables::license::{Column, Entity, Model};
use crate::tables::{activation, license_code};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_formats::ActivationCode;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// Whether a license has ended and may be taken over from, by itself.
fn is_due(license: &Model, now: Moment) -> bool {
    license.ends_at.is_some_and(|end| end <= now)
        && license.superseded_at.is_none()
        && !license.awaiting_verification
        && !is_blocked(license, now)
}

/// Lets the reserve of a license take over, where that is due; true: it did. Costs nothing for a license that runs.
pub(crate) async fn take_over(cx: &Cx, license: &Model) -> Result<bool, Fault> {
    if !is_due(license, cx.now()) {
        return Ok(false);
    }
    let waiting = Entity::find().filter(Column::ReserveFor.eq(license.id)).one(cx.read()).await?;
    let Some(waiting) = waiting else { return Ok(false) };
    let tx = cx.begin().await?;
    let rows = locked(&tx, &[license.id, waiting.id]).await?;
    let license = rows.iter().find(|row| row.id == license.id).filter(|row| is_due(row, cx.now()));
    let reserve = rows
        .iter()
        .find(|row| row.id == waiting.id)
        .filter(|row| !is_blocked(row, cx.now()) && !row.awaiting_verification && row.superseded_at.is_none());
    let (Some(license), Some(reserve)) = (license, reserve) else { return Ok(false) };
    if reserve.reserve_for != Some(license.id) || reserve.seats < license.seats_used {
        return Ok(false);
    }
    let from = license.ends_at.unwrap_or_else(|| cx.now());
    let end = end_of_term(reserve, from, &cx.app.settings.vendor_zone())?;
    let renewed = ending(change(license.id), license, end);
    renewed
        .col_expr(Column::Seats, Expr::value(reserve.seats))
        .col_expr(Column::EditionRev, Expr::value(reserve.edition_rev))
        .exec(&*tx)
        .await?;
    change(reserve.id)
        .col_expr(Column::ReserveFor, Expr::value(None::<Uuid>))
        .col_expr(Column::SupersededAt, Expr::value(cx.now()))
        .col_expr(Column::MergedInto, Expr::value(license.id))
        .exec(&*tx)
        .await?;
    let code = move_code(cx, &tx, license, reserve).await?;
    license_changed(cx, &tx, license.id).await?;
    let step = Step { kind: StepKind::TookOver, seats: reserve.seats, ends: end, other: Some(reserve.id) };
    match note(cx, &tx, license, step, None).await {
        Ok(()) => {}
        Err(Stop::Broken(fault)) => return Err(fault),
        Err(Stop::Refused(_)) => return Err(Fault::new("a step without a line met the index of lines")),
    }
    let details = serde_json::json!({ "number": reserve.number, "seats": reserve.seats });
    cx.audit(&tx, events::RESERVE_TOOK_OVER.about(license.id).with(details)).await?;
    license_life::tell(cx, &tx, license, &News::TookOver { ends: end, seats: reserve.seats }, code.as_ref()).await?;
    tx.commit().await?;
    Ok(true)
}

/// The reserve's code becomes the license's newest, sealed under its order's key; devices hold their seats by it. `None` where the key
/// of the reserve's order is gone: then the old code goes on.
async fn move_code(cx: &Cx, tx: &Tx, license: &Model, reserve: &Model) -> Result<Option<ActivationCode>, Fault> {
    use license_code::{Column as Code, Entity as Codes};
    let row = Codes::find()
        .filter(Code::LicenseId.eq(reserve.id))
        .filter(Code::ReplacedAt.is_null())
        .order_by_desc(Code::Number)
        .order_by_desc(Code::Id)
        .limit(1)
        .one(&**tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let mut keys = subject::keys(cx, &**tx, &[row.purchase_id, license.purchase_id]).await?;
    let Some(key) = keys.remove(&row.purchase_id) else { return Ok(None) };
    let code = code::open(&key, row.id, &row.code_sealed)?;
    let own =
        if row.purchase_id == license.purchase_id { key } else { subject::key(cx, &**tx, license.purchase_id).await? };
    let number = end_codes(tx, license.id, cx.now()).await? + 1;
    Codes::update_many()
        .col_expr(Code::LicenseId, Expr::value(license.id))
        .col_expr(Code::PurchaseId, Expr::value(license.purchase_id))
        .col_expr(Code::Number, Expr::value(number))
        .col_expr(
            Code::CodeSealed,
            Expr::value(own.seal(cx.app.random.as_ref(), CODE_PLACE, row.id, code.canonical())?),
        )
        .filter(Code::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    // What lies beside it is no code of anybody.
    end_codes(tx, reserve.id, cx.now()).await?;
    activation::Entity::update_many()
        .col_expr(activation::Column::CodeId, Expr::value(row.id))
        .filter(activation::Column::LicenseId.eq(license.id))
        .filter(activation::Column::DeactivatedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(Some(code))
}

/// Licenses that have ended and whose reserve can take over, the first `most` behind `after`.
pub(crate) async fn due(cx: &Cx, after: Uuid, most: u64) -> Result<Vec<Model>, Fault> {
    let waiting = sea_orm::sea_query::Query::select()
        .column(Column::ReserveFor)
        .from(Entity)
        .and_where(Column::ReserveFor.is_not_null())
        .and_where(Column::BlockedAt.is_null())
        .to_owned();
    let ended = Entity::find()
        .filter(Column::Id.in_subquery(waiting))
        .filter(Column::Id.gt(after))
        .filter(Column::EndsOrder.lte(cx.now().0))
        .filter(Column::SupersededAt.is_null())
        .filter(Column::BlockedAt.is_null())
        .order_by_asc(Column::Id)
        .limit(most);
    Ok(ended.all(cx.read()).await?)
}
