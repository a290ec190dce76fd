//! An edition and its features (LIC-1).

use super::{CatalogRefusal, allowed, done, taken, touch};
use crate::events;
use crate::model::input::{NAME, Reader};
use crate::tables::edition::{ActiveModel, Column, Entity};
use crate::tables::{edition_feature, feature, issue_batch, license};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::{Cx, Tx, Unique};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

const CODE: Unique = Unique { name: "edition_code", columns: "edition.product_id, edition.code" };

/// An edition as entered.
#[derive(Clone, Debug, Default)]
pub struct EditionEntry {
    /// Unique in the product.
    pub code: String,
    /// 1 to 120 characters.
    pub name: String,
    /// Its place in the comparison, 1 to 999; empty: 1.
    pub position: String,
    /// The codes of its features.
    pub features: Vec<String>,
}

/// Creates an edition (`id` is `None`) or changes one; returns its id.
pub async fn save(
    cx: &Cx,
    product: Uuid,
    id: Option<Uuid>,
    expected: Option<i64>,
    entry: &EditionEntry,
) -> Outcome<Uuid, CatalogRefusal> {
    allowed(cx)?;
    let mut reader = Reader::default();
    let name = reader.line("name", &entry.name, NAME);
    let code = reader.slug("code", &entry.code);
    let position = reader.optional_number("position", &entry.position, 1, 999).unwrap_or(1);
    let (name, code, position) = reader.finish((name, code, position)).or_refuse()?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, expected).await?;
    let edition = id.unwrap_or_else(|| cx.id());
    if id.is_some() {
        let changed = Entity::update_many()
            .col_expr(Column::Code, Expr::value(code.clone()))
            .col_expr(Column::Name, Expr::value(name))
            .col_expr(Column::Position, Expr::value(position))
            .filter(Column::Id.eq(edition))
            .filter(Column::ProductId.eq(product))
            .exec(&*tx)
            .await
            .map_err(|error| taken(error, CODE, "code"))?;
        if changed.rows_affected == 0 {
            return Err(refuse(CatalogRefusal::Unknown));
        }
    } else {
        let row = ActiveModel {
            id: Set(edition),
            product_id: Set(product),
            code: Set(code.clone()),
            name: Set(name),
            position: Set(position),
        };
        Entity::insert(row).exec_without_returning(&*tx).await.map_err(|error| taken(error, CODE, "code"))?;
    }
    set_features(&tx, product, edition, &entry.features).await?;
    let event = if id.is_some() { events::EDITION_CHANGED } else { events::EDITION_CREATED };
    Ok(done(cx, tx, event, product, edition, &code).await?)
}

/// The edition gets exactly those of the product's features; a code that the product does not have is refused.
async fn set_features(tx: &Tx, product: Uuid, edition: Uuid, codes: &[String]) -> Outcome<(), CatalogRefusal> {
    use crate::model::input::{Wrong, invalid};
    let known = feature::Entity::find().filter(feature::Column::ProductId.eq(product)).all(&**tx).await?;
    edition_feature::Entity::delete_many().filter(edition_feature::Column::EditionId.eq(edition)).exec(&**tx).await?;
    let mut rows = Vec::new();
    for code in codes {
        let Some(feature) = known.iter().find(|f| f.code == *code) else {
            return Err(refuse(invalid("features", Wrong::Unknown).into()));
        };
        if !rows.contains(&feature.id) {
            rows.push(feature.id);
        }
    }
    if !rows.is_empty() {
        let rows =
            rows.into_iter().map(|id| edition_feature::ActiveModel { edition_id: Set(edition), feature_id: Set(id) });
        edition_feature::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// Whether there are licenses of an edition, or will be.
pub(super) async fn is_sold(tx: &Tx, edition: Uuid) -> Result<bool, Fault> {
    let sold = license::Entity::find().filter(license::Column::EditionId.eq(edition)).one(&**tx).await?;
    if sold.is_some() {
        return Ok(true);
    }
    let planned = issue_batch::Entity::find().filter(issue_batch::Column::EditionId.eq(edition)).one(&**tx).await?;
    Ok(planned.is_some())
}

/// Removes an edition that nothing was sold of.
pub async fn remove(cx: &Cx, product: Uuid, id: Uuid) -> Outcome<(), CatalogRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, None).await?;
    let Some(row) = Entity::find_by_id(id).filter(Column::ProductId.eq(product)).one(&*tx).await? else {
        return Err(refuse(CatalogRefusal::Unknown));
    };
    if is_sold(&tx, id).await? {
        return Err(refuse(CatalogRefusal::InUse));
    }
    Entity::delete_by_id(id).exec(&*tx).await?;
    done(cx, tx, events::EDITION_REMOVED, product, id, &row.code).await?;
    Ok(())
}
