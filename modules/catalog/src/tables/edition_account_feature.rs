//! Which features of an edition need a connected account, where some do (LIC-33).

use crate::inventory::CATALOG;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One pair.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "edition_account_feature")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// In this edition.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub edition_id: Uuid,
    /// This feature.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub feature_id: Uuid,
}

gatehouse_db::no_relations!();
