//! Licenses that are used to their limit or beyond (LIC-14).

use crate::inventory::{BOOKS, TECHNICAL};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One license, as it was seen last.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "over_use")]
#[personal(
    purpose = "Licenses on which more devices may run than they have seats",
    basis = "f",
    subject = Via { column: "license_id", table: "license" },
    on_erase = Keep(BOOKS)
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// This license.
    #[holds(TECHNICAL)]
    pub license_id: Uuid,
    /// Its seats.
    #[holds(Personal(License))]
    pub seats: i64,
    /// Devices with a seat, and those whose freed seat still counts.
    #[holds(Personal(Activity))]
    pub devices: i64,
    /// Of its seats.
    #[holds(Personal(Activity))]
    pub percent: i64,
    /// Since when it is in the list.
    #[holds(Personal(Activity))]
    pub since: Moment,
    /// When it was counted last.
    #[holds(TECHNICAL)]
    pub seen_at: Moment,
}

gatehouse_db::no_relations!();
