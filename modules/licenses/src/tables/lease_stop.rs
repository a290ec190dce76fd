//! The feed by which nodes learn what must not be renewed (LIC-16).

use crate::inventory::TECHNICAL;
use crate::model::revocation::StopKind;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "lease_stop")]
#[personal(
    purpose = "Tells every node what must not be renewed",
    basis = "b",
    subject = Via { column: "license_id", table: "license" }
)]
pub struct Model {
    /// Rises with every entry.
    #[sea_orm(primary_key)]
    #[holds(TECHNICAL)]
    pub seq: i64,
    /// When.
    #[holds(TECHNICAL)]
    pub at: Moment,
    /// What it is about.
    #[holds(TECHNICAL)]
    pub kind: StopKind,
    /// This activation.
    #[holds(Pseudonym)]
    pub activation_id: Option<Uuid>,
    /// This license.
    #[holds(Pseudonym)]
    pub license_id: Option<Uuid>,
}

gatehouse_db::no_relations!();
