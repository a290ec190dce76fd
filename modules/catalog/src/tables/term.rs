//! For how long licenses are sold.

use crate::inventory::CATALOG;
use crate::model::term::Starts;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One term; with neither months, days nor a fixed date it has no end.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "term")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub id: Uuid,
    /// Of this product.
    #[holds(CATALOG)]
    pub product_id: Uuid,
    /// The stable word, unique and in lower case.
    #[holds(CATALOG)]
    pub code: String,
    /// Its name.
    #[holds(CATALOG)]
    pub name: String,
    /// When it begins.
    #[holds(CATALOG)]
    pub starts: Starts,
    /// Calendar months.
    #[holds(CATALOG)]
    pub months: Option<i64>,
    /// Calendar days.
    #[holds(CATALOG)]
    pub days: Option<i64>,
    /// The end, for `fixed`.
    #[holds(CATALOG)]
    pub fixed_until: Option<Moment>,
}

gatehouse_db::no_relations!();
