//! What features are called, in any number of languages.

use crate::inventory::CATALOG;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One label.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "feature_label")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// Of this feature.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub feature_id: Uuid,
    /// The language's tag (BCP 47), such as `ja` or `pt-BR`.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub lang: String,
    /// What it is called.
    #[holds(CATALOG)]
    pub label: String,
}

gatehouse_db::no_relations!();
