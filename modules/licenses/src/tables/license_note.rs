//! What staff noted about a license.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One note.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "license_note")]
#[personal(
    purpose = "Looking after a license: what one member of the staff has to know from another",
    basis = "f",
    subject = Via { column: "license_id", table: "license" },
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// About this license.
    #[holds(Personal(License))]
    pub license_id: Uuid,
    /// The member of the staff who wrote it.
    #[holds(Pseudonym)]
    pub author_id: Uuid,
    /// When.
    #[holds(Personal(Activity))]
    pub at: Moment,
    /// What it says, sealed under the order's key.
    #[holds(Sealed(Correspondence))]
    pub text_sealed: Vec<u8>,
}

gatehouse_db::no_relations!();
