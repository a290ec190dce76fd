//! Which products an article is about.

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row: an article and a product.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "help_product")]
#[personal(purpose = "Finding the articles about a product")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The article.
    #[holds(TECHNICAL)]
    pub article_id: Uuid,
    /// The product.
    #[holds(TECHNICAL)]
    pub product_id: Uuid,
    /// Which of its versions, such as `12.1-12.4` or `13+`; empty: all of them.
    #[holds(TECHNICAL)]
    pub versions: String,
}

gatehouse_db::no_relations!();
