//! When support works.

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "support_calendar")]
#[personal(purpose = "Measuring how soon support answers")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Its name.
    #[holds(TECHNICAL)]
    pub name: String,
    /// The time zone (IANA) of its hours.
    #[holds(TECHNICAL)]
    pub zone: String,
    /// Day and night: hours and holidays say nothing then.
    #[holds(TECHNICAL)]
    pub always: bool,
    /// The hours of each weekday, as JSON.
    #[holds(TECHNICAL)]
    pub hours: String,
    /// Days without hours, as JSON.
    #[holds(TECHNICAL)]
    pub holidays: String,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
