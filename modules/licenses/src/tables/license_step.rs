//! What changed the right of a license (LIC-18, LIC-19).

use crate::inventory::BOOKS;
use crate::model::life::StepKind;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "license_step")]
#[personal(
    purpose = "What changed seats and end of a license",
    basis = "b",
    subject = Via { column: "license_id", table: "license" },
    on_erase = Keep(BOOKS)
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Personal(License))]
    pub id: Uuid,
    /// Of this license.
    #[holds(Personal(License))]
    pub license_id: Uuid,
    /// What was done.
    #[holds(Personal(License))]
    pub kind: StepKind,
    /// When.
    #[holds(Personal(License))]
    pub at: Moment,
    /// The line of an order that asked for it, unique.
    #[holds(Personal(License))]
    pub line: Option<String>,
    /// Seats before it.
    #[holds(Personal(License))]
    pub seats_before: i64,
    /// And after it.
    #[holds(Personal(License))]
    pub seats_after: i64,
    /// The end before it.
    #[holds(Personal(License))]
    pub ends_before: Option<Moment>,
    /// And after it.
    #[holds(Personal(License))]
    pub ends_after: Option<Moment>,
    /// The other license: the reserve, or what it was merged into.
    #[holds(Personal(License))]
    pub other_id: Option<Uuid>,
}

gatehouse_db::no_relations!();
