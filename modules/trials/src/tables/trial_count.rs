//! How many trials there were, which outlasts them (LIC-22).

use crate::inventory::TECHNICAL;
use crate::model::state::Step;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One step of a product's trials in a month.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "trial_count")]
#[personal(purpose = "What becomes of trials, in numbers")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this product.
    #[holds(TECHNICAL)]
    pub product_id: Uuid,
    /// The beginning (UTC) of the month.
    #[holds(TECHNICAL)]
    pub month: Moment,
    /// What happened.
    #[holds(TECHNICAL)]
    pub step: Step,
    /// To how many.
    #[holds(TECHNICAL)]
    pub trials: i64,
}

gatehouse_db::no_relations!();
