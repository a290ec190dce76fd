//! That a mailbox had its trial of a product (LIC-22). It outlives the trial, and says nothing of whoever has no address to try.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One mailbox and product.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "trial_taken")]
#[personal(purpose = "One trial per product and person, without knowing who it was", basis = "f")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this product.
    #[holds(TECHNICAL)]
    pub product_id: Uuid,
    /// Keyed hash of product and mailbox.
    #[holds(Lookup(Moved))]
    pub lookup: Vec<u8>,
    /// The pepper of the look-up.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// How many trials it had.
    #[holds(TECHNICAL)]
    pub given: i64,
    /// How many it may have more than the one.
    #[holds(TECHNICAL)]
    pub allowed: i64,
    /// The beginning (UTC) of the month in which it had the last one.
    #[holds(TECHNICAL)]
    pub month: Moment,
}

gatehouse_db::no_relations!();
