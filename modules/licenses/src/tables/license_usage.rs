//! Seats of a license over time (LIC-15).

use crate::inventory::{BOOKS, TECHNICAL};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// What is true from a day on, until the next row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "license_usage")]
#[personal(
    purpose = "How many devices use a license, by day",
    basis = "b",
    subject = Via { column: "license_id", table: "license" },
    on_erase = Keep(BOOKS)
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this license.
    #[holds(TECHNICAL)]
    pub license_id: Uuid,
    /// When the day began, in the vendor's zone.
    #[holds(Personal(Activity))]
    pub day_at: Moment,
    /// Seats that the license had.
    #[holds(Personal(License))]
    pub seats: i64,
    /// Devices with a seat when the day ended.
    #[holds(Personal(Activity))]
    pub used: i64,
    /// Those of them whose lease had not ended then.
    #[holds(Personal(Activity))]
    pub alive: i64,
    /// The most devices with a seat at one moment of the day.
    #[holds(Personal(Activity))]
    pub most: i64,
}

gatehouse_db::no_relations!();
