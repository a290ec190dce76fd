//! Whether licenses or batches refer to something of the catalog (LIC-1). A batch counts like the licenses that it will make.

use crate::model::order::BatchState;
use crate::tables::{issue_batch, license};
use gatehouse_catalog::tables::offer_rev;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;

/// To a product.
pub(crate) async fn of_product<C: ConnectionTrait>(conn: &C, product: Uuid) -> Result<bool, Fault> {
    let sold = license::Entity::find().filter(license::Column::ProductId.eq(product)).one(conn).await?;
    if sold.is_some() {
        return Ok(true);
    }
    let planned = issue_batch::Entity::find().filter(issue_batch::Column::ProductId.eq(product)).one(conn).await?;
    Ok(planned.is_some())
}

/// To one of these editions.
pub(crate) async fn of_editions<C: ConnectionTrait>(conn: &C, editions: &[Uuid]) -> Result<bool, Fault> {
    let of_these = license::Column::EditionId.is_in(editions.iter().copied());
    if license::Entity::find().filter(of_these).one(conn).await?.is_some() {
        return Ok(true);
    }
    let of_these = issue_batch::Column::EditionId.is_in(editions.iter().copied());
    Ok(issue_batch::Entity::find().filter(of_these).one(conn).await?.is_some())
}

/// To an offer: batches name the revision that they were bought under.
pub(crate) async fn under_offer<C: ConnectionTrait>(conn: &C, offer: Uuid) -> Result<bool, Fault> {
    let revisions = offer_rev::Entity::find().filter(offer_rev::Column::OfferId.eq(offer)).all(conn).await?;
    let under = issue_batch::Column::OfferRevId.is_in(revisions.into_iter().map(|rev| rev.id));
    Ok(issue_batch::Entity::find().filter(under).one(conn).await?.is_some())
}

/// To a term: batches name it, licenses have their copy.
pub(crate) async fn with_term<C: ConnectionTrait>(conn: &C, term: Uuid) -> Result<bool, Fault> {
    Ok(batches_with(term).one(conn).await?.is_some())
}

/// To a term, and are being made at this moment.
pub(crate) async fn being_issued_with<C: ConnectionTrait>(conn: &C, term: Uuid) -> Result<bool, Fault> {
    Ok(batches_with(term).filter(issue_batch::Column::State.eq(BatchState::Running)).one(conn).await?.is_some())
}

fn batches_with(term: Uuid) -> Select<issue_batch::Entity> {
    issue_batch::Entity::find().filter(issue_batch::Column::TermId.eq(term))
}
