//! How often an article helped.

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row: an article in a language.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "help_count")]
#[personal(purpose = "Which articles help, in numbers")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The article.
    #[holds(TECHNICAL)]
    pub article_id: Uuid,
    /// The tag of the language.
    #[holds(TECHNICAL)]
    pub lang: String,
    /// It helped so many.
    #[holds(TECHNICAL)]
    pub helped: i64,
    /// It did not help so many.
    #[holds(TECHNICAL)]
    pub failed: i64,
    /// So many wrote something.
    #[holds(TECHNICAL)]
    pub comments: i64,
}

gatehouse_db::no_relations!();
