//! Which new request comes into which queue: the first rule that fits.

use crate::inventory::TECHNICAL;
use crate::model::category::{Category, Level};
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "queue_rule")]
#[personal(purpose = "Sharing the work on requests")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Into this queue.
    #[holds(TECHNICAL)]
    pub queue_id: Uuid,
    /// Rules are tried in this order.
    #[holds(TECHNICAL)]
    pub place: i64,
    /// Of this product; null: of any.
    #[holds(TECHNICAL)]
    pub product_id: Option<Uuid>,
    /// From this country (ISO 3166-1 alpha-2).
    #[holds(TECHNICAL)]
    pub country: Option<String>,
    /// In this language.
    #[holds(TECHNICAL)]
    pub lang: Option<String>,
    /// At this level.
    #[holds(TECHNICAL)]
    pub level: Option<Level>,
    /// Of this category.
    #[holds(TECHNICAL)]
    pub category: Option<Category>,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
