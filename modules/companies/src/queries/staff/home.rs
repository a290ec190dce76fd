//! What waits for staff, in numbers: for the home page. None is counted beyond a hundred.

use super::parts::lapsed;
use crate::model::states::{CompanyState, OwnerChangeKind, OwnerChangeState};
use crate::rights::staff::CompaniesRead;
use crate::tables::{company, company_registration, invitation, owner_change};
use gatehouse_context::May;
use gatehouse_core::Fault;
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Select};

/// How many are counted at the most.
pub(crate) const COUNTED: u64 = 100;

/// The numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Numbers {
    /// Companies that wait to be confirmed.
    pub unverified: u64,
    /// Registrations whose mail was not answered yet.
    pub registrations: u64,
    /// Changes of owner for which owners asked.
    pub owners: u64,
    /// Invitations that only staff can send anew.
    pub lapsed: u64,
    /// Companies that wait to be confirmed and have a second person with their license.
    pub claimants: u64,
}

async fn count<E: EntityTrait>(cx: &May<CompaniesRead>, select: Select<E>, id: E::Column) -> Result<u64, Fault> {
    let found: Vec<Uuid> = select.select_only().column(id).limit(COUNTED).into_tuple().all(cx.read()).await?;
    Ok(u64::try_from(found.len())?)
}

/// Reads them.
pub(crate) async fn numbers(cx: &May<CompaniesRead>) -> Result<Numbers, Fault> {
    let unverified = company::Entity::find().filter(company::Column::State.eq(CompanyState::Unverified));
    let registrations = company_registration::Entity::find()
        .filter(company_registration::Column::LinkEndsAt.gt(cx.now()))
        .filter(company_registration::Column::UsedAt.is_null());
    let owners = owner_change::Entity::find()
        .filter(owner_change::Column::State.eq(OwnerChangeState::Waiting))
        .filter(owner_change::Column::Kind.eq(OwnerChangeKind::Asked));
    let lapsed = invitation::Entity::find().filter(lapsed(cx));
    Ok(Numbers {
        unverified: count(cx, unverified, company::Column::Id).await?,
        registrations: count(cx, registrations, company_registration::Column::Id).await?,
        owners: count(cx, owners, owner_change::Column::Id).await?,
        lapsed: count(cx, lapsed, invitation::Column::Id).await?,
        claimants: super::claims::companies(cx).await?,
    })
}
