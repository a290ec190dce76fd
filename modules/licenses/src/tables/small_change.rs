//! Which licenses a clerk changed alone in the last days (LIC-20): small changes of one clerk are added up.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One license, changed by one clerk in one way. That of the nil license counts nothing: it is held while the others are counted.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "small_change")]
#[personal(
    purpose = "Many small changes of one member of the staff need a second one, as a large change does",
    basis = "f",
    subject = Staff("member_id")
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Who changed it.
    #[holds(Pseudonym)]
    pub member_id: Uuid,
    /// In which way, as proposals call it.
    #[holds(TECHNICAL)]
    pub kind: String,
    /// The license.
    #[holds(Pseudonym)]
    pub license_id: Uuid,
    /// How many seats it had.
    #[holds(TECHNICAL)]
    pub seats: i64,
    /// When.
    #[holds(Personal(Activity))]
    pub at: Moment,
}

gatehouse_db::no_relations!();
