//! Who of the staff is looking at a request right now.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "request_viewer")]
#[personal(purpose = "So that two do not answer at once", basis = "f", subject = Staff("staff_id"))]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// This request.
    #[holds(TECHNICAL)]
    pub request_id: Uuid,
    /// Who.
    #[holds(Pseudonym)]
    pub staff_id: Uuid,
    /// Whether they are writing.
    #[holds(TECHNICAL)]
    pub writing: bool,
    /// When they were last seen there.
    #[holds(Personal(Activity))]
    pub seen_at: Moment,
}

gatehouse_db::no_relations!();
