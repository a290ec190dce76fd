//! How often the seats of a license were freed without the device within the last year (LIC-13).

use crate::model::rescue::{RescueRules, YEAR};
use crate::model::transfer::FreedBy;
use crate::tables::{activation, license, seat_budget_lift};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect};

/// When seats of the license were freed from an account within the last year and since a clerk lifted the budget, the last time
/// first. Records that were freed together count once.
pub(crate) async fn freed<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
) -> Result<Vec<Moment>, Fault> {
    use activation::{Column, Entity};
    let lifted: Option<Moment> = seat_budget_lift::Entity::find()
        .select_only()
        .column(seat_budget_lift::Column::LiftedAt)
        .filter(seat_budget_lift::Column::LicenseId.eq(license.id))
        .into_tuple()
        .one(conn)
        .await?;
    let since = cx.now().plus(-YEAR).max(lifted.unwrap_or(Moment(0)));
    let most = cx.service::<RescueRules>()?.budget(license.seats).max(1);
    Ok(Entity::find()
        .select_only()
        .column(Column::DeactivatedAt)
        .distinct()
        .filter(Column::LicenseId.eq(license.id))
        .filter(Column::DeactivatedBy.eq(FreedBy::Account))
        .filter(Column::DeactivatedAt.gt(since))
        .order_by_desc(Column::DeactivatedAt)
        .limit(u64::try_from(most).unwrap_or(0))
        .into_tuple()
        .all(conn)
        .await?)
}

/// What pages say of the budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Spent within the last year.
    pub spent: i64,
    /// All of it.
    pub whole: i64,
    /// When the next seat can be freed, where that is not now.
    pub wait: Option<Moment>,
}

/// The budget of a license.
pub async fn budget(cx: &Cx, license: &license::Model) -> Result<Budget, Fault> {
    let rules = *cx.service::<RescueRules>()?;
    let freed = freed(cx, cx.read(), license).await?;
    let spent = i64::try_from(freed.len()).unwrap_or(i64::MAX);
    Ok(Budget { spent, whole: rules.budget(license.seats), wait: rules.wait(license.seats, &freed) })
}

/// The devices of these records that have a seat on the license, and whether any record is of it at all.
pub(crate) async fn seats_of<C: ConnectionTrait>(
    conn: &C,
    license: Uuid,
    records: &[Uuid],
) -> Result<(Vec<activation::Model>, bool), Fault> {
    use activation::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::LicenseId.eq(license))
        .filter(Column::Id.is_in(records.iter().copied()))
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    let is_known = !rows.is_empty();
    Ok((rows.into_iter().filter(|row| row.deactivated_at.is_none()).collect(), is_known))
}
