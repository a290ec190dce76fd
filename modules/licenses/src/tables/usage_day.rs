//! Which days the usage of licenses is written for (LIC-15).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One day of all licenses.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "usage_day")]
#[personal(purpose = "Seats in use, of all licenses together")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// When the day began, in the vendor's zone.
    #[holds(TECHNICAL)]
    pub day_at: Moment,
    /// Licenses with a device.
    #[holds(TECHNICAL)]
    pub licenses: i64,
    /// Devices with a seat.
    #[holds(TECHNICAL)]
    pub used: i64,
    /// When it was written.
    #[holds(TECHNICAL)]
    pub written_at: Moment,
}

gatehouse_db::no_relations!();
