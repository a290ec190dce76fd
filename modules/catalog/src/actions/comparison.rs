//! The comparison of editions is changed as a whole: which edition has which feature (LIC-1).

use super::{CatalogRefusal, allowed, revisions, tell, touch};
use crate::events;
use crate::tables::{edition, edition_feature, feature};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Uuid, refuse};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use std::collections::HashSet;

/// Gives the editions of a product that is still at `expected` exactly these features, as (edition, feature). Where nothing changes,
/// nothing is written.
pub async fn compare(
    cx: &Cx,
    product: Uuid,
    expected: Option<i64>,
    has: &HashSet<(Uuid, Uuid)>,
) -> Outcome<(), CatalogRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, expected).await?;
    let editions = edition::Entity::find().filter(edition::Column::ProductId.eq(product)).all(&*tx).await?;
    let features = feature::Entity::find().filter(feature::Column::ProductId.eq(product)).all(&*tx).await?;
    let is_edition = |id: Uuid| editions.iter().any(|edition| edition.id == id);
    let is_feature = |id: Uuid| features.iter().any(|feature| feature.id == id);
    if !has.iter().all(|(edition, feature)| is_edition(*edition) && is_feature(*feature)) {
        return Err(refuse(CatalogRefusal::Unknown));
    }
    let of_these = edition_feature::Column::EditionId.is_in(editions.iter().map(|edition| edition.id));
    let rows = edition_feature::Entity::find().filter(of_these.clone()).all(&*tx).await?;
    let had: HashSet<(Uuid, Uuid)> = rows.into_iter().map(|row| (row.edition_id, row.feature_id)).collect();
    let changed: HashSet<Uuid> = had.symmetric_difference(has).map(|(edition, _)| *edition).collect();
    if changed.is_empty() {
        return Ok(());
    }
    edition_feature::Entity::delete_many().filter(of_these).exec(&*tx).await?;
    let row = |(edition, feature): &(Uuid, Uuid)| edition_feature::ActiveModel {
        edition_id: Set(*edition),
        feature_id: Set(*feature),
    };
    edition_feature::Entity::insert_many(has.iter().map(row)).exec_without_returning(&*tx).await?;
    revisions::keep(cx, &tx, product).await?;
    for edition in editions.iter().filter(|edition| changed.contains(&edition.id)) {
        tell(cx, &tx, events::EDITION_CHANGED, product, edition.id, &edition.code).await?;
    }
    tx.commit().await?;
    Ok(())
}
