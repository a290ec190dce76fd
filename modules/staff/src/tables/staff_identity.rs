//! The table `staff_identity`.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// How a member is found by what the vendor's own provider calls them. It gives no right: who they are there stands in their row, under
/// seal.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "staff_identity")]
#[personal(purpose = "Single sign-on of staff by the vendor's own provider", basis = "f", subject = Staff("staff_id"))]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub staff_id: Uuid,
    /// Keyed hash of issuer and subject.
    #[holds(Lookup(Moved))]
    pub subject_lookup: Vec<u8>,
    /// The pepper of the look-up; the next use moves it.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// When it was connected.
    #[holds(Personal(Activity))]
    pub connected_at: Moment,
    /// When it was used last.
    #[holds(Personal(Activity))]
    pub used_at: Option<Moment>,
}

gatehouse_db::no_relations!();
