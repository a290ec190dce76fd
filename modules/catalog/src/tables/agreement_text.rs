//! What a version of a license agreement says, in each language.

use crate::inventory::CATALOG;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One text.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "agreement_text")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// Of this version.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub agreement_id: Uuid,
    /// The language's tag.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub lang: String,
    /// The text, in paragraphs.
    #[holds(CATALOG)]
    pub body: String,
}

gatehouse_db::no_relations!();
