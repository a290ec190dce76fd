//! A feature: a row of the comparison table, named in each language (LIC-1).

use super::edition::is_sold;
use super::{CatalogRefusal, allowed, done, taken, touch};
use crate::events;
use crate::model::input::{NAME, Reader};
use crate::tables::edition_feature;
use crate::tables::feature::{ActiveModel, Column, Entity};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::{Cx, Unique};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, Set};

const CODE: Unique = Unique { name: "feature_code", columns: "feature.product_id, feature.code" };

/// A feature as entered.
#[derive(Clone, Debug, Default)]
pub struct FeatureEntry {
    /// Unique in the product.
    pub code: String,
    /// In English, 1 to 120 characters.
    pub label_en: String,
    /// In Japanese.
    pub label_ja: String,
    /// In Russian.
    pub label_ru: String,
    /// Its place in the comparison, 1 to 999; empty: 1.
    pub position: String,
}

/// Creates a feature (`id` is `None`) or changes one; returns its id.
pub async fn save(
    cx: &Cx,
    product: Uuid,
    id: Option<Uuid>,
    expected: Option<i64>,
    entry: &FeatureEntry,
) -> Outcome<Uuid, CatalogRefusal> {
    allowed(cx)?;
    let mut reader = Reader::default();
    let code = reader.slug("code", &entry.code);
    let en = reader.line("label_en", &entry.label_en, NAME);
    let ja = reader.line("label_ja", &entry.label_ja, NAME);
    let ru = reader.line("label_ru", &entry.label_ru, NAME);
    let position = reader.optional_number("position", &entry.position, 1, 999).unwrap_or(1);
    reader.finish(()).or_refuse()?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, expected).await?;
    let feature = id.unwrap_or_else(|| cx.id());
    if id.is_some() {
        let changed = Entity::update_many()
            .col_expr(Column::Code, Expr::value(code.clone()))
            .col_expr(Column::LabelEn, Expr::value(en))
            .col_expr(Column::LabelJa, Expr::value(ja))
            .col_expr(Column::LabelRu, Expr::value(ru))
            .col_expr(Column::Position, Expr::value(position))
            .filter(Column::Id.eq(feature))
            .filter(Column::ProductId.eq(product))
            .exec(&*tx)
            .await
            .map_err(|error| taken(error, CODE, "code"))?;
        if changed.rows_affected == 0 {
            return Err(refuse(CatalogRefusal::Unknown));
        }
    } else {
        let row = ActiveModel {
            id: Set(feature),
            product_id: Set(product),
            code: Set(code.clone()),
            label_en: Set(en),
            label_ja: Set(ja),
            label_ru: Set(ru),
            position: Set(position),
        };
        Entity::insert(row).exec_without_returning(&*tx).await.map_err(|error| taken(error, CODE, "code"))?;
    }
    let event = if id.is_some() { events::FEATURE_CHANGED } else { events::FEATURE_CREATED };
    Ok(done(cx, tx, event, product, feature, &code).await?)
}

/// Removes a feature that is in no edition of which something was sold.
pub async fn remove(cx: &Cx, product: Uuid, id: Uuid) -> Outcome<(), CatalogRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    touch(cx, &tx, product, None).await?;
    let Some(row) = Entity::find_by_id(id).filter(Column::ProductId.eq(product)).one(&*tx).await? else {
        return Err(refuse(CatalogRefusal::Unknown));
    };
    let editions: Vec<Uuid> = edition_feature::Entity::find()
        .filter(edition_feature::Column::FeatureId.eq(id))
        .select_only()
        .column(edition_feature::Column::EditionId)
        .into_tuple()
        .all(&*tx)
        .await?;
    for edition in editions {
        if is_sold(&tx, edition).await? {
            return Err(refuse(CatalogRefusal::InUse));
        }
    }
    Entity::delete_by_id(id).exec(&*tx).await?;
    done(cx, tx, events::FEATURE_REMOVED, product, id, &row.code).await?;
    Ok(())
}
