//! An edition and its features (LIC-1).

use super::CatalogRefusal;
use super::part::{CatalogPart, PartColumns};
use crate::events;
use crate::model::input::{NAME, Reader, Wrong, invalid, number};
use crate::model::labels::FeatureCode;
use crate::queries::{offers, revisions};
use crate::signals::IsAnyEditionSold;
use crate::tables::edition::{ActiveModel, Column, Entity};
use crate::tables::{edition_feature, feature, offer_rev};
use gatehouse_context::{Cx, Event};
use gatehouse_core::{Fault, Outcome, Uuid, async_trait, refuse};
use gatehouse_db::{Tx, Unique};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use utoipa::ToSchema;

/// An edition.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EditionBody, example = json!({"code": "family", "name": "Family", "position": 2, "features": ["firewall", "backup"]}))]
pub struct EditionEntry {
    /// Unique in the product.
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    pub code: String,
    /// 1 to 120 characters.
    #[schema(max_length = 120)]
    pub name: String,
    /// 1 to 999; 1 when missing.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 999)]
    pub position: String,
    /// Codes of the product's features.
    #[serde(default)]
    #[schema(max_items = 64, value_type = Vec<FeatureCode>)]
    pub features: Vec<String>,
}

#[async_trait]
impl CatalogPart for EditionEntry {
    type Table = Entity;
    const COLUMNS: PartColumns<Entity> = PartColumns { id: Column::Id, product: Column::ProductId, code: Column::Code };
    const CODES: Unique = Unique { name: "edition_code", columns: "edition.product_id, edition.code" };
    const ADDED: Event = events::EDITION_CREATED;
    const CHANGED: Option<Event> = Some(events::EDITION_CHANGED);
    const REMOVED: Event = events::EDITION_REMOVED;

    fn read(&self, _cx: &Cx, reader: &mut Reader) -> ActiveModel {
        ActiveModel {
            name: Set(reader.line("name", &self.name, NAME)),
            code: Set(reader.slug("code", &self.code)),
            position: Set(reader.optional_number("position", &self.position, 1, 999).unwrap_or(1)),
            ..Default::default()
        }
    }

    /// It gets exactly those of the product's features; a code that the product does not have is refused.
    async fn store_rest(&self, _cx: &Cx, tx: &Tx, product: Uuid, id: Uuid) -> Outcome<(), CatalogRefusal> {
        let known = feature::Entity::find().filter(feature::Column::ProductId.eq(product)).all(&**tx).await?;
        edition_feature::Entity::delete_many().filter(edition_feature::Column::EditionId.eq(id)).exec(&**tx).await?;
        let mut features = Vec::new();
        for code in &self.features {
            let Some(feature) = known.iter().find(|f| f.code == *code) else {
                return Err(refuse(invalid("features", Wrong::Unknown).into()));
            };
            if !features.contains(&feature.id) {
                features.push(feature.id);
            }
        }
        let row = |feature| edition_feature::ActiveModel { edition_id: Set(id), feature_id: Set(feature) };
        edition_feature::Entity::insert_many(features.into_iter().map(row)).exec_without_returning(&**tx).await?;
        Ok(())
    }

    /// What was sold asks with the edition's code, and shops name it.
    async fn hold_change(cx: &Cx, tx: &Tx, id: Uuid) -> Outcome<(), CatalogRefusal> {
        let now = Entity::find_by_id(id).one(&**tx).await?.map(|edition| edition.code);
        let before = revisions::newest(&**tx, id).await?.map(|rev| rev.code);
        if before.is_some() && before != now && cx.ask(tx, IsAnyEditionSold { editions: vec![id] }).await? {
            return Err(refuse(invalid("code", Wrong::Sold).into()));
        }
        Ok(())
    }

    async fn is_used(cx: &Cx, tx: &Tx, id: Uuid) -> Result<bool, Fault> {
        if offers::is_named(&**tx, offer_rev::Column::EditionId, id).await? {
            return Ok(true);
        }
        cx.ask(tx, IsAnyEditionSold { editions: vec![id] }).await
    }
}
