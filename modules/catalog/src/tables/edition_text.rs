//! What comes with a license of an edition, in words and by language (LIC-34).

use crate::inventory::CATALOG;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One language.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "edition_text")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// Of this edition.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub edition_id: Uuid,
    /// The language's tag (BCP 47).
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub lang: String,
    /// The standard support; empty where nothing is said of it.
    #[holds(CATALOG)]
    pub support: String,
    /// Further services; empty where there are none.
    #[holds(CATALOG)]
    pub services: String,
}

gatehouse_db::no_relations!();
