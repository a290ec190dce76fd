//! Two companies became one: what the double had is the other one's. What both had, the other one has once.

use crate::tables::{company_trial, license_holder, verification};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;

/// Moves licenses, what waits for a clerk, and the trials that were had.
pub(crate) async fn merge(tx: &Tx, from: Uuid, into: Uuid) -> Result<(), Fault> {
    use license_holder::{Column, Entity};
    let held = Query::select().column(Column::LicenseId).from(Entity).and_where(Column::CompanyId.eq(into)).to_owned();
    Entity::update_many()
        .col_expr(Column::CompanyId, Expr::value(into))
        // The name of the file lies under the double's key, which ends.
        .col_expr(Column::KeyFileNameSealed, Expr::value(None::<Vec<u8>>))
        .filter(Column::CompanyId.eq(from))
        .filter(Column::LicenseId.not_in_subquery(held))
        .exec(&**tx)
        .await?;
    let waits = Query::select()
        .column(verification::Column::LicenseId)
        .from(verification::Entity)
        .and_where(verification::Column::CompanyId.eq(into))
        .to_owned();
    verification::Entity::update_many()
        .col_expr(verification::Column::CompanyId, Expr::value(into))
        .filter(verification::Column::CompanyId.eq(from))
        .filter(verification::Column::LicenseId.not_in_subquery(waits))
        .exec(&**tx)
        .await?;
    let had = Query::select()
        .column(company_trial::Column::ProductId)
        .from(company_trial::Entity)
        .and_where(company_trial::Column::CompanyId.eq(into))
        .to_owned();
    company_trial::Entity::update_many()
        .col_expr(company_trial::Column::CompanyId, Expr::value(into))
        .filter(company_trial::Column::CompanyId.eq(from))
        .filter(company_trial::Column::ProductId.not_in_subquery(had))
        .exec(&**tx)
        .await?;
    Ok(())
}
