//! Decisions about sold licenses, as staff and programs read them (LIC-1).

use crate::model::sold_change::{self, Difference};
use crate::tables::{license, license_change};
use gatehouse_catalog::queries::{products, revisions};
use gatehouse_catalog::tables::{edition, edition_rev, feature};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Personal, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::collections::HashMap;

/// Decisions that a license's page shows.
const SHOWN: u64 = 50;

/// A decision with what it changes.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The decision.
    pub row: license_change::Model,
    /// What it changes.
    pub difference: Difference,
    /// The clerk's words.
    pub reason: Option<Personal<String>>,
}

/// The latest 50 decisions about a license, newest first.
pub async fn of_license(cx: &Cx, license: &license::Model) -> Result<Vec<Decided>, Fault> {
    let rows = license_change::Entity::find().filter(license_change::Column::LicenseId.eq(license.id));
    let rows = rows.order_by_desc(license_change::Column::Id).limit(SHOWN).all(cx.read()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let editions = rows.iter().flat_map(|row| [row.edition_before, row.edition_after]);
    let known = revisions::of_editions(cx.read(), editions).await?;
    let (features, labels) = features(cx, license.product_id).await?;
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    let rev =
        |edition: Uuid, number: i64| known.iter().find(|r| r.edition_id == edition && r.number == number).cloned();
    let decided = |row: license_change::Model| {
        let before = rev(row.edition_before, row.rev_before)?;
        let after = rev(row.edition_after, row.rev_after)?;
        let seats = (row.seats_before, row.seats_after);
        let (features, labels) = (features.clone(), labels.clone());
        let difference = Difference { before, after, seats, features, labels };
        Some(Decided { reason: sold_change::reason(key.as_ref(), &row), difference, row })
    };
    Ok(rows.into_iter().filter_map(decided).collect())
}

/// What a license would be if it became this.
pub(crate) async fn difference<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
    after: edition_rev::Model,
    seats: i64,
) -> Result<Difference, Fault> {
    let before = revisions::numbered(conn, license.edition_id, license.edition_rev).await?;
    let before = before.ok_or_else(|| Fault::new("a license of a revision that is not there"))?;
    let (features, labels) = features(cx, license.product_id).await?;
    Ok(Difference { before, after, seats: (license.seats, seats), features, labels })
}

type Features = (Vec<feature::Model>, HashMap<Uuid, gatehouse_catalog::model::labels::Labels>);

async fn features(cx: &Cx, product: Uuid) -> Result<Features, Fault> {
    let features = feature::Entity::find().filter(feature::Column::ProductId.eq(product)).all(cx.read()).await?;
    Ok((features, products::labels(cx, product).await?))
}

/// The editions that a license can become, in the catalog's order, each as it is sold now.
pub async fn choices(cx: &Cx, product: Uuid) -> Result<Vec<edition_rev::Model>, Fault> {
    let editions = edition::Entity::find()
        .filter(edition::Column::ProductId.eq(product))
        .order_by_asc(edition::Column::Position)
        .order_by_asc(edition::Column::Code)
        .all(cx.read())
        .await?;
    let known = revisions::of_editions(cx.read(), editions.iter().map(|edition| edition.id)).await?;
    let newest = |edition: &edition::Model| known.iter().rfind(|rev| rev.edition_id == edition.id).cloned();
    Ok(editions.iter().filter_map(newest).collect())
}

/// How many licenses were sold with each revision of these editions, as (edition, revision).
pub async fn sold_by_revision(cx: &Cx, editions: &[Uuid]) -> Result<HashMap<(Uuid, i64), i64>, Fault> {
    use license::{Column, Entity};
    let counts = Entity::find()
        .select_only()
        .columns([Column::EditionId, Column::EditionRev])
        .column_as(Column::Id.count(), "sold")
        .filter(Column::EditionId.is_in(editions.iter().copied()))
        .group_by(Column::EditionId)
        .group_by(Column::EditionRev)
        .into_tuple::<(Uuid, i64, i64)>()
        .all(cx.read())
        .await?;
    Ok(counts.into_iter().map(|(edition, rev, sold)| ((edition, rev), sold)).collect())
}
