//! A clerk lets the holders of a license free seats without the device again, whatever they freed within the year (LIC-13).

use crate::events;
use crate::rights::{LicensesWrite, NotAllowed, may};
use crate::tables::{license, seat_budget_lift};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// Why the budget stays as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum LiftSeatBudgetRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such license.
    #[refusal(404, "license.unknown", refusal_license_unknown)]
    Unknown,
}

/// The seats freed so far count no more.
pub async fn lift_seat_budget(cx: &Cx, license: Uuid) -> Outcome<(), LiftSeatBudgetRefusal> {
    use seat_budget_lift::{ActiveModel, Column, Entity};
    may::<LicensesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    if license::Entity::find_by_id(license).count(&*tx).await? == 0 {
        return Err(refuse(LiftSeatBudgetRefusal::Unknown));
    }
    let row = ActiveModel { id: Set(cx.id()), license_id: Set(license), lifted_at: Set(cx.now()) };
    let latest = OnConflict::column(Column::LicenseId).update_column(Column::LiftedAt).to_owned();
    Entity::insert(row).on_conflict(latest).exec_without_returning(&*tx).await?;
    cx.audit(&tx, events::SEAT_BUDGET_LIFTED.about(license)).await?;
    cx.once(&tx, license).await?;
    tx.commit().await?;
    Ok(())
}
