//! Clerks let the yearly budget of freed seats begin anew (LIC-13).

use crate::inventory::{BOOKS, TECHNICAL};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// The latest time of a license.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "seat_budget_lift")]
#[personal(
    purpose = "How often seats of a license were freed without the device",
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
    /// Seats freed before do not count.
    #[holds(TECHNICAL)]
    pub lifted_at: Moment,
}

gatehouse_db::no_relations!();
