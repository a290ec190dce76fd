//! Licenses that are used to their limit or beyond, as clerks follow them (LIC-14).

use crate::inventory::{BOOKS, TECHNICAL};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One license.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "over_use_case")]
#[personal(
    purpose = "Licenses on which more devices ask to run than they have seats",
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
    /// Its seats when it was counted last.
    #[holds(Personal(License))]
    pub seats: i64,
    /// Devices with a seat, and those whose freed seat still counts.
    #[holds(Personal(Activity))]
    pub devices: i64,
    /// Further devices that were refused, each once in a minute of a node.
    #[holds(Personal(Activity))]
    pub refused: i64,
    /// Both together in hundredths of the seats.
    #[holds(Personal(Activity))]
    pub percent: i64,
    /// The highest level that was told; 0: none.
    #[holds(TECHNICAL)]
    pub told_percent: i64,
    /// Since when it is beyond its seats; `None`: it is not.
    #[holds(Personal(Activity))]
    pub over_since: Option<Moment>,
    /// When it was beyond its seats last.
    #[holds(Personal(Activity))]
    pub over_seen_at: Option<Moment>,
    /// When it was counted last.
    #[holds(TECHNICAL)]
    pub seen_at: Moment,
    /// When the owner was warned last.
    #[holds(Personal(Activity))]
    pub warned_at: Option<Moment>,
    /// By which member of the staff.
    #[holds(Pseudonym)]
    pub warned_by_id: Option<Uuid>,
}

gatehouse_db::no_relations!();
