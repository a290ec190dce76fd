//! The count behind the transfer limit (LIC-13): brought up to date when it stands in a device's way, and lifted by a clerk.
//!
//! `license.transfers` is raised when a seat is freed and lowered when its device comes back, each time under the lock of the
//! license's row. Time alone lowers nothing, so the count may be too high, never too low; whom it turns away has it recounted.

use crate::actions::license_slots;
use crate::events;
use crate::model::transfer::longest_counting;
use crate::queries::decision;
use crate::rights::{LicensesWrite, NotAllowed, may};
use crate::tables::{activation, license};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, QuerySelect};

/// What a recount found.
pub(crate) enum Recount {
    /// Fewer seats count than the license said; it says so now.
    Fewer,
    /// All still count; the next place comes free at this moment.
    Until(Moment),
}

/// Looks at the seats that count against the transfer limit of a license, `over` of which are too many.
pub(crate) async fn recount(cx: &Cx, license: &license::Model, over: i64) -> Result<Recount, Fault> {
    let now = cx.now();
    let longest = longest_counting(now);
    let counting = decision::counting(cx.read(), license.id, now, over).await?;
    if counting.count >= license.transfers {
        return Ok(Recount::Until(counting.until.unwrap_or(now)));
    }
    let slot = license_slots::acquire(cx, license.id).await?;
    let tx = cx.begin().await?;
    lock(&tx, license.id).await?;
    activation::Entity::update_many()
        .col_expr(activation::Column::CountsUntil, Expr::value(None::<Moment>))
        .filter(activation::Column::LicenseId.eq(license.id))
        .filter(activation::Column::CountsUntil.lte(now).or(activation::Column::CountsUntil.gt(longest)))
        .exec(&*tx)
        .await?;
    let left = activation::Entity::find()
        .filter(activation::Column::LicenseId.eq(license.id))
        .filter(activation::Column::CountsUntil.is_not_null())
        .count(&*tx)
        .await?;
    license::Entity::update_many()
        .col_expr(license::Column::Transfers, Expr::value(i64::try_from(left).unwrap_or(i64::MAX)))
        .filter(license::Column::Id.eq(license.id))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    drop(slot);
    Ok(Recount::Fewer)
}

/// Locks the license's row until the transaction ends.
pub(in crate::actions) async fn lock(tx: &Tx, license: Uuid) -> Result<(), Fault> {
    license::Entity::find_by_id(license)
        .lock_exclusive()
        .select_only()
        .column(license::Column::Id)
        .into_tuple::<Uuid>()
        .one(&**tx)
        .await?;
    Ok(())
}

/// A clerk lets a license move again: the seats freed so far count no more. False: none counted.
///
/// The leases of those devices run on to their ends; that is what the clerk decides.
pub async fn lift_transfer_limit(cx: &Cx, license: Uuid) -> Outcome<bool, NotAllowed> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let lifted = license::Entity::update_many()
        .col_expr(license::Column::Transfers, Expr::value(0_i64))
        .col_expr(license::Column::Version, ExprTrait::add(Expr::col(license::Column::Version), 1))
        .filter(license::Column::Id.eq(license))
        .filter(license::Column::Transfers.gt(0))
        .exec(&*tx)
        .await?
        .rows_affected;
    if lifted == 0 {
        // The same key sent again later must not lift what counts then.
        cx.once(&tx, license).await?;
        tx.commit().await?;
        return Ok(false);
    }
    activation::Entity::update_many()
        .col_expr(activation::Column::CountsUntil, Expr::value(None::<Moment>))
        .filter(activation::Column::LicenseId.eq(license))
        .filter(activation::Column::CountsUntil.is_not_null())
        .exec(&*tx)
        .await?;
    cx.audit(&tx, events::TRANSFERS_LIFTED.about(license)).await?;
    cx.once(&tx, license).await?;
    tx.commit().await?;
    Ok(true)
}
