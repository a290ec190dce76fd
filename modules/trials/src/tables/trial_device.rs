//! That a device had its trial of a product (LIC-22).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One device and product.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "trial_device")]
#[personal(purpose = "One trial per product and device, without knowing whose it is", basis = "f")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this product.
    #[holds(TECHNICAL)]
    pub product_id: Uuid,
    /// Keyed hash of product and device.
    #[holds(Lookup(Moved))]
    pub lookup: Vec<u8>,
    /// The pepper of the look-up.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// The license of its trial, which goes on there.
    #[holds(TECHNICAL)]
    pub license_id: Uuid,
    /// The beginning (UTC) of the month in which it began.
    #[holds(TECHNICAL)]
    pub month: Moment,
}

gatehouse_db::no_relations!();
