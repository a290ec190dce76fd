//! A feature: a row of the comparison table, named in any number of languages (LIC-1, ALL-1).

use super::CatalogRefusal;
use super::part::{CatalogPart, PartColumns};
use crate::events;
use crate::model::input::{Reader, number};
use crate::model::labels::{FeatureLabels, Labels, read_labels};
use crate::queries::revisions;
use crate::signals::IsAnyEditionSold;
use crate::tables::feature::{ActiveModel, Column, Entity};
use crate::tables::{edition, edition_feature, feature_label};
use gatehouse_context::{Cx, Event};
use gatehouse_core::{Fault, Outcome, Uuid, async_trait};
use gatehouse_db::{Tx, Unique};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, Set};
use serde::Deserialize;
use utoipa::ToSchema;

/// A feature.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FeatureBody, example = json!({"code": "firewall", "labels": {"en": "Firewall", "ja": "ファイアウォール", "pt-BR": "Firewall"}, "position": 1}))]
pub struct FeatureEntry {
    /// Unique in the product.
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    pub code: String,
    /// What it is called, by language; one at least.
    #[schema(value_type = FeatureLabels)]
    pub labels: Labels,
    /// 1 to 999; 1 when missing.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 999)]
    pub position: String,
}

#[async_trait]
impl CatalogPart for FeatureEntry {
    type Table = Entity;
    const COLUMNS: PartColumns<Entity> = PartColumns { id: Column::Id, product: Column::ProductId, code: Column::Code };
    const CODES: Unique = Unique { name: "feature_code", columns: "feature.product_id, feature.code" };
    const ADDED: Event = events::FEATURE_CREATED;
    const CHANGED: Option<Event> = Some(events::FEATURE_CHANGED);
    const REMOVED: Event = events::FEATURE_REMOVED;

    fn read(&self, _cx: &Cx, reader: &mut Reader) -> ActiveModel {
        let code = reader.slug("code", &self.code);
        read_labels(reader, "labels", &self.labels);
        let position = reader.optional_number("position", &self.position, 1, 999).unwrap_or(1);
        ActiveModel { code: Set(code), position: Set(position), ..Default::default() }
    }

    /// It is called in exactly these languages.
    async fn store_rest(&self, _cx: &Cx, tx: &Tx, _product: Uuid, id: Uuid) -> Outcome<(), CatalogRefusal> {
        feature_label::Entity::delete_many().filter(feature_label::Column::FeatureId.eq(id)).exec(&**tx).await?;
        // They were checked before.
        let labels = read_labels(&mut Reader::default(), "labels", &self.labels);
        let row =
            |(lang, label)| feature_label::ActiveModel { feature_id: Set(id), lang: Set(lang), label: Set(label) };
        feature_label::Entity::insert_many(labels.into_iter().map(row)).exec_without_returning(&**tx).await?;
        Ok(())
    }

    /// It is, where something was sold of an edition that has it or had it: what was sold stays.
    async fn is_used(cx: &Cx, tx: &Tx, id: Uuid) -> Result<bool, Fault> {
        let mut editions: Vec<Uuid> = edition_feature::Entity::find()
            .filter(edition_feature::Column::FeatureId.eq(id))
            .select_only()
            .column(edition_feature::Column::EditionId)
            .into_tuple()
            .all(&**tx)
            .await?;
        if let Some(feature) = Entity::find_by_id(id).one(&**tx).await? {
            let of_product = edition::Entity::find().filter(edition::Column::ProductId.eq(feature.product_id));
            let of_product = of_product.all(&**tx).await?.into_iter().map(|edition| edition.id);
            let granted = revisions::of_editions(&**tx, of_product).await?;
            let had = granted.iter().filter(|rev| rev.feature_codes().contains(&feature.code.as_str()));
            editions.extend(had.map(|rev| rev.edition_id));
        }
        cx.ask(tx, IsAnyEditionSold { editions }).await
    }
}
