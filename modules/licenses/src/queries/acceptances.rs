//! What was accepted of license agreements (LIC-34).

use crate::tables::agreement_acceptance::{Column, Entity, Model};
use crate::tables::license;
use gatehouse_catalog::queries::agreements;
use gatehouse_catalog::tables::{agreement, product};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

/// How a license stands to the agreement of its product, for an account that has it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The version that applies: the last one that the account accepted, else the one in force.
    pub version: agreement::Model,
    /// When the account accepted it.
    pub accepted_at: Option<Moment>,
    /// The version that has to be accepted before the first activation; `None` once nothing has to be.
    pub due: Option<Uuid>,
}

/// `None` where the product has no agreement.
pub async fn standing(
    cx: &Cx,
    account: Uuid,
    license: &license::Model,
    product: &product::Model,
) -> Result<Option<Standing>, Fault> {
    let Some(in_force) = agreements::in_force(cx, product.id).await? else { return Ok(None) };
    let own = Entity::find().filter(Column::LicenseId.eq(license.id)).filter(Column::AccountId.eq(account));
    let own = own.order_by_desc(Column::AcceptedAt).order_by_desc(Column::Id).one(cx.read()).await?;
    let is_due = product.statement_required
        && license.first_activated_at.is_none()
        && own.is_none()
        && !is_accepted(cx.read(), license.id).await?;
    let due = is_due.then_some(in_force.id);
    let version = match &own {
        Some(own) if own.agreement_id != in_force.id => {
            agreement::Entity::find_by_id(own.agreement_id).one(cx.read()).await?.unwrap_or(in_force)
        }
        _ => in_force,
    };
    Ok(Some(Standing { version, accepted_at: own.map(|own| own.accepted_at), due }))
}

/// Whether anybody has accepted a version for the license.
pub(crate) async fn is_accepted<C: ConnectionTrait>(conn: &C, license: Uuid) -> Result<bool, Fault> {
    Ok(Entity::find().filter(Column::LicenseId.eq(license)).one(conn).await?.is_some())
}

/// The account's acceptance of this version for the license.
pub(crate) async fn of_account<C: ConnectionTrait>(
    conn: &C,
    license: Uuid,
    agreement: Uuid,
    account: Option<Uuid>,
) -> Result<Option<Model>, Fault> {
    let whose = account.map_or_else(|| Column::AccountId.is_null(), |account| Column::AccountId.eq(account));
    let found = Entity::find().filter(Column::LicenseId.eq(license)).filter(Column::AgreementId.eq(agreement));
    Ok(found.filter(whose).one(conn).await?)
}
