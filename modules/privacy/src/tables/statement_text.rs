//! What a version of a statement says, in each language.

use crate::inventory::STATEMENTS;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One text.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "statement_text")]
#[personal(purpose = "Statements that customers are asked to accept")]
pub struct Model {
    /// Of this version.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(STATEMENTS)]
    pub version_id: Uuid,
    /// The language's tag.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(STATEMENTS)]
    pub lang: String,
    /// The title.
    #[holds(STATEMENTS)]
    pub title: String,
    /// The text, in paragraphs.
    #[holds(STATEMENTS)]
    pub body: String,
}

gatehouse_db::no_relations!();
